public typealias PatientAllergyID = Identifier<PatientAllergy>

/// An allergy or intolerance of a patient (FHIR AllergyIntolerance), in its living version.
public struct PatientAllergy: Hashable, Sendable, Identifiable, ChartFact {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case allergy = "ALLERGY"
    case intolerance = "INTOLERANCE"
  }

  /// How sure it is. A nurse's entry is unverified; refuted and entered in error leave the chart.
  public enum Verification: String, CaseIterable, Hashable, Sendable {
    case unverified = "UNVERIFIED"
    case confirmed = "CONFIRMED"
  }

  /// What is filled in about it: a code of the catalogue, or the substance in words (then medicines are compared by words only).
  public struct Entry: Hashable, Sendable {
    public enum Substance: Hashable, Sendable {
      case catalogue(code: String)
      case words(String)
    }

    public var substance: Substance
    public var severity: Allergy.Severity
    public var reaction: String?
    public var kind: Kind
    public var verification: Verification

    public init(
      substance: Substance, severity: Allergy.Severity, reaction: String? = nil, kind: Kind = .allergy,
      verification: Verification = .unverified
    ) {
      self.substance = substance
      self.severity = severity
      self.reaction = reaction
      self.kind = kind
      self.verification = verification
    }
  }

  public var version: RecordVersion<PatientAllergy>
  /// As printed.
  public var substance: String
  /// Of the catalogue; nil: in words only.
  public var code: String?
  public var kind: Kind
  public var severity: Allergy.Severity
  public var reaction: String?
  public var verification: Verification
  public var recordedAt: Instant

  public var id: PatientAllergyID { version.id }

  public var mergedNumber: RecordNumber?

  public init(
    version: RecordVersion<PatientAllergy>, substance: String, code: String? = nil, kind: Kind, severity: Allergy.Severity,
    reaction: String? = nil, verification: Verification, recordedAt: Instant
  ) {
    self.version = version
    self.substance = substance
    self.code = code
    self.kind = kind
    self.severity = severity
    self.reaction = reaction
    self.verification = verification
    self.recordedAt = recordedAt
  }
}

/// A row of the catalogue of allergies.
public struct AllergyCatalogueEntry: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case medicine = "MEDICINE"
    case medicineClass = "MEDICINE_CLASS"
    case food = "FOOD"
    case contact = "CONTACT"
    case environment = "ENVIRONMENT"
  }

  public var code: String
  public var nameEnglish: String
  public var nameSpanish: String
  public var kind: Kind

  public init(code: String, nameEnglish: String, nameSpanish: String, kind: Kind) {
    self.code = code
    self.nameEnglish = nameEnglish
    self.nameSpanish = nameSpanish
    self.kind = kind
  }
}
