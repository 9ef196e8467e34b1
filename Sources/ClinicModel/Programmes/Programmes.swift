/// Diabetes, and the programmes for it.
public struct Programmes: Sendable {
  public typealias Version = RecordVersion<ProgrammeEnrolment>

  /// What was stored of an enrolment: by a clinician enrolled, by a nurse proposed.
  public struct Enrolled: Hashable, Sendable {
    public var version: Version
    public var state: ProgrammeEnrolment.State

    public init(version: Version, state: ProgrammeEnrolment.State) {
      self.version = version
      self.state = state
    }
  }

  public enum EnrolObjection: String, CaseIterable, Hashable, Sendable {
    /// Sex, age or diagnosis do not fit the programme today.
    case notEligible = "NOT_ELIGIBLE"
  }

  public var catalogue: @Sendable () async throws -> [Programme]
  /// Yes or no, without a value: at the counter, or in the opened chart.
  public var isEligible: @Sendable (_ patient: PatientID, _ programmeCode: String) async throws -> Bool
  /// In the opened chart; nil: nobody has decided yet.
  public var diabetes: @Sendable (_ patient: PatientID) async throws -> DiabetesDiagnosis?
  /// A clinician decides, for the first time.
  public var recordDiabetes:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ content: DiabetesDiagnosis.Content) async throws ->
      RecordVersion<DiabetesDiagnosis>
  /// The next version, with its reason.
  public var correctDiabetes:
    @Sendable (
      _ key: UniqueID, _ patient: PatientID, _ version: RecordVersion<DiabetesDiagnosis>, _ content: DiabetesDiagnosis.Content,
      _ reason: String
    ) async throws -> RecordVersion<DiabetesDiagnosis>
  /// In the opened chart: the living ones, with the evidence of each.
  public var enrolments: @Sendable (_ patient: PatientID) async throws -> [ProgrammeEnrolment]
  /// Throws `.refused(.consent)` where the patient has not agreed to the programme.
  public var enrol:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ programmeCode: String) async throws ->
      WriteAnswer<Enrolled, EnrolObjection>
  /// A clinician enrols whom a nurse proposed, or who left. The evidence is that of today.
  public var confirm:
    @Sendable (
      _ key: UniqueID, _ patient: PatientID, _ programmeCode: String, _ version: Version, _ reason: String
    ) async throws -> WriteAnswer<Enrolled, EnrolObjection>
  /// A nurse takes back only what is proposed.
  public var withdraw:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ version: Version, _ reason: String) async throws -> Version

  public init(
    catalogue: @escaping @Sendable () async throws -> [Programme] = notProvided(),
    isEligible: @escaping @Sendable (PatientID, String) async throws -> Bool = notProvided(),
    diabetes: @escaping @Sendable (PatientID) async throws -> DiabetesDiagnosis? = notProvided(),
    recordDiabetes:
      @escaping @Sendable (UniqueID, PatientID, DiabetesDiagnosis.Content) async throws ->
        RecordVersion<DiabetesDiagnosis> = notProvided(),
    correctDiabetes:
      @escaping @Sendable (
        UniqueID, PatientID, RecordVersion<DiabetesDiagnosis>, DiabetesDiagnosis.Content, String
      ) async throws -> RecordVersion<DiabetesDiagnosis> = notProvided(),
    enrolments: @escaping @Sendable (PatientID) async throws -> [ProgrammeEnrolment] = notProvided(),
    enrol:
      @escaping @Sendable (UniqueID, PatientID, String) async throws -> WriteAnswer<Enrolled, EnrolObjection> = notProvided(),
    confirm:
      @escaping @Sendable (UniqueID, PatientID, String, Version, String) async throws ->
        WriteAnswer<Enrolled, EnrolObjection> = notProvided(),
    withdraw: @escaping @Sendable (UniqueID, PatientID, Version, String) async throws -> Version = notProvided()
  ) {
    self.catalogue = catalogue
    self.isEligible = isEligible
    self.diabetes = diabetes
    self.recordDiabetes = recordDiabetes
    self.correctDiabetes = correctDiabetes
    self.enrolments = enrolments
    self.enrol = enrol
    self.confirm = confirm
    self.withdraw = withdraw
  }
}
