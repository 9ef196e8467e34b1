public typealias ObservationID = Identifier<Observation>
public typealias ObservationImportID = Identifier<WaitingObservation>

/// What an observation says: a number with its unit, or words.
public struct ObservationValue: Hashable, Sendable {
  public var number: DecimalNumber?
  /// As the sender wrote it.
  public var unit: String?
  public var text: String?

  public init(number: DecimalNumber? = nil, unit: String? = nil, text: String? = nil) {
    self.number = number
    self.unit = unit
    self.text = text
  }
}

/// An observation from elsewhere (FHIR Observation) that was accepted into the chart.
public struct Observation: Hashable, Sendable, Identifiable {
  public enum Status: String, CaseIterable, Hashable, Sendable {
    case active = "ACTIVE"
    case amended = "AMENDED"
    case cancelled = "CANCELLED"
    case enteredInError = "ENTERED_IN_ERROR"
  }

  public var version: RecordVersion<Observation>
  /// What was observed, as the sender names it.
  public var type: String
  public var loinc: String?
  public var value: ObservationValue
  public var category: String?
  public var status: Status
  public var observedBy: String?
  public var observedAt: Instant
  public var sourceSystem: String

  public var id: ObservationID { version.id }

  public init(
    version: RecordVersion<Observation>, type: String, loinc: String? = nil, value: ObservationValue, category: String? = nil,
    status: Status, observedBy: String? = nil, observedAt: Instant, sourceSystem: String
  ) {
    self.version = version
    self.type = type
    self.loinc = loinc
    self.value = value
    self.category = category
    self.status = status
    self.observedBy = observedBy
    self.observedAt = observedAt
    self.sourceSystem = sourceSystem
  }
}

/// An observation in quarantine: nobody has said yet that it is this patient's.
public struct WaitingObservation: Hashable, Sendable, Identifiable {
  public var id: ObservationImportID
  public var sourceSystem: String
  public var type: String
  public var loinc: String?
  public var value: ObservationValue
  public var observedAt: Instant
  public var importedAt: Instant

  public init(
    id: ObservationImportID, sourceSystem: String, type: String, loinc: String? = nil, value: ObservationValue,
    observedAt: Instant, importedAt: Instant
  ) {
    self.id = id
    self.sourceSystem = sourceSystem
    self.type = type
    self.loinc = loinc
    self.value = value
    self.observedAt = observedAt
    self.importedAt = importedAt
  }
}

/// FHIR observations: an administrator loads them, a clinician accepts each for the patient of her opened chart.
public struct Observations: Sendable {
  /// Into quarantine, one resource of type Observation as JSON. It answers alike whether anybody has the number, and where the
  /// same one was loaded before.
  public var load: @Sendable (_ sourceSystem: String, _ recordNumber: RecordNumber, _ resource: String) async throws -> Void
  /// What waits for the patient of an opened chart, oldest first. Empty also where nothing may be seen.
  public var waiting: @Sendable (_ patient: PatientID) async throws -> [WaitingObservation]
  /// Throws `.changedMeanwhile` where it is decided.
  public var accept:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ waiting: ObservationImportID) async throws -> ObservationID
  public var reject:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ waiting: ObservationImportID, _ reason: String) async throws -> Void
  /// The accepted ones of the opened chart, newest first.
  public var list: @Sendable (_ patient: PatientID) async throws -> [Observation]
  /// The whole resource of one of those, as JSON; nil: not there.
  public var resource: @Sendable (_ patient: PatientID, _ observation: ObservationID) async throws -> String?

  public init(
    load: @escaping @Sendable (String, RecordNumber, String) async throws -> Void = notProvided(),
    waiting: @escaping @Sendable (PatientID) async throws -> [WaitingObservation] = notProvided(),
    accept: @escaping @Sendable (UniqueID, PatientID, ObservationImportID) async throws -> ObservationID = notProvided(),
    reject: @escaping @Sendable (UniqueID, PatientID, ObservationImportID, String) async throws -> Void = notProvided(),
    list: @escaping @Sendable (PatientID) async throws -> [Observation] = notProvided(),
    resource: @escaping @Sendable (PatientID, ObservationID) async throws -> String? = notProvided()
  ) {
    self.load = load
    self.waiting = waiting
    self.accept = accept
    self.reject = reject
    self.list = list
    self.resource = resource
  }
}
