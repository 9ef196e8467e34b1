/// Members of staff who are relatives of patients: each gives a reason once a day, the privacy officer is told, and she approves
/// no emergency access to that chart.
public struct StaffRelatives: Sendable {
  public enum Relation: String, CaseIterable, Hashable, Sendable {
    case partner = "PARTNER"
    case parent = "PARENT"
    case child = "CHILD"
    case sibling = "SIBLING"
    case otherFamily = "OTHER_FAMILY"
    case household = "HOUSEHOLD"
    case friend = "FRIEND"
  }

  /// Of who asks, behind the directory; also where it is known.
  public var declare: @Sendable (_ patient: PatientID, _ relation: Relation) async throws -> Void
  /// Of somebody else, by the privacy officer.
  public var declareOf: @Sendable (_ user: UserID, _ patient: PatientID, _ relation: Relation) async throws -> Void
  /// By the privacy officer alone. Throws `.changedMeanwhile` where there is none.
  public var end: @Sendable (_ patient: PatientID, _ user: UserID, _ reason: String) async throws -> Void

  public init(
    declare: @escaping @Sendable (PatientID, Relation) async throws -> Void = notProvided(),
    declareOf: @escaping @Sendable (UserID, PatientID, Relation) async throws -> Void = notProvided(),
    end: @escaping @Sendable (PatientID, UserID, String) async throws -> Void = notProvided()
  ) {
    self.declare = declare
    self.declareOf = declareOf
    self.end = end
  }
}
