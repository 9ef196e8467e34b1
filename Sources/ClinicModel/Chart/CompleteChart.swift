/// A round of vital signs as the chart lists it. Nil: not measured.
public struct ChartVitalSigns: Hashable, Sendable, ChartFact {
  /// ACVPU of NEWS2.
  public enum Consciousness: String, CaseIterable, Hashable, Sendable {
    case alert = "A"
    case confused = "C"
    case voice = "V"
    case pain = "P"
    case unresponsive = "U"
  }

  /// Of NEWS2; `incomplete`: a part is missing, and what is known is not enough for one of the others.
  public enum Level: String, CaseIterable, Hashable, Sendable {
    case none = "NONE"
    case low = "LOW"
    case single3 = "SINGLE_3"
    case medium = "MEDIUM"
    case high = "HIGH"
    case incomplete = "INCOMPLETE"
  }

  public var record: UniqueID
  public var version: Int
  public var measuredAt: Instant
  /// Breaths a minute.
  public var respiratoryRate: Int?
  /// Percent.
  public var oxygenSaturation: Int?
  public var onOxygen: Bool?
  /// mm[Hg]
  public var systolic: Int?
  /// mm[Hg]
  public var diastolic: Int?
  /// Beats a minute.
  public var pulse: Int?
  public var consciousness: Consciousness?
  /// Cel
  public var temperature: DecimalNumber?
  /// The total; nil where a part is missing or NEWS2 does not hold for this patient.
  public var news2: Int?
  public var level: Level?
  /// Why NEWS2 is not applicable; nil: it is.
  public var exclusion: News2.Exclusion?
  public var recordedBy: String

  public var mergedNumber: RecordNumber?

  public init(
    record: UniqueID, version: Int, measuredAt: Instant, respiratoryRate: Int? = nil, oxygenSaturation: Int? = nil,
    onOxygen: Bool? = nil, systolic: Int? = nil, diastolic: Int? = nil, pulse: Int? = nil, consciousness: Consciousness? = nil,
    temperature: DecimalNumber? = nil, news2: Int? = nil, level: Level? = nil, exclusion: News2.Exclusion? = nil,
    recordedBy: String
  ) {
    self.record = record
    self.version = version
    self.measuredAt = measuredAt
    self.respiratoryRate = respiratoryRate
    self.oxygenSaturation = oxygenSaturation
    self.onOxygen = onOxygen
    self.systolic = systolic
    self.diastolic = diastolic
    self.pulse = pulse
    self.consciousness = consciousness
    self.temperature = temperature
    self.news2 = news2
    self.level = level
    self.exclusion = exclusion
    self.recordedBy = recordedBy
  }
}

/// Everything of a chart that is read when it is opened whole.
public struct CompleteChart: Hashable, Sendable {
  /// Banner, allergies with their four states, prescriptions, the newest results of each type.
  public var chart: Chart
  /// Problems first, active before resolved.
  public var histories: [MedicalHistory]
  /// Newest first.
  public var consultations: [Consultation]
  /// Newest first.
  public var tests: [MedicalTest]
  /// Newest first.
  public var reports: [MedicalReport]
  /// The newest twelve rounds, newest first.
  public var vitalSigns: [ChartVitalSigns]
  /// Nil: nobody has decided yet.
  public var diabetes: DiabetesDiagnosis?
  /// Also of programmes that she left.
  public var programmes: [ProgrammeEnrolment]
  public var consents: [ConsentStatus]
  /// What is done besides medicines: active before ended.
  public var treatments: [Treatment]
  /// NEWS2 that asked for somebody, and nobody has answered, newest first.
  public var openEscalations: [Escalation]

  public init(
    chart: Chart, histories: [MedicalHistory], consultations: [Consultation], tests: [MedicalTest], reports: [MedicalReport],
    vitalSigns: [ChartVitalSigns], diabetes: DiabetesDiagnosis? = nil, programmes: [ProgrammeEnrolment],
    consents: [ConsentStatus], treatments: [Treatment] = [], openEscalations: [Escalation] = []
  ) {
    self.chart = chart
    self.histories = histories
    self.consultations = consultations
    self.tests = tests
    self.reports = reports
    self.vitalSigns = vitalSigns
    self.diabetes = diabetes
    self.programmes = programmes
    self.consents = consents
    self.treatments = treatments
    self.openEscalations = openEscalations
  }
}

/// Reading a chart whole.
public struct CompleteCharts: Sendable {
  /// Records the opening, committed, then reads everything behind it: one round trip, whatever the chart holds.
  /// Throws `.refused` with the code; hidden and absent patients answer alike.
  public var open:
    @Sendable (_ patient: PatientID, _ purpose: AccessPurpose, _ specialReason: String?) async throws -> CompleteChart
  /// Reads it again behind the opening there is. Throws `.refused(.noReasonForAccess)` where that has ended.
  public var read: @Sendable (_ patient: PatientID) async throws -> CompleteChart

  public init(
    open: @escaping @Sendable (PatientID, AccessPurpose, String?) async throws -> CompleteChart = notProvided(),
    read: @escaping @Sendable (PatientID) async throws -> CompleteChart = notProvided()
  ) {
    self.open = open
    self.read = read
  }
}
