public typealias PatientTaskID = Identifier<PatientTask>

/// A nurse or clinician to whom something may be given.
public struct Colleague: Hashable, Sendable, Identifiable {
  public var id: UserID
  public var name: String
  public var role: StaffRole

  public init(id: UserID, name: String, role: StaffRole) {
    self.id = id
    self.name = name
    self.role = role
  }
}

/// Something to be done for a patient, handed over by name. Taken, it is a reason for access until it is closed.
public struct PatientTask: Hashable, Sendable, Identifiable {
  public var id: PatientTaskID
  /// False: handed over by who asks.
  public var isMineToDo: Bool
  public var patient: PatientID
  public var recordNumber: RecordNumber
  /// Surnames, given names.
  public var patientName: String
  public var birthDate: CalendarDate
  public var ward: String?
  public var bed: String?
  /// One line.
  public var what: String
  public var from: String
  public var to: String
  public var handedAt: Instant
  /// Nil: nobody has taken it yet.
  public var takenAt: Instant?
  public var endsAt: Instant

  public init(
    id: PatientTaskID, isMineToDo: Bool, patient: PatientID, recordNumber: RecordNumber, patientName: String,
    birthDate: CalendarDate, ward: String? = nil, bed: String? = nil, what: String, from: String, to: String, handedAt: Instant,
    takenAt: Instant? = nil, endsAt: Instant
  ) {
    self.id = id
    self.isMineToDo = isMineToDo
    self.patient = patient
    self.recordNumber = recordNumber
    self.patientName = patientName
    self.birthDate = birthDate
    self.ward = ward
    self.bed = bed
    self.what = what
    self.from = from
    self.to = to
    self.handedAt = handedAt
    self.takenAt = takenAt
    self.endsAt = endsAt
  }
}

/// Tasks of nurses and clinicians. Nobody hands one on whose only reason for access is a task or emergency access.
public struct PatientTasks: Sendable {
  public enum Outcome: String, CaseIterable, Hashable, Sendable {
    /// By who was named and had taken it.
    case done = "DONE"
    /// By who was named.
    case declined = "DECLINED"
    /// By who handed it over.
    case withdrawn = "WITHDRAWN"
  }

  public enum CloseAnswer: String, CaseIterable, Hashable, Sendable {
    case saved = "SAVED"
    /// Not hers to close like that.
    case notAuthor = "NOT_AUTHOR"
  }

  /// Nurses and clinicians whose accounts are active, by name. For all but reception.
  public var colleagues: @Sendable () async throws -> [Colleague]
  /// Open ones to and from who asks, those that end first at the top. Leaves its trace before it answers.
  public var mine: @Sendable () async throws -> [PatientTask]
  /// In the opened chart; `what` is one line of 3 to 200 characters, `hours` 1 to 24. Throws `.invalid(field: "to")` also for
  /// whom this patient refuses, and who is this patient.
  public var handOver:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ to: UserID, _ what: String, _ hours: Int) async throws -> PatientTaskID
  /// By who was named: a reason for access from now on. Throws `.refused(.expired)` where it is closed, over or somebody else's.
  public var take: @Sendable (_ task: PatientTaskID) async throws -> Void
  /// Throws `.refused(.expired)` where it is closed, `.invalid(field: "outcome")` for done what nobody has taken.
  public var close: @Sendable (_ task: PatientTaskID, _ outcome: Outcome, _ note: String?) async throws -> CloseAnswer

  public init(
    colleagues: @escaping @Sendable () async throws -> [Colleague] = notProvided(),
    mine: @escaping @Sendable () async throws -> [PatientTask] = notProvided(),
    handOver: @escaping @Sendable (UniqueID, PatientID, UserID, String, Int) async throws -> PatientTaskID = notProvided(),
    take: @escaping @Sendable (PatientTaskID) async throws -> Void = notProvided(),
    close: @escaping @Sendable (PatientTaskID, Outcome, String?) async throws -> CloseAnswer = notProvided()
  ) {
    self.colleagues = colleagues
    self.mine = mine
    self.handOver = handOver
    self.take = take
    self.close = close
  }
}
