public typealias TreatmentID = Identifier<Treatment>

/// What is done besides ordering a medicine, and what was taken elsewhere or before (FHIR Procedure, CarePlan.activity).
public struct Treatment: Hashable, Sendable, Identifiable, ChartFact {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case diet = "DIET"
    case exercise = "EXERCISE"
    case education = "EDUCATION"
    case device = "DEVICE"
    case surgery = "SURGERY"
    case psychological = "PSYCHOLOGICAL"
    /// A medicine that was not ordered here; it is named.
    case medicineHistory = "MEDICINE_HISTORY"
    case other = "OTHER"
  }

  public enum Status: String, CaseIterable, Hashable, Sendable {
    case active = "ACTIVE"
    case ended = "ENDED"
    case voided = "VOIDED"
  }

  /// Everything of the form but its kind.
  public struct Content: Hashable, Sendable {
    public var startsOn: CalendarDate
    public var endsOn: CalendarDate?
    public var hasEnded: Bool
    public var medication: String?
    public var dosage: String?
    public var frequency: String?
    public var durationDays: Int?
    /// The prescription it belongs to.
    public var prescription: PrescriptionID?
    public var hormonalConsiderations: String?
    public var pregnancyConsiderations: String?
    public var cycleAdjustments: String?
    /// 1 to 5.
    public var effectiveness: Int?
    public var sideEffects: String?
    /// Percent of what was agreed.
    public var adherence: Int?
    public var isModelOptimised: Bool
    public var personalisationFactors: String?
    /// 1 to 5, as a model estimates it.
    public var predictedEffectiveness: DecimalNumber?
    public var notes: String?

    public init(
      startsOn: CalendarDate, endsOn: CalendarDate? = nil, hasEnded: Bool = false, medication: String? = nil,
      dosage: String? = nil, frequency: String? = nil, durationDays: Int? = nil, prescription: PrescriptionID? = nil,
      hormonalConsiderations: String? = nil, pregnancyConsiderations: String? = nil, cycleAdjustments: String? = nil,
      effectiveness: Int? = nil, sideEffects: String? = nil, adherence: Int? = nil, isModelOptimised: Bool = false,
      personalisationFactors: String? = nil, predictedEffectiveness: DecimalNumber? = nil, notes: String? = nil
    ) {
      self.startsOn = startsOn
      self.endsOn = endsOn
      self.hasEnded = hasEnded
      self.medication = medication
      self.dosage = dosage
      self.frequency = frequency
      self.durationDays = durationDays
      self.prescription = prescription
      self.hormonalConsiderations = hormonalConsiderations
      self.pregnancyConsiderations = pregnancyConsiderations
      self.cycleAdjustments = cycleAdjustments
      self.effectiveness = effectiveness
      self.sideEffects = sideEffects
      self.adherence = adherence
      self.isModelOptimised = isModelOptimised
      self.personalisationFactors = personalisationFactors
      self.predictedEffectiveness = predictedEffectiveness
      self.notes = notes
    }
  }

  public var version: RecordVersion<Treatment>
  public var kind: Kind
  public var status: Status
  public var content: Content
  public var prescriber: String?
  public var recordedAt: Instant

  public var id: TreatmentID { version.id }

  public var mergedNumber: RecordNumber?

  public init(
    version: RecordVersion<Treatment>, kind: Kind, status: Status, content: Content, prescriber: String? = nil,
    recordedAt: Instant
  ) {
    self.version = version
    self.kind = kind
    self.status = status
    self.content = content
    self.prescriber = prescriber
    self.recordedAt = recordedAt
  }
}

/// Treatments of the patient whose chart is open. Clinicians write them.
public struct Treatments: Sendable {
  public typealias Version = RecordVersion<Treatment>

  /// The living ones, active first, newest first.
  public var list: @Sendable (_ patient: PatientID) async throws -> [Treatment]
  public var record:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ kind: Treatment.Kind, _ content: Treatment.Content) async throws ->
      TreatmentID
  /// Follow-up, end or correction: the whole form again, with a reason.
  public var revise:
    @Sendable (_ key: UniqueID, _ version: Version, _ content: Treatment.Content, _ reason: String) async throws -> Version
  /// Entered in error.
  public var void: @Sendable (_ key: UniqueID, _ version: Version, _ reason: String) async throws -> Version

  public init(
    list: @escaping @Sendable (PatientID) async throws -> [Treatment] = notProvided(),
    record:
      @escaping @Sendable (UniqueID, PatientID, Treatment.Kind, Treatment.Content) async throws -> TreatmentID = notProvided(),
    revise: @escaping @Sendable (UniqueID, Version, Treatment.Content, String) async throws -> Version = notProvided(),
    void: @escaping @Sendable (UniqueID, Version, String) async throws -> Version = notProvided()
  ) {
    self.list = list
    self.record = record
    self.revise = revise
    self.void = void
  }
}
