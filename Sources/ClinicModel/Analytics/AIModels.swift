public typealias AIModelID = Identifier<AIModel>
public typealias AIRequestID = Identifier<AIRequest>

/// A model that estimates or reads, as it is registered.
public struct AIModel: Hashable, Sendable, Identifiable {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case classification = "CLASSIFICATION"
    case regression = "REGRESSION"
    case forecast = "FORECAST"
    case language = "LANGUAGE"
    case ocr = "OCR"
    case rules = "RULES"
  }

  public enum ValidationStatus: String, CaseIterable, Hashable, Sendable {
    case notValidated = "NOT_VALIDATED"
    case approved = "APPROVED"
    case rejected = "REJECTED"
    case retired = "RETIRED"
  }

  /// How good it was on its validation data, each 0 to 1.
  public struct Performance: Hashable, Sendable {
    public var accuracy: DecimalNumber?
    public var precision: DecimalNumber?
    public var recall: DecimalNumber?
    public var f1: DecimalNumber?
    public var areaUnderCurve: DecimalNumber?

    public init(
      accuracy: DecimalNumber? = nil, precision: DecimalNumber? = nil, recall: DecimalNumber? = nil, f1: DecimalNumber? = nil,
      areaUnderCurve: DecimalNumber? = nil
    ) {
      self.accuracy = accuracy
      self.precision = precision
      self.recall = recall
      self.f1 = f1
      self.areaUnderCurve = areaUnderCurve
    }
  }

  public struct Registration: Hashable, Sendable {
    public var name: String
    public var kind: Kind
    public var version: String
    public var description: String
    /// In words; never a patient.
    public var trainingData: String
    /// A JSON object.
    public var parameters: String
    /// A JSON object.
    public var featureImportance: String
    /// The clinician who answers for it, and approves it.
    public var clinicalOwner: UserID
    public var performance: Performance

    public init(
      name: String, kind: Kind, version: String, description: String, trainingData: String, parameters: String = "{}",
      featureImportance: String = "{}", clinicalOwner: UserID, performance: Performance = Performance()
    ) {
      self.name = name
      self.kind = kind
      self.version = version
      self.description = description
      self.trainingData = trainingData
      self.parameters = parameters
      self.featureImportance = featureImportance
      self.clinicalOwner = clinicalOwner
      self.performance = performance
    }
  }

  /// With the version of the row.
  public var version: RecordVersion<AIModel>
  public var registration: Registration
  public var status: ValidationStatus
  public var note: String?
  public var approvedAt: Instant?

  public var id: AIModelID { version.id }

  public init(
    version: RecordVersion<AIModel>, registration: Registration, status: ValidationStatus, note: String? = nil,
    approvedAt: Instant? = nil
  ) {
    self.version = version
    self.registration = registration
    self.status = status
    self.note = note
    self.approvedAt = approvedAt
  }
}

/// A request to a model, by whoever made it.
public struct AIRequest: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case ocr = "OCR"
    case symptomPrediction = "SYMPTOM_PREDICTION"
    case chat = "CHAT"
  }

  public enum Purpose: String, CaseIterable, Hashable, Sendable {
    case treatment = "TREATMENT"
    case resultReview = "RESULT_REVIEW"
    case administration = "ADMINISTRATION"
  }

  public enum Redaction: String, CaseIterable, Hashable, Sendable {
    case redacted = "REDACTED"
    case nothingToRedact = "NOTHING_TO_REDACT"
    case notRedacted = "NOT_REDACTED"
  }

  public enum Outcome: String, CaseIterable, Hashable, Sendable {
    case answered = "ANSWERED"
    case refused = "REFUSED"
    case failed = "FAILED"
    case timedOut = "TIMED_OUT"
  }

  public var kind: Kind
  public var purpose: Purpose
  public var model: AIModelID?
  public var redaction: Redaction
  public var latencyMilliseconds: Int
  /// As the model counts.
  public var inputUnits: Int?
  public var outputUnits: Int?
  public var cost: DecimalNumber?
  public var outcome: Outcome

  public init(
    kind: Kind, purpose: Purpose, model: AIModelID? = nil, redaction: Redaction, latencyMilliseconds: Int, inputUnits: Int? = nil,
    outputUnits: Int? = nil, cost: DecimalNumber? = nil, outcome: Outcome
  ) {
    self.kind = kind
    self.purpose = purpose
    self.model = model
    self.redaction = redaction
    self.latencyMilliseconds = latencyMilliseconds
    self.inputUnits = inputUnits
    self.outputUnits = outputUnits
    self.cost = cost
    self.outcome = outcome
  }
}

/// Models, and the log of requests to them.
public struct AIModels: Sendable {
  public enum RegisterObjection: String, CaseIterable, Hashable, Sendable {
    /// Name and version are taken.
    case duplicate = "DUPLICATE"
  }

  public enum Decision: String, CaseIterable, Hashable, Sendable {
    case approved = "APPROVED"
    case rejected = "REJECTED"
    case retired = "RETIRED"
  }

  /// What was said to a model about whom. Kept encrypted, for 90 days.
  public struct Conversation: Hashable, Sendable {
    /// Nil: about nobody.
    public var patient: PatientID?
    public var input: String?
    public var output: String?

    public init(patient: PatientID? = nil, input: String? = nil, output: String? = nil) {
      self.patient = patient
      self.input = input
      self.output = output
    }
  }

  /// A row of the log as an administrator sees it: no text, no patient, no person.
  public struct LogEntry: Hashable, Sendable, Identifiable {
    public var id: AIRequestID
    public var request: AIRequest
    public var createdAt: Instant
    /// The text is gone.
    public var isBlanked: Bool

    public init(id: AIRequestID, request: AIRequest, createdAt: Instant, isBlanked: Bool) {
      self.id = id
      self.request = request
      self.createdAt = createdAt
      self.isBlanked = isBlanked
    }
  }

  /// All of them, by name and version.
  public var list: @Sendable () async throws -> [AIModel]
  /// By an administrator.
  public var register: @Sendable (_ registration: AIModel.Registration) async throws -> WriteAnswer<AIModelID, RegisterObjection>
  /// By the clinical owner alone, with a note.
  public var decide: @Sendable (_ version: RecordVersion<AIModel>, _ decision: Decision, _ note: String) async throws -> Void
  /// With a patient: in the opened chart, while she agrees to analytics.
  public var logRequest:
    @Sendable (_ key: UniqueID, _ request: AIRequest, _ conversation: Conversation) async throws -> AIRequestID
  /// Newest first, at most 1,000. For an administrator.
  public var requestLog: @Sendable (_ from: Instant, _ to: Instant, _ limit: Int) async throws -> [LogEntry]

  public init(
    list: @escaping @Sendable () async throws -> [AIModel] = notProvided(),
    register:
      @escaping @Sendable (AIModel.Registration) async throws -> WriteAnswer<AIModelID, RegisterObjection> = notProvided(),
    decide: @escaping @Sendable (RecordVersion<AIModel>, Decision, String) async throws -> Void = notProvided(),
    logRequest: @escaping @Sendable (UniqueID, AIRequest, Conversation) async throws -> AIRequestID = notProvided(),
    requestLog: @escaping @Sendable (Instant, Instant, Int) async throws -> [LogEntry] = notProvided()
  ) {
    self.list = list
    self.register = register
    self.decide = decide
    self.logRequest = logRequest
    self.requestLog = requestLog
  }
}
