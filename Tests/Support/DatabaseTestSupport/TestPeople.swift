/// Invented members of staff, one personal login role each. All have the password `TestPerson.password`.
public enum TestPerson: String, Sendable, CaseIterable {
  /// Nurse on the roster of ward A, all day and night.
  case nurseA = "nurse_a"
  /// Nurse on the roster of ward B.
  case nurseB = "nurse_b"
  /// Doctors who may approve emergency access and prescribe; the first is in the care team of some patients.
  case doctor1 = "doctor_1", doctor2 = "doctor_2"
  /// A doctor without capabilities, in nobody's care team.
  case doctor3 = "doctor_3"
  case reception = "reception_1", admin = "admin_1", privacy = "privacy_1"

  public static let password = "correct horse battery"
  /// The login role of a ward's terminal: every person may sign in from it.
  public static let terminal = "terminal_1"

  public var email: String { rawValue + "@clinic.example" }
  /// The personal login role; only this person may sign in from it.
  public var loginRole: String { rawValue }
  /// Fixed, so that tests may name it.
  public var userID: String { "00000000-0000-4000-a000-0000000000" + (number < 10 ? "0\(number)" : "\(number)") }
  public var role: String {
    switch self {
    case .nurseA, .nurseB: "NURSE"
    case .doctor1, .doctor2, .doctor3: "CLINICIAN"
    case .reception: "RECEPTIONIST"
    case .admin: "ADMIN"
    case .privacy: "PRIVACY_OFFICER"
    }
  }
  public var displayName: String {
    switch self {
    case .nurseA: "Alba Reina"
    case .nurseB: "Berta Soler"
    case .doctor1: "Dr Osei"
    case .doctor2: "Dr Lindqvist"
    case .doctor3: "Dr Amato"
    case .reception: "Clara Duarte"
    case .admin: "Dario Pons"
    case .privacy: "Elisa Grau"
    }
  }
  var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
}

/// Invented patients with fixed identifiers.
public enum TestPatient: String, Sendable, CaseIterable {
  /// Ward A, in the care team of `doctor1`; laboratory values, prescriptions and an allergy.
  case garcia
  /// Ward A, in nobody's care team.
  case lopez
  /// Ward A, a protected person.
  case hernandez
  /// Ward B, in the care team of `doctor1`.
  case munoz
  /// Ward B.
  case schroeder
  /// In no ward: emergency access is the only way.
  case petrova
  /// In no ward; her own record belongs to `doctor2`.
  case lindqvist

  public var patientID: String { "00000000-0000-4000-b000-00000000000\(number)" }
  /// As stored: given names, surnames, birth date, sex and ward.
  var facts: (given: String, surname1: String, surname2: String?, born: String, sex: String, ward: String?) {
    switch self {
    case .garcia: ("María José", "García", "Núñez", "1971-03-12", "FEMALE", "A")
    case .lopez: ("Ana", "López", "García", "1980-01-02", "FEMALE", "A")
    case .hernandez: ("Ole", "Hernández", nil, "1955-05-05", "MALE", "A")
    case .munoz: ("Íñigo", "Muñoz", "López", "1990-12-31", "MALE", "B")
    case .schroeder: ("Eva", "Schröder-Vidal", nil, "1999-09-09", "FEMALE", "B")
    case .petrova: ("Nadia", "Petrova", "Ivanova", "1966-06-06", "FEMALE", nil)
    case .lindqvist: ("Maja", "Lindqvist", nil, "1977-07-17", "FEMALE", nil)
    }
  }
  var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
}
