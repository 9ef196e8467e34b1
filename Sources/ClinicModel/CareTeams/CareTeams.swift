/// Somebody who belongs to the care team of a patient (FHIR CareTeam.participant): a reason for access.
public struct CareTeamMember: Hashable, Sendable, Identifiable {
  public var id: UserID
  public var name: String
  public var role: StaffRole
  public var startsAt: Instant
  /// Nil: without an end.
  public var endsAt: Instant?

  public init(id: UserID, name: String, role: StaffRole, startsAt: Instant, endsAt: Instant? = nil) {
    self.id = id
    self.name = name
    self.role = role
    self.startsAt = startsAt
    self.endsAt = endsAt
  }
}

/// Care teams: an administrator sets them by record number and sees no patient; a clinician of the team in the opened chart.
public struct CareTeams: Sendable {
  /// The team of the opened chart, by name.
  public var members: @Sendable (_ patient: PatientID) async throws -> [CareTeamMember]
  /// In the opened chart by a clinician of the team, with a reason of 3 to 500 characters; also where she is a member. Throws
  /// `.refused(.secondPerson)` for oneself, `.invalid(field: "user")` for who is no active nurse or clinician.
  public var add: @Sendable (_ patient: PatientID, _ user: UserID, _ reason: String) async throws -> Void
  /// The same: she is a member no more.
  public var remove: @Sendable (_ patient: PatientID, _ user: UserID, _ reason: String) async throws -> Void
  /// By an administrator. Throws `.refused(.noReasonForAccess)` where nobody has the number.
  public var addByNumber: @Sendable (_ recordNumber: RecordNumber, _ user: UserID, _ reason: String) async throws -> Void
  public var removeByNumber: @Sendable (_ recordNumber: RecordNumber, _ user: UserID, _ reason: String) async throws -> Void

  public init(
    members: @escaping @Sendable (PatientID) async throws -> [CareTeamMember] = notProvided(),
    add: @escaping @Sendable (PatientID, UserID, String) async throws -> Void = notProvided(),
    remove: @escaping @Sendable (PatientID, UserID, String) async throws -> Void = notProvided(),
    addByNumber: @escaping @Sendable (RecordNumber, UserID, String) async throws -> Void = notProvided(),
    removeByNumber: @escaping @Sendable (RecordNumber, UserID, String) async throws -> Void = notProvided()
  ) {
    self.members = members
    self.add = add
    self.remove = remove
    self.addByNumber = addByNumber
    self.removeByNumber = removeByNumber
  }
}
