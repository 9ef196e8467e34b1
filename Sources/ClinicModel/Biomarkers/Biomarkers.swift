/// Measured values: recorded, corrected as versions, read back when critical, compared by a second person when copied. In the
/// opened chart. A nurse corrects and withdraws what she recorded herself in the last 24 hours, a clinician everything.
public struct Biomarkers: Sendable {
  public typealias Version = RecordVersion<BiomarkerResult>

  /// What the database made of a value.
  public struct Recorded: Hashable, Sendable {
    public var version: Version
    public var flag: ResultFlag
    /// A nurse copied it from a report: somebody else has to compare it.
    public var needsSecondCheck: Bool

    public init(version: Version, flag: ResultFlag, needsSecondCheck: Bool) {
      self.version = version
      self.flag = flag
      self.needsSecondCheck = needsSecondCheck
    }
  }

  /// What the database made of a correction.
  public struct Corrected: Hashable, Sendable {
    public var version: Version
    public var flag: ResultFlag

    public init(version: Version, flag: ResultFlag) {
      self.version = version
      self.flag = flag
    }
  }

  public enum Objection: String, CaseIterable, Hashable, Sendable {
    /// Critical: stored when it is sent again with `confirmed`.
    case confirm = "CONFIRM"
  }

  public enum ReadBackAnswer: String, CaseIterable, Hashable, Sendable {
    case saved = "SAVED"
    /// Somebody had done it before.
    case done = "DONE"
    /// The number is not the stored one.
    case wrongValue = "WRONG_VALUE"
    case notCritical = "NOT_CRITICAL"
  }

  public enum SecondCheckAnswer: String, CaseIterable, Hashable, Sendable {
    case saved = "SAVED"
    /// Somebody had done it before.
    case done = "DONE"
    /// The number typed from the report is not the stored one: one of the two is wrong.
    case wrongValue = "WRONG_VALUE"
    /// Not copied by a nurse.
    case notNeeded = "NOT_NEEDED"
  }

  /// All versions of one value, newest first, with what was confirmed about them. Empty: none of this patient.
  public var versions: @Sendable (_ patient: PatientID, _ record: BiomarkerResultID) async throws -> [BiomarkerVersion]
  /// Living values of the last 30 days that wait for a read-back or a second check, newest first; not what sensors sent.
  public var unconfirmed: @Sendable (_ patient: PatientID) async throws -> [BiomarkerVersion]
  /// `type` is the code of the catalogue. Sent again with the same key it answers what the first one answered. A nurse records
  /// what is measured at the bedside and copies what a laboratory reports. Throws `.invalid` with `type`, `value`, `unit`,
  /// `measured_at`, `source` or the name of a circumstance.
  public var record:
    @Sendable (
      _ key: UniqueID, _ patient: PatientID, _ type: String, _ source: BiomarkerSource, _ measurement: BiomarkerMeasurement,
      _ confirmed: Bool
    ) async throws -> WriteAnswer<Recorded, Objection>
  /// The next version with its reason (3 to 300 characters), in the same type and from the same source; without an interval that
  /// of the version before stays. Throws `.changedMeanwhile` where that is not the living version.
  public var correct:
    @Sendable (
      _ key: UniqueID, _ version: Version, _ measurement: BiomarkerMeasurement, _ reason: String, _ confirmed: Bool
    ) async throws -> WriteAnswer<Corrected, Objection>
  /// Entered in error: it leaves the chart, its versions stay.
  public var void: @Sendable (_ key: UniqueID, _ version: Version, _ reason: String) async throws -> Version
  /// A critical value was heard, said back, and acted on; the number has to be the stored one.
  public var readBack:
    @Sendable (
      _ key: UniqueID, _ version: Version, _ value: DecimalNumber, _ action: String, _ toldTo: String?
    ) async throws -> ReadBackAnswer
  /// Somebody else typed the number from the report again. Throws `.refused(.secondPerson)` for who recorded it.
  public var secondCheck:
    @Sendable (_ key: UniqueID, _ version: Version, _ value: DecimalNumber) async throws -> SecondCheckAnswer

  public init(
    versions: @escaping @Sendable (PatientID, BiomarkerResultID) async throws -> [BiomarkerVersion] = notProvided(),
    unconfirmed: @escaping @Sendable (PatientID) async throws -> [BiomarkerVersion] = notProvided(),
    record:
      @escaping @Sendable (UniqueID, PatientID, String, BiomarkerSource, BiomarkerMeasurement, Bool) async throws -> WriteAnswer<
        Recorded, Objection
      > = notProvided(),
    correct:
      @escaping @Sendable (UniqueID, Version, BiomarkerMeasurement, String, Bool) async throws -> WriteAnswer<
        Corrected, Objection
      > = notProvided(),
    void: @escaping @Sendable (UniqueID, Version, String) async throws -> Version = notProvided(),
    readBack:
      @escaping @Sendable (UniqueID, Version, DecimalNumber, String, String?) async throws -> ReadBackAnswer = notProvided(),
    secondCheck: @escaping @Sendable (UniqueID, Version, DecimalNumber) async throws -> SecondCheckAnswer = notProvided()
  ) {
    self.versions = versions
    self.unconfirmed = unconfirmed
    self.record = record
    self.correct = correct
    self.void = void
    self.readBack = readBack
    self.secondCheck = secondCheck
  }
}
