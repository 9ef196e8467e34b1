/// A fact of women's health, as it is filled in.
public enum WomensHealthFact: Hashable, Sendable {
  case hormonalProfile(HormonalProfile)
  case menstrualCycle(MenstrualCycle)
  case pregnancy(Pregnancy)
  case menopause(MenopauseStatus)
  case hormonalTherapy(HormonalTherapy)
}

/// Women's health in the opened chart. Nurses and clinicians write it.
public struct WomensHealth: Sendable {
  public typealias Version = RecordVersion<WomensHealthFact>

  /// A fact in its living version.
  public struct Recorded<Content: Hashable & Sendable>: Hashable, Sendable, ChartFact {
    public var version: Version
    public var content: Content
    public var recordedBy: String
    public var mergedNumber: RecordNumber?

    public init(version: Version, content: Content, recordedBy: String) {
      self.version = version
      self.content = content
      self.recordedBy = recordedBy
    }
  }

  /// The living facts, newest first.
  public struct Record: Hashable, Sendable {
    public var hormonalProfiles: [Recorded<HormonalProfile>]
    public var menstrualCycles: [Recorded<MenstrualCycle>]
    public var pregnancies: [Recorded<Pregnancy>]
    public var menopause: [Recorded<MenopauseStatus>]
    public var hormonalTherapies: [Recorded<HormonalTherapy>]

    public init(
      hormonalProfiles: [Recorded<HormonalProfile>], menstrualCycles: [Recorded<MenstrualCycle>],
      pregnancies: [Recorded<Pregnancy>], menopause: [Recorded<MenopauseStatus>], hormonalTherapies: [Recorded<HormonalTherapy>]
    ) {
      self.hormonalProfiles = hormonalProfiles
      self.menstrualCycles = menstrualCycles
      self.pregnancies = pregnancies
      self.menopause = menopause
      self.hormonalTherapies = hormonalTherapies
    }
  }

  /// All of it in one round trip.
  public var read: @Sendable (_ patient: PatientID) async throws -> Record
  public var record: @Sendable (_ key: UniqueID, _ patient: PatientID, _ fact: WomensHealthFact) async throws -> Version
  /// The next version of a fact of the same kind, with its reason.
  public var correct:
    @Sendable (
      _ key: UniqueID, _ patient: PatientID, _ version: Version, _ fact: WomensHealthFact, _ reason: String
    ) async throws -> Version

  public init(
    read: @escaping @Sendable (PatientID) async throws -> Record = notProvided(),
    record: @escaping @Sendable (UniqueID, PatientID, WomensHealthFact) async throws -> Version = notProvided(),
    correct: @escaping @Sendable (UniqueID, PatientID, Version, WomensHealthFact, String) async throws -> Version = notProvided()
  ) {
    self.read = read
    self.record = record
    self.correct = correct
  }
}
