/// What a member of staff is in this clinic. One role each; the raw value is the code in `access.roles`.
public enum StaffRole: String, CaseIterable, Hashable, Sendable {
  case admin = "ADMIN"
  case clinician = "CLINICIAN"
  case nurse = "NURSE"
  case receptionist = "RECEPTIONIST"
  case privacyOfficer = "PRIVACY_OFFICER"

  /// Nurses and clinicians: may open a chart, given a reason for access.
  public var isClinical: Bool { self == .nurse || self == .clinician }
}

/// A right beyond the role; the raw value is the code in `access.capabilities`.
public enum Capability: String, CaseIterable, Hashable, Sendable {
  case prescribe = "PRESCRIBE"
  case approveBreakGlass = "APPROVE_BREAK_GLASS"
  case mergePatients = "MERGE_PATIENTS"
  case auditRead = "AUDIT_READ"
}

/// The language of everything a person reads; the raw value is the ISO 639-1 code.
public enum Language: String, CaseIterable, Hashable, Sendable {
  case english = "en"
  case spanish = "es"
}
