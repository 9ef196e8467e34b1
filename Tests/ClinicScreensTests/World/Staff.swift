import ClinicModel

/// The staff of the invented clinic, one of each role.
enum Staff: String, CaseIterable, Sendable {
  case nurse, doctor, receptionist, admin, privacyOfficer

  var user: SignedInUser {
    SignedInUser(
      id: FixedID.make(1, number), email: "\(login)@clinic.demo", name: name, role: role,
      capabilities: self == .doctor ? [.approveBreakGlass, .prescribe] : [], wards: wards,
      sessionEndsAt: Moments.now.adding(seconds: 12 * 3600), previousSignInAt: nil, lockAfterSeconds: 300,
      signOutAfterSeconds: 900)
  }

  private var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  var login: String {
    switch self {
    case .receptionist: "reception"
    case .privacyOfficer: "privacy"
    default: rawValue
    }
  }

  var role: StaffRole {
    switch self {
    case .nurse: .nurse
    case .doctor: .clinician
    case .receptionist: .receptionist
    case .admin: .admin
    case .privacyOfficer: .privacyOfficer
    }
  }

  var name: String {
    switch self {
    case .nurse: "Nora Berg"
    case .doctor: "Abena Osei"
    case .receptionist: "Katrin Weiss"
    case .admin: "Irene Vidal"
    case .privacyOfficer: "Ramón Prat"
    }
  }

  private var wards: [String] { self == .nurse ? ["A"] : [] }
}
