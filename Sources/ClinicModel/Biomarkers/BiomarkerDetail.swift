/// A value as the table of a series lists it: with its circumstances, and whether it still counts.
public struct BiomarkerDetail: Hashable, Sendable, ChartFact {
  public enum State: Hashable, Sendable {
    case living
    /// A later version followed; `reason` of that one says why.
    case superseded
    /// Entered in error: the last version says why.
    case enteredInError
  }

  /// Value, time, flag, source and who recorded it, in the unit measured.
  public var result: BiomarkerResult
  public var version: Int
  public var state: State
  public var context: MeasurementContext
  /// Of a correction, or of a withdrawal.
  public var reason: String?

  public init(
    result: BiomarkerResult, version: Int, state: State = .living, context: MeasurementContext = MeasurementContext(),
    reason: String? = nil
  ) {
    self.result = result
    self.version = version
    self.state = state
    self.context = context
    self.reason = reason
  }

  public var mergedNumber: RecordNumber? {
    get { result.mergedNumber }
    set { result.mergedNumber = newValue }
  }
}

/// A kind of value that can be recorded, with what no value of it can be beyond.
public struct MeasurableBiomarker: Hashable, Sendable {
  public var type: BiomarkerType
  /// In the unit of the type.
  public var plausible: ClosedRange<DecimalNumber>

  public init(type: BiomarkerType, plausible: ClosedRange<DecimalNumber>) {
    self.type = type
    self.plausible = plausible
  }
}

/// A reading with the device it came from, for the profile of one sensor at a time.
public struct DeviceReading: Hashable, Sendable {
  public var at: Instant
  public var value: DecimalNumber
  /// As its file or its person called it; nil where nobody said.
  public var device: String?

  public init(at: Instant, value: DecimalNumber, device: String? = nil) {
    self.at = at
    self.value = value
    self.device = device
  }
}

/// Readings of a stretch of time that are too many to be read one by one: how many, and their extremes.
public struct SeriesStretch: Hashable, Sendable {
  public var first: Instant
  public var last: Instant
  public var count: Int
  public var lowest: DecimalNumber
  public var highest: DecimalNumber

  public init(first: Instant, last: Instant, count: Int, lowest: DecimalNumber, highest: DecimalNumber) {
    self.first = first
    self.last = last
    self.count = count
    self.lowest = lowest
    self.highest = highest
  }
}

/// The readings of a series before those that are read one by one.
public struct SeriesBefore: Hashable, Sendable {
  /// At most so many as were asked for, of equal length, oldest first; no reading is left out.
  public var stretches: [SeriesStretch]
  /// Nil where there are none.
  public var aggregate: SeriesAggregate?

  public init(stretches: [SeriesStretch], aggregate: SeriesAggregate?) {
    self.stretches = stretches
    self.aggregate = aggregate
  }
}

/// Reading one series in more depth than its drawing needs; one statement each.
public struct SeriesReadings: Sendable {
  /// The newest `limit` versions of values of a type, those that do not count any more among them; newest first.
  public var details: @Sendable (_ patient: PatientID, _ type: BiomarkerType.ID, _ limit: Int) async throws -> [BiomarkerDetail]
  /// What can be recorded. No patient in it.
  public var measurable: @Sendable () async throws -> [MeasurableBiomarker]
  /// The readings before a moment as at most so many stretches, and what they add to the statistics.
  public var before:
    @Sendable (_ patient: PatientID, _ type: BiomarkerType.ID, _ moment: Instant, _ stretches: Int) async throws -> SeriesBefore
  /// The newest readings before a moment, oldest first: at most `Charts.seriesLimit`, and one more where there are more.
  public var page:
    @Sendable (_ patient: PatientID, _ type: BiomarkerType.ID, _ before: Instant) async throws -> [BiomarkerResult]
  /// Readings from a moment on, oldest first.
  public var devices: @Sendable (_ patient: PatientID, _ type: BiomarkerType.ID, _ since: Instant) async throws -> [DeviceReading]

  public init(
    details: @escaping @Sendable (PatientID, BiomarkerType.ID, Int) async throws -> [BiomarkerDetail] = notProvided(),
    measurable: @escaping @Sendable () async throws -> [MeasurableBiomarker] = notProvided(),
    before: @escaping @Sendable (PatientID, BiomarkerType.ID, Instant, Int) async throws -> SeriesBefore = notProvided(),
    page: @escaping @Sendable (PatientID, BiomarkerType.ID, Instant) async throws -> [BiomarkerResult] = notProvided(),
    devices: @escaping @Sendable (PatientID, BiomarkerType.ID, Instant) async throws -> [DeviceReading] = notProvided()
  ) {
    self.before = before
    self.page = page
    self.details = details
    self.measurable = measurable
    self.devices = devices
  }
}
