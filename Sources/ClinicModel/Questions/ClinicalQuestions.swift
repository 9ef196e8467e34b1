/// A prescription of the work list that somebody has to look at.
public struct EndingPrescription: Hashable, Sendable {
  public enum Standing: String, CaseIterable, Hashable, Sendable {
    case ending = "ENDING"
    /// Its last day has passed and nobody closed it.
    case endedNotClosed = "ENDED_NOT_CLOSED"
    case onHold = "ON_HOLD"
  }

  public var patient: PatientID
  public var recordNumber: RecordNumber
  public var name: PersonName
  public var wardCode: String?
  public var bed: String?
  public var prescription: Prescription
  public var standing: Standing
  /// To its last day; negative: that day has passed; nil: it has none.
  public var daysLeft: Int?

  public init(
    patient: PatientID, recordNumber: RecordNumber, name: PersonName, wardCode: String? = nil, bed: String? = nil,
    prescription: Prescription, standing: Standing, daysLeft: Int? = nil
  ) {
    self.patient = patient
    self.recordNumber = recordNumber
    self.name = name
    self.wardCode = wardCode
    self.bed = bed
    self.prescription = prescription
    self.standing = standing
    self.daysLeft = daysLeft
  }
}

/// A patient of the work list whose newest estimate says that she is in danger. One row a patient.
public struct HighRiskPatient: Hashable, Sendable {
  public enum RiskLevel: String, CaseIterable, Hashable, Sendable {
    case low = "LOW"
    case moderate = "MODERATE"
    case high = "HIGH"
    case critical = "CRITICAL"
  }

  /// A value in the unit it is stored in.
  public struct Measured: Hashable, Sendable {
    public var value: DecimalNumber
    /// UCUM.
    public var unit: String
    public var at: Instant

    public init(value: DecimalNumber, unit: String, at: Instant) {
      self.value = value
      self.unit = unit
      self.at = at
    }
  }

  public var patient: PatientID
  public var recordNumber: RecordNumber
  public var name: PersonName
  public var reason: ReasonForAccess
  public var level: RiskLevel
  public var riskFactors: String?
  /// 0 to 1.
  public var confidence: DecimalNumber
  /// What was estimated, as a code.
  public var predictionType: String
  public var predictedAt: Instant
  public var hba1c: Measured?
  public var glucose: Measured?

  public init(
    patient: PatientID, recordNumber: RecordNumber, name: PersonName, reason: ReasonForAccess, level: RiskLevel,
    riskFactors: String? = nil, confidence: DecimalNumber, predictionType: String, predictedAt: Instant, hba1c: Measured? = nil,
    glucose: Measured? = nil
  ) {
    self.patient = patient
    self.recordNumber = recordNumber
    self.name = name
    self.reason = reason
    self.level = level
    self.riskFactors = riskFactors
    self.confidence = confidence
    self.predictionType = predictionType
    self.predictedAt = predictedAt
    self.hba1c = hba1c
    self.glucose = glucose
  }
}

/// Glucose of one patient in a period (consensus of 2019: percent of readings below, in and above range). Figures in `unit`.
public struct GlucoseControl: Hashable, Sendable {
  public enum Source: String, CaseIterable, Hashable, Sendable {
    case laboratory = "LABORATORY"
    case pointOfCare = "POINT_OF_CARE"
    case device = "DEVICE"
    case patient = "PATIENT"
    case imported = "IMPORT"
  }

  /// The source document's own scale by the mean; no consensus target.
  public enum Level: String, CaseIterable, Hashable, Sendable {
    case good = "GOOD"
    case fair = "FAIR"
    case poor = "POOR"
  }

  /// What is asked: from a moment on, up to another one.
  public struct Period: Hashable, Sendable {
    public var from: Instant
    public var to: Instant
    /// Nil: all.
    public var source: Source?

    public init(from: Instant, to: Instant, source: Source? = nil) {
      self.from = from
      self.to = to
      self.source = source
    }
  }

  /// mg/dL
  public var unit: String
  public var readings: Int
  /// These and the following are nil without readings.
  public var mean: DecimalNumber?
  public var standardDeviation: DecimalNumber?
  /// Percent of the mean.
  public var variation: DecimalNumber?
  public var firstAt: Instant?
  public var lastAt: Instant?
  /// Percent of the readings below 54 mg/dL (3.0 mmol/L).
  public var below54: DecimalNumber?
  /// Percent below 70 mg/dL (3.9 mmol/L), those below 54 included.
  public var below70: DecimalNumber?
  /// Percent from 70 to 180 mg/dL (3.9 to 10.0 mmol/L).
  public var inRange: DecimalNumber?
  /// Percent above 180 mg/dL (10.0 mmol/L), those above 250 included.
  public var above180: DecimalNumber?
  /// Percent above 250 mg/dL (13.9 mmol/L).
  public var above250: DecimalNumber?
  public var level: Level?

  public init(
    unit: String, readings: Int, mean: DecimalNumber? = nil, standardDeviation: DecimalNumber? = nil,
    variation: DecimalNumber? = nil, firstAt: Instant? = nil, lastAt: Instant? = nil, below54: DecimalNumber? = nil,
    below70: DecimalNumber? = nil, inRange: DecimalNumber? = nil, above180: DecimalNumber? = nil, above250: DecimalNumber? = nil,
    level: Level? = nil
  ) {
    self.unit = unit
    self.readings = readings
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.variation = variation
    self.firstAt = firstAt
    self.lastAt = lastAt
    self.below54 = below54
    self.below70 = below70
    self.inRange = inRange
    self.above180 = above180
    self.above250 = above250
    self.level = level
  }
}

/// Questions about many patients, or about all of one. Each leaves its trace before it answers.
public struct ClinicalQuestions: Sendable {
  /// Of "my patients": what ends within so many days (0 to 365) soonest first, what has ended and nobody closed, what is on hold.
  public var endingPrescriptions: @Sendable (_ days: Int) async throws -> [EndingPrescription]
  /// Of "my patients": those who agree to analytics and whose newest estimate says high or critical, critical first.
  public var highRiskPatients: @Sendable () async throws -> [HighRiskPatient]
  /// Of a patient whose chart is open. Throws `.refused(.noReasonForAccess)`.
  public var glucoseControl: @Sendable (_ patient: PatientID, _ period: GlucoseControl.Period) async throws -> GlucoseControl
  /// Everything of a patient whose chart is open, as one JSON document; biomarkers from a day on, or all of them.
  /// Throws `.refused(.noReasonForAccess)`.
  public var completeHistory: @Sendable (_ patient: PatientID, _ biomarkersFrom: CalendarDate?) async throws -> String

  public init(
    endingPrescriptions: @escaping @Sendable (Int) async throws -> [EndingPrescription] = notProvided(),
    highRiskPatients: @escaping @Sendable () async throws -> [HighRiskPatient] = notProvided(),
    glucoseControl: @escaping @Sendable (PatientID, GlucoseControl.Period) async throws -> GlucoseControl = notProvided(),
    completeHistory: @escaping @Sendable (PatientID, CalendarDate?) async throws -> String = notProvided()
  ) {
    self.endingPrescriptions = endingPrescriptions
    self.highRiskPatients = highRiskPatients
    self.glucoseControl = glucoseControl
    self.completeHistory = completeHistory
  }
}
