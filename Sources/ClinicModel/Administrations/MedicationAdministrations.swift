/// Doses of the patient whose chart is open.
public struct MedicationAdministrations: Sendable {
  public typealias Version = RecordVersion<MedicationAdministration>

  /// What became of a dose. The dose is in the unit of its prescription.
  public enum Outcome: Hashable, Sendable {
    case given(at: Instant, dose: DecimalNumber)
    case refused
    case omitted
  }

  /// What it was really, said later.
  public enum Correction: Hashable, Sendable {
    case given(at: Instant, dose: DecimalNumber)
    case refused
    case omitted
    case notGivenAtAll
  }

  public struct Recorded: Hashable, Sendable {
    public var version: Version
    /// False while a second person has ten minutes to check it.
    public var isCounted: Bool

    public init(version: Version, isCounted: Bool) {
      self.version = version
      self.isCounted = isCounted
    }
  }

  public enum ScheduleObjection: String, CaseIterable, Hashable, Sendable {
    case notActive = "NOT_ACTIVE"
    case onHold = "ON_HOLD"
    /// That time is there.
    case duplicate = "DUPLICATE"
  }

  public enum RecordObjection: String, CaseIterable, Hashable, Sendable {
    /// Refused, omitted, or another dose than prescribed.
    case reasonNeeded = "REASON_NEEDED"
    /// A second one within half an hour: needs a reason.
    case alreadyGiven = "ALREADY_GIVEN"
    /// Insulin without a glucose of the last hour: needs a reason.
    case glucoseNeeded = "GLUCOSE_NEEDED"
    case notActive = "NOT_ACTIVE"
    case onHold = "ON_HOLD"
  }

  public enum CheckObjection: String, CaseIterable, Hashable, Sendable {
    /// More than ten minutes have passed.
    case tooLate = "TOO_LATE"
    /// Another dose than the one that is recorded.
    case wrongValue = "WRONG_VALUE"
    case notNeeded = "NOT_NEEDED"
  }

  public enum CorrectObjection: String, CaseIterable, Hashable, Sendable {
    /// A dose that is only due, or one that was voided.
    case wrongState = "WRONG_STATE"
  }

  /// What is due or waits for its check, earliest first.
  public var due: @Sendable (_ patient: PatientID) async throws -> [MedicationAdministration]
  /// What was given, refused or omitted from a moment on, newest first.
  public var since: @Sendable (_ patient: PatientID, _ from: Instant) async throws -> [MedicationAdministration]
  public var schedule:
    @Sendable (_ key: UniqueID, _ prescription: PrescriptionID, _ at: Instant) async throws ->
      WriteAnswer<MedicationAdministrationID, ScheduleObjection>
  /// `due`: the scheduled dose this is, or nil. Throws `.changedMeanwhile` where that one is answered.
  public var record:
    @Sendable (
      _ key: UniqueID, _ prescription: PrescriptionID, _ due: MedicationAdministrationID?, _ outcome: Outcome, _ reason: String?
    ) async throws -> WriteAnswer<Recorded, RecordObjection>
  /// The second person types the dose she saw. Throws `.refused(.secondPerson)` for who gave or recorded it.
  public var check:
    @Sendable (_ key: UniqueID, _ version: Version, _ dose: DecimalNumber) async throws -> WriteAnswer<Version, CheckObjection>
  /// A nurse her own of the last 24 hours. A high-alert dose waits for a second person again.
  public var correct:
    @Sendable (_ key: UniqueID, _ version: Version, _ correction: Correction, _ reason: String) async throws ->
      WriteAnswer<Recorded, CorrectObjection>

  public init(
    due: @escaping @Sendable (PatientID) async throws -> [MedicationAdministration] = notProvided(),
    since: @escaping @Sendable (PatientID, Instant) async throws -> [MedicationAdministration] = notProvided(),
    schedule:
      @escaping @Sendable (UniqueID, PrescriptionID, Instant) async throws ->
        WriteAnswer<MedicationAdministrationID, ScheduleObjection> = notProvided(),
    record:
      @escaping @Sendable (UniqueID, PrescriptionID, MedicationAdministrationID?, Outcome, String?) async throws ->
        WriteAnswer<Recorded, RecordObjection> = notProvided(),
    check:
      @escaping @Sendable (UniqueID, Version, DecimalNumber) async throws -> WriteAnswer<Version, CheckObjection> = notProvided(),
    correct:
      @escaping @Sendable (UniqueID, Version, Correction, String) async throws ->
        WriteAnswer<Recorded, CorrectObjection> = notProvided()
  ) {
    self.due = due
    self.since = since
    self.schedule = schedule
    self.record = record
    self.check = check
    self.correct = correct
  }
}
