public typealias PredictionID = Identifier<Prediction>

/// Two ends of an interval; either may be open.
public struct EstimateInterval: Hashable, Sendable {
  public var low: DecimalNumber?
  public var high: DecimalNumber?

  public init(low: DecimalNumber? = nil, high: DecimalNumber? = nil) {
    self.low = low
    self.high = high
  }
}

/// What a model estimated of a patient (FHIR RiskAssessment), in its living version.
public struct Prediction: Hashable, Sendable, Identifiable {
  /// What is stored when it is made: a value, a level of risk, or both.
  public struct Content: Hashable, Sendable {
    public var model: AIModelID
    /// A code: HYPOGLYCAEMIA.
    public var type: String
    /// How far ahead.
    public var horizonHours: Int
    public var value: DecimalNumber?
    public var unit: String?
    public var interval: EstimateInterval
    /// 0 to 1.
    public var confidence: DecimalNumber
    public var riskLevel: HighRiskPatient.RiskLevel?
    public var riskFactors: String?
    /// What went in, as a JSON object.
    public var inputFeatures: String
    public var hormonalContext: String?
    public var treatmentContext: String?
    public var lifestyleContext: String?
    public var predictedAt: Instant

    public init(
      model: AIModelID, type: String, horizonHours: Int, value: DecimalNumber? = nil, unit: String? = nil,
      interval: EstimateInterval = EstimateInterval(), confidence: DecimalNumber, riskLevel: HighRiskPatient.RiskLevel? = nil,
      riskFactors: String? = nil, inputFeatures: String = "{}", hormonalContext: String? = nil, treatmentContext: String? = nil,
      lifestyleContext: String? = nil, predictedAt: Instant
    ) {
      self.model = model
      self.type = type
      self.horizonHours = horizonHours
      self.value = value
      self.unit = unit
      self.interval = interval
      self.confidence = confidence
      self.riskLevel = riskLevel
      self.riskFactors = riskFactors
      self.inputFeatures = inputFeatures
      self.hormonalContext = hormonalContext
      self.treatmentContext = treatmentContext
      self.lifestyleContext = lifestyleContext
      self.predictedAt = predictedAt
    }
  }

  public var version: RecordVersion<Prediction>
  public var content: Content
  /// What really happened; nil: not known yet.
  public var actualValue: DecimalNumber?
  public var validatedOn: CalendarDate?
  public var recordedBy: String

  public var id: PredictionID { version.id }

  public init(
    version: RecordVersion<Prediction>, content: Content, actualValue: DecimalNumber? = nil, validatedOn: CalendarDate? = nil,
    recordedBy: String
  ) {
    self.version = version
    self.content = content
    self.actualValue = actualValue
    self.validatedOn = validatedOn
    self.recordedBy = recordedBy
  }
}

/// A figure that was calculated of a patient's data (FHIR Observation, derived), in its living version.
public struct MedicalMetric: Hashable, Sendable, Identifiable {
  public struct Content: Hashable, Sendable {
    /// A code: TIME_IN_RANGE.
    public var type: String
    public var name: String
    public var value: DecimalNumber
    public var unit: String?
    /// Both days included.
    public var periodFrom: CalendarDate
    public var periodTo: CalendarDate
    public var hormonalPhase: HormonalProfile.Phase?
    public var treatmentPeriod: String?
    public var method: String
    public var interval: EstimateInterval
    public var pValue: DecimalNumber?
    public var dataPoints: Int
    public var calculatedAt: Instant

    public init(
      type: String, name: String, value: DecimalNumber, unit: String? = nil, periodFrom: CalendarDate, periodTo: CalendarDate,
      hormonalPhase: HormonalProfile.Phase? = nil, treatmentPeriod: String? = nil, method: String,
      interval: EstimateInterval = EstimateInterval(), pValue: DecimalNumber? = nil, dataPoints: Int, calculatedAt: Instant
    ) {
      self.type = type
      self.name = name
      self.value = value
      self.unit = unit
      self.periodFrom = periodFrom
      self.periodTo = periodTo
      self.hormonalPhase = hormonalPhase
      self.treatmentPeriod = treatmentPeriod
      self.method = method
      self.interval = interval
      self.pValue = pValue
      self.dataPoints = dataPoints
      self.calculatedAt = calculatedAt
    }
  }

  public var version: RecordVersion<MedicalMetric>
  public var content: Content
  public var recordedBy: String

  public var id: Identifier<MedicalMetric> { version.id }

  public init(version: RecordVersion<MedicalMetric>, content: Content, recordedBy: String) {
    self.version = version
    self.content = content
    self.recordedBy = recordedBy
  }
}

/// Estimates and figures of a patient: in the opened chart, while she agrees to analytics (`.refused(.consent)` otherwise;
/// lists are
/// empty).
public struct Analytics: Sendable {
  public typealias Version = RecordVersion<Prediction>

  /// Newest first.
  public var predictions: @Sendable (_ patient: PatientID) async throws -> [Prediction]
  /// Of an approved model: `.invalid(field: "model_id")` otherwise.
  public var recordPrediction:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ content: Prediction.Content) async throws -> Version
  /// What really happened: a new version, with a reason. By a clinician.
  public var validatePrediction:
    @Sendable (
      _ key: UniqueID, _ patient: PatientID, _ version: Version, _ actualValue: DecimalNumber, _ reason: String
    ) async throws -> Version
  /// Newest first.
  public var metrics: @Sendable (_ patient: PatientID) async throws -> [MedicalMetric]
  public var recordMetric:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ content: MedicalMetric.Content) async throws ->
      RecordVersion<MedicalMetric>

  public init(
    predictions: @escaping @Sendable (PatientID) async throws -> [Prediction] = notProvided(),
    recordPrediction: @escaping @Sendable (UniqueID, PatientID, Prediction.Content) async throws -> Version = notProvided(),
    validatePrediction:
      @escaping @Sendable (UniqueID, PatientID, Version, DecimalNumber, String) async throws -> Version = notProvided(),
    metrics: @escaping @Sendable (PatientID) async throws -> [MedicalMetric] = notProvided(),
    recordMetric:
      @escaping @Sendable (UniqueID, PatientID, MedicalMetric.Content) async throws ->
        RecordVersion<MedicalMetric> = notProvided()
  ) {
    self.predictions = predictions
    self.recordPrediction = recordPrediction
    self.validatePrediction = validatePrediction
    self.metrics = metrics
    self.recordMetric = recordMetric
  }
}
