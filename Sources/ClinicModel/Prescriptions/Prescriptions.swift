/// Prescriptions of the patient whose chart is open. The state is a version; nothing is changed in place.
public struct Prescriptions: Sendable {
  public typealias Version = RecordVersion<Prescription>

  /// Reasons by the text of the finding they are about.
  public typealias Overrides = [String: String]

  public enum PrescribeAnswer: Hashable, Sendable {
    /// With everything the checks said.
    case saved(PrescriptionID, [PrescriptionFinding])
    /// Some of these block and have no reason yet. Nothing was stored.
    case findings([PrescriptionFinding])
  }

  public enum StateObjection: String, CaseIterable, Hashable, Sendable {
    /// Not from where it stands.
    case wrongState = "WRONG_STATE"
    /// Completed before its last day: stop it instead.
    case notEnded = "NOT_ENDED"
  }

  public enum ResumeAnswer: Hashable, Sendable {
    case saved(Version)
    /// What has changed meanwhile blocks until it has a reason.
    case findings([PrescriptionFinding])
    case wrongState
    /// Its last day has passed.
    case ended
  }

  public enum RenewAnswer: Hashable, Sendable {
    /// A prescription of its own that names the one it renews.
    case saved(PrescriptionID, [PrescriptionFinding])
    /// What the checks say now blocks until it has a reason. Nothing was stored.
    case findings([PrescriptionFinding])
    /// Neither active nor completed.
    case wrongState
    case renewedAlready
  }

  /// How a prescription ends: stopped (cancelled where it had not begun), or given to its end.
  public enum Ending: Hashable, Sendable {
    case stopped
    case completed
  }

  /// The living ones, as the chart lists them.
  public var list: @Sendable (_ patient: PatientID) async throws -> [Prescription]
  /// What the checks say of an order. Nothing is stored.
  public var check: @Sendable (_ patient: PatientID, _ order: PrescriptionOrder) async throws -> [PrescriptionFinding]
  /// Signs an order. Needs the capability to prescribe, and a clinician at work.
  public var prescribe:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ order: PrescriptionOrder, _ overrides: Overrides) async throws ->
      PrescribeAnswer
  /// Not to be given until somebody resumes it; nurses too.
  public var hold:
    @Sendable (_ key: UniqueID, _ version: Version, _ reason: String) async throws -> WriteAnswer<Version, StateObjection>
  /// The checks run again.
  public var resume:
    @Sendable (_ key: UniqueID, _ version: Version, _ reason: String, _ overrides: Overrides) async throws -> ResumeAnswer
  public var stop:
    @Sendable (_ key: UniqueID, _ version: Version, _ ending: Ending, _ reason: String) async throws ->
      WriteAnswer<Version, StateObjection>
  /// Entered in error.
  public var void:
    @Sendable (_ key: UniqueID, _ version: Version, _ reason: String) async throws -> WriteAnswer<Version, StateObjection>
  /// What the checks said when it was signed last, and why it was signed all the same.
  public var findings: @Sendable (_ patient: PatientID, _ prescription: PrescriptionID) async throws -> [PrescriptionFinding]
  /// The same again from a day on: to be looked at, checked and signed like any other. Nil where its frequency or route is not
  /// one of those that are ordered today.
  public var renewal:
    @Sendable (_ patient: PatientID, _ prescription: PrescriptionID, _ from: CalendarDate) async throws -> PrescriptionOrder?

  /// The same dose again, signed: from the day after the old one where `startsOn` is nil. The checks run again.
  public var renew:
    @Sendable (
      _ key: UniqueID, _ version: Version, _ startsOn: CalendarDate?, _ endsOn: CalendarDate?, _ overrides: Overrides
    ) async throws -> RenewAnswer

  public init(
    list: @escaping @Sendable (PatientID) async throws -> [Prescription] = notProvided(),
    check: @escaping @Sendable (PatientID, PrescriptionOrder) async throws -> [PrescriptionFinding] = notProvided(),
    prescribe:
      @escaping @Sendable (UniqueID, PatientID, PrescriptionOrder, Overrides) async throws -> PrescribeAnswer = notProvided(),
    hold: @escaping @Sendable (UniqueID, Version, String) async throws -> WriteAnswer<Version, StateObjection> = notProvided(),
    resume: @escaping @Sendable (UniqueID, Version, String, Overrides) async throws -> ResumeAnswer = notProvided(),
    stop:
      @escaping @Sendable (UniqueID, Version, Ending, String) async throws ->
        WriteAnswer<Version, StateObjection> = notProvided(),
    void: @escaping @Sendable (UniqueID, Version, String) async throws -> WriteAnswer<Version, StateObjection> = notProvided(),
    findings: @escaping @Sendable (PatientID, PrescriptionID) async throws -> [PrescriptionFinding] = notProvided(),
    renewal: @escaping @Sendable (PatientID, PrescriptionID, CalendarDate) async throws -> PrescriptionOrder? = notProvided(),
    renew:
      @escaping @Sendable (UniqueID, Version, CalendarDate?, CalendarDate?, Overrides) async throws -> RenewAnswer = notProvided()
  ) {
    self.list = list
    self.check = check
    self.prescribe = prescribe
    self.hold = hold
    self.resume = resume
    self.stop = stop
    self.void = void
    self.findings = findings
    self.renewal = renewal
    self.renew = renew
  }
}

/// What may be ordered. No patient in it.
public struct Medicines: Sendable {
  /// The active ones, by their English name.
  public var medications: @Sendable () async throws -> [Medication]
  /// In the order they are listed.
  public var frequencies: @Sendable () async throws -> [DoseFrequency]

  public init(
    medications: @escaping @Sendable () async throws -> [Medication] = notProvided(),
    frequencies: @escaping @Sendable () async throws -> [DoseFrequency] = notProvided()
  ) {
    self.medications = medications
    self.frequencies = frequencies
  }
}
