import ClinicModel

/// What stands around the results of a chart of the invented clinic.
struct RecordContent: Sendable {
  var histories: [MedicalHistory] = []
  var consultations: [Consultation] = []
  var tests: [MedicalTest] = []
  var reports: [MedicalReport] = []
  var programmes: [ProgrammeEnrolment] = []
  var diabetes: DiabetesDiagnosis?
  var consents: [ConsentStatus] = []
  var treatments: [Treatment] = []
}

extension ChartContent {
  /// The chart with all that is read with it; the rounds as the chart lists them.
  func around(_ chart: Chart, rounds: [VitalSignsRound]) -> CompleteChart {
    CompleteChart(
      chart: chart, histories: record.histories, consultations: record.consultations, tests: record.tests, reports: record.reports,
      vitalSigns: rounds.filter { !$0.isVoid }.prefix(12).map(ChartVitalSigns.init(_:)), diabetes: record.diabetes,
      programmes: record.programmes, consents: record.consents, treatments: record.treatments,
      openEscalations: rounds.compactMap(\.escalation).filter(\.isOpen))
  }
}

extension ChartVitalSigns {
  init(_ round: VitalSignsRound) {
    func number(_ sign: VitalSign) -> Int? { round.values.number(sign).map { Int($0.double) } }
    self.init(
      record: round.id.value, version: round.version, measuredAt: round.measuredAt, respiratoryRate: number(.respiratoryRate),
      oxygenSaturation: number(.oxygenSaturation), onOxygen: round.values.onOxygen, systolic: number(.systolic),
      diastolic: number(.diastolic), pulse: number(.pulse),
      consciousness: round.values.consciousness.flatMap { ChartVitalSigns.Consciousness(rawValue: $0.rawValue) },
      temperature: round.values.number(.temperature), news2: round.total,
      level: round.level.flatMap { ChartVitalSigns.Level(rawValue: $0.rawValue) }, recordedBy: round.recordedByName)
  }
}

extension ClinicWorld {
  var record: RecordRepositories {
    var record = RecordRepositories()
    record.charts = completeCharts
    record.histories = histories
    record.allergies = allergies
    record.appointments = appointments
    record.notes = notes
    record.tests = tests
    record.reports = reports
    record.attachments = attachments
    record.practitioners = practitioners
    return record
  }
}
