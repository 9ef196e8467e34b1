/// A round to be stored.
public struct NewVitalSigns: Hashable, Sendable {
  public var patient: PatientID
  public var measuredAt: Instant
  public var values: VitalSignValues
  public var isPregnant: Bool
  /// What was not done and why, as the nurse's note of the round; nil where everything was.
  public var note: Note?

  /// A note of the writer's role.
  public struct Note: Hashable, Sendable {
    public var text: String
    public var role: StaffRole

    public init(text: String, role: StaffRole) {
      self.text = text
      self.role = role
    }
  }

  public init(patient: PatientID, measuredAt: Instant, values: VitalSignValues, isPregnant: Bool = false, note: Note? = nil) {
    self.patient = patient
    self.measuredAt = measuredAt
    self.values = values
    self.isPregnant = isPregnant
    self.note = note
  }
}

/// A new version of a round; empty values close it as entered in error.
public struct VitalSignsCorrection: Hashable, Sendable {
  public var record: VitalSignsID
  /// The version that was looked at.
  public var expectedVersion: Int
  public var measuredAt: Instant
  public var values: VitalSignValues
  public var reason: String

  public init(record: VitalSignsID, expectedVersion: Int, measuredAt: Instant, values: VitalSignValues, reason: String) {
    self.record = record
    self.expectedVersion = expectedVersion
    self.measuredAt = measuredAt
    self.values = values
    self.reason = reason
  }
}

/// Rounds of observations: reading, recording, correcting, and answering what a NEWS2 asks for.
public struct VitalSigns: Sendable {
  /// What became of a round that was sent.
  public enum Answer: Hashable, Sendable {
    case saved(Saved)
    /// Somebody has to look at these again; the same with `confirmed` is stored.
    case confirm([VitalSignsDoubt])
    /// A nurse corrects only what she recorded herself.
    case notAuthor
    /// A nurse corrects for 24 hours.
    case tooLate
  }

  /// What the database made of the values.
  public struct Saved: Hashable, Sendable {
    public var total: Int?
    public var level: News2.Level?
    /// Waits for an answer.
    public var escalation: EscalationID?
    /// The round is stored, but the note about what was not done was refused.
    public var isNoteMissing: Bool

    public init(total: Int?, level: News2.Level?, escalation: EscalationID?, isNoteMissing: Bool = false) {
      self.isNoteMissing = isNoteMissing
      self.total = total
      self.level = level
      self.escalation = escalation
    }
  }

  /// Needs an opened chart; hidden and absent are refused alike.
  public var read: @Sendable (PatientID) async throws -> VitalSignsChart
  /// Sent again with the same key it answers what the first one answered. Throws `.invalid` with the column.
  public var record: @Sendable (_ key: UniqueID, NewVitalSigns, _ confirmed: Bool) async throws -> Answer
  /// As `record`; throws `.changedMeanwhile` where another version is current.
  public var correct: @Sendable (_ key: UniqueID, VitalSignsCorrection, _ confirmed: Bool) async throws -> Answer
  /// What was done. False where somebody had answered before.
  public var answerEscalation: @Sendable (EscalationID, Escalation.Action, _ text: String) async throws -> Bool

  public init(
    read: @escaping @Sendable (PatientID) async throws -> VitalSignsChart,
    record: @escaping @Sendable (UniqueID, NewVitalSigns, Bool) async throws -> Answer,
    correct: @escaping @Sendable (UniqueID, VitalSignsCorrection, Bool) async throws -> Answer,
    answerEscalation: @escaping @Sendable (EscalationID, Escalation.Action, String) async throws -> Bool
  ) {
    self.read = read
    self.record = record
    self.correct = correct
    self.answerEscalation = answerEscalation
  }
}
