/// What a model said about one version of a measured value; never the value itself.
public struct BiomarkerAnalysis: Hashable, Sendable, Identifiable {
  public var id: Identifier<BiomarkerAnalysis>
  public var version: RecordVersion<BiomarkerResult>
  /// Name and version, as they were.
  public var model: String
  public var modelVersion: String?
  public var analysis: String
  /// 0 to 1.
  public var confidence: DecimalNumber
  public var processingMilliseconds: Int
  public var analysedAt: Instant

  public init(
    id: Identifier<BiomarkerAnalysis>, version: RecordVersion<BiomarkerResult>, model: String, modelVersion: String? = nil,
    analysis: String, confidence: DecimalNumber, processingMilliseconds: Int, analysedAt: Instant
  ) {
    self.id = id
    self.version = version
    self.model = model
    self.modelVersion = modelVersion
    self.analysis = analysis
    self.confidence = confidence
    self.processingMilliseconds = processingMilliseconds
    self.analysedAt = analysedAt
  }
}

/// How severe and urgent an observation is, in which circumstances it was made, and what a model said of it.
public struct ObservationAssessment: Hashable, Sendable {
  public enum Severity: String, CaseIterable, Hashable, Sendable {
    case mild = "MILD"
    case moderate = "MODERATE"
    case severe = "SEVERE"
  }

  public enum Urgency: String, CaseIterable, Hashable, Sendable {
    case routine = "ROUTINE"
    case urgent = "URGENT"
    case emergency = "EMERGENCY"
  }

  /// What a clinician says; nil leaves a field as it is.
  public struct Form: Hashable, Sendable {
    public var severity: Severity?
    public var urgency: Urgency?
    public var hormonalContext: String?
    public var treatmentContext: String?
    public var lifestyleContext: String?
    public var category: String?

    public init(
      severity: Severity? = nil, urgency: Urgency? = nil, hormonalContext: String? = nil, treatmentContext: String? = nil,
      lifestyleContext: String? = nil, category: String? = nil
    ) {
      self.severity = severity
      self.urgency = urgency
      self.hormonalContext = hormonalContext
      self.treatmentContext = treatmentContext
      self.lifestyleContext = lifestyleContext
      self.category = category
    }
  }

  /// What a model said.
  public struct Analysis: Hashable, Sendable {
    public var text: String
    /// 0 to 1.
    public var confidence: DecimalNumber

    public init(text: String, confidence: DecimalNumber) {
      self.text = text
      self.confidence = confidence
    }
  }

  /// Of the living version.
  public var version: RecordVersion<Observation>
  public var form: Form
  public var analysis: Analysis?
  /// Of the living version; nil: nobody has assessed it.
  public var reason: String?

  public init(version: RecordVersion<Observation>, form: Form, analysis: Analysis? = nil, reason: String? = nil) {
    self.version = version
    self.form = form
    self.analysis = analysis
    self.reason = reason
  }
}

/// What models say about values and observations, and how a clinician assesses an observation. In the opened chart; an analysis
/// needs a model that its owner approved, and the patient's consent to analytics (`.refused(.consent)`).
public struct Assessments: Sendable {
  public typealias Version = RecordVersion<Observation>

  /// What models said about one value, newest first.
  public var analyses: @Sendable (_ patient: PatientID, _ record: BiomarkerResultID) async throws -> [BiomarkerAnalysis]
  /// About one version of a value. Throws `.invalid(field: "model_id")` for a model that is not approved.
  public var recordAnalysis:
    @Sendable (
      _ key: UniqueID, _ version: RecordVersion<BiomarkerResult>, _ model: AIModelID, _ analysis: String,
      _ confidence: DecimalNumber, _ processingMilliseconds: Int
    ) async throws -> Identifier<BiomarkerAnalysis>
  /// Of the observations of the opened chart, newest observed first.
  public var observations: @Sendable (_ patient: PatientID) async throws -> [ObservationAssessment]
  /// By a clinician: a version with its reason. Throws `.changedMeanwhile` where that is not the living version.
  public var assess:
    @Sendable (
      _ key: UniqueID, _ patient: PatientID, _ version: Version, _ form: ObservationAssessment.Form, _ reason: String
    ) async throws -> Version
  /// What a model says about an observation: a version too.
  public var recordObservationAnalysis:
    @Sendable (
      _ key: UniqueID, _ patient: PatientID, _ version: Version, _ model: AIModelID, _ analysis: ObservationAssessment.Analysis
    ) async throws -> Version

  public init(
    analyses: @escaping @Sendable (PatientID, BiomarkerResultID) async throws -> [BiomarkerAnalysis] = notProvided(),
    recordAnalysis:
      @escaping @Sendable (UniqueID, RecordVersion<BiomarkerResult>, AIModelID, String, DecimalNumber, Int) async throws ->
        Identifier<BiomarkerAnalysis> = notProvided(),
    observations: @escaping @Sendable (PatientID) async throws -> [ObservationAssessment] = notProvided(),
    assess:
      @escaping @Sendable (UniqueID, PatientID, Version, ObservationAssessment.Form, String) async throws ->
        Version = notProvided(),
    recordObservationAnalysis:
      @escaping @Sendable (UniqueID, PatientID, Version, AIModelID, ObservationAssessment.Analysis) async throws ->
        Version = notProvided()
  ) {
    self.analyses = analyses
    self.recordAnalysis = recordAnalysis
    self.observations = observations
    self.assess = assess
    self.recordObservationAnalysis = recordObservationAnalysis
  }
}
