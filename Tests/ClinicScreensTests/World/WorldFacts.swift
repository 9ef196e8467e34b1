import ClinicModel

/// What stands around the results of a chart of the invented clinic.
struct RecordContent: Sendable {
  var consultations: [Consultation] = []
  var tests: [MedicalTest] = []
  var reports: [MedicalReport] = []
  var programmes: [ProgrammeEnrolment] = []
  var diabetes: DiabetesDiagnosis?
  var consents: [ConsentStatus] = []
  var treatments: [Treatment] = []
  var women: WomensHealth.Record?
  var fields: [CustomField] = []
}

extension ChartContent {
  /// The chart with all that is read with it; the rounds as the chart lists them.
  func around(_ chart: Chart, rounds: [VitalSignsRound]) -> CompleteChart {
    CompleteChart(
      chart: chart, histories: [], consultations: record.consultations, tests: record.tests, reports: record.reports,
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
      level: round.level.flatMap { ChartVitalSigns.Level(rawValue: $0.rawValue) }, exclusion: round.exclusion,
      recordedBy: round.recordedByName)
  }
}

/// The record of the first patient.
enum WorldFacts {
  static func version<Entity>(_ number: Int, _ version: Int = 1) -> RecordVersion<Entity> {
    RecordVersion(id: FixedID.make(11, number), version: version)
  }

  private static func slot(_ number: Int, _ start: Instant, _ kind: Consultation.Kind, _ status: Consultation.Status) -> Consultation {
    Consultation(
      version: version(number), kind: kind, status: status, startsAt: start, endsAt: start.adding(seconds: 1200),
      practitioner: FixedID.make(12, 1), practitionerName: "Abena Osei")
  }

  /// One for the person signed in, one from her, and one about somebody else.
  static let tasks: [PatientTask] = {
    func task(
      _ number: Int, _ what: String, mine: Bool, of entry: DirectoryEntry = WorldPatients.first, taken: Instant? = nil, _ end: Instant
    ) -> PatientTask {
      PatientTask(
        id: FixedID.make(17, number), isMineToDo: mine, patient: entry.id, recordNumber: entry.recordNumber,
        patientName: entry.name.listed, birthDate: entry.birthDate, ward: entry.wardCode, bed: entry.bed, what: what,
        from: mine ? "Nora Berg" : "Abena Osei", to: mine ? "Abena Osei" : "Tomás Lindqvist", handedAt: Moments.minutesAgo(90),
        takenAt: taken, endsAt: end)
    }
    return [
      task(1, "Call the foot clinic", mine: true, Moments.at(2026, 11, 21, 18, 0)),
      task(2, "Weigh before breakfast", mine: false, taken: Moments.minutesAgo(60), Moments.at(2026, 11, 22, 8, 30)),
      task(3, "Take blood", mine: true, of: WorldPatients.withSensor, Moments.at(2026, 11, 21, 20, 0)),
    ]
  }()

  private static func treatment(_ number: Int, _ kind: Treatment.Kind, _ what: String?) -> Treatment {
    Treatment(
      version: version(number), kind: kind, status: .active,
      content: Treatment.Content(startsOn: Moments.date(2026, 3, 5), medication: what, isModelOptimised: false), prescriber: "Abena Osei",
      recordedAt: Moments.at(2026, 3, 5))
  }

  static let enrolment = ProgrammeEnrolment(
    version: version(61), programmeCode: "DIABETES_WOMEN", state: .eligible,
    evidence: ProgrammeEnrolment.Evidence(
      checkedOn: Moments.date(2026, 11, 3), sex: .female, birthDate: Moments.date(1961, 3, 4), age: 65, ages: 29...69,
      diabetes: .type2, diagnosis: version(60)),
    recordedBy: "Nora Berg", recordedAt: Moments.at(2026, 11, 3))

  static func consent(_ number: Int, _ purpose: Consent.Purpose, _ state: Consent.State) -> ConsentStatus {
    ConsentStatus(version: version(number), purpose: purpose, state: state, isAllowed: state == .given)
  }

  static let first = RecordContent(
    consultations: [
      slot(11, Moments.at(2026, 11, 24, 9, 20), .followUp, .planned), slot(12, Moments.at(2026, 11, 3, 10, 0), .followUp, .completed),
    ],
    tests: [
      MedicalTest(
        version: version(21), request: MedicalTest.Request(name: "Albumin/creatinine ratio", priority: .urgent), status: .requested,
        requestedBy: "Abena Osei", recordedAt: Moments.at(2026, 11, 20))
    ],
    programmes: [enrolment],
    diabetes: DiabetesDiagnosis(
      version: version(60),
      content: DiabetesDiagnosis.Content(kind: .type2, basis: .laboratory, diagnosedOn: Moments.date(2019, 2, 11))),
    consents: [consent(41, .programme, .given), consent(42, .research, .refused)],
    treatments: [treatment(51, .diet, nil), treatment(52, .medicineHistory, "paracetamol")], women: women, fields: fields)

  private static func recorded<Content>(_ number: Int, _ content: Content, _ version: Int = 1) -> WomensHealth.Recorded<Content> {
    WomensHealth.Recorded(version: Self.version(number, version), content: content, recordedBy: number % 2 == 0 ? "Nora Berg" : "Abena Osei")
  }

  static let women = WomensHealth.Record(
    hormonalProfiles: [
      recorded(71, HormonalProfile(assessedOn: Moments.date(2026, 10, 12), phase: .postmenopause, method: .laboratory, hasPolycysticOvaries: false))
    ],
    menstrualCycles: [
      recorded(72, MenstrualCycle(
        startedOn: Moments.date(2011, 5, 2), periodDays: 6, cycleDays: 41, flow: .heavy, regularity: .irregular,
        note: "Diary kept since January."), 2)
    ],
    pregnancies: [
      recorded(73, Pregnancy(
        lastPeriodOn: Moments.date(1991, 2, 3), outcome: .liveBirth, endedOn: Moments.date(1991, 11, 8), weeks: 39, children: 1,
        birthWeight: 4120, hadGestationalDiabetes: true)),
      recorded(74, Pregnancy(outcome: .miscarriage, endedOn: Moments.date(1988, 6, 1), weeks: 8)),
    ],
    menopause: [
      recorded(75, MenopauseStatus(
        assessedOn: Moments.date(2014, 9, 9), stage: .postmenopausal, lastPeriodOn: Moments.date(2012, 5, 1), hasVasomotorSymptoms: true))
    ],
    hormonalTherapies: [
      recorded(76, HormonalTherapy(
        kind: .menopausal, product: "Estradiol 50 micrograms, patch", route: .transdermal, startedOn: Moments.date(2024, 1, 15)))
    ])
}

extension WorldFacts {
  static let catalogue = [
    Programme(
      code: "DIABETES_WOMEN", nameEnglish: "Women aged 29 to 69 with diabetes", nameSpanish: "Mujeres de 29 a 69 años con diabetes",
      sex: .female, ages: 29...69)
  ]

  private static func field(
    _ number: Int, _ english: String, _ spanish: String, _ type: CustomField.ValueType, _ value: CustomField.Value?,
    specialty: String? = nil, mayWrite: Bool = true, unit: String? = nil, version: Int = 1
  ) -> CustomField {
    CustomField(
      id: FixedID.make(13, number), code: "FIELD_\(number)", specialtyCode: specialty, nameEnglish: english, nameSpanish: spanish,
      type: type, mayWrite: mayWrite, unit: unit,
      filled: value.map { CustomField.Filled(version: RecordVersion(id: FixedID.make(14, number), version: version), value: $0) })
  }

  static let fields = [
    field(1, "Foot care", "Cuidado de los pies", .choice, .choice("RISK"), specialty: "ENDOCRINOLOGY"),
    field(2, "Steps a day", "Pasos al día", .number, DecimalNumber("6500").map { .number($0) }, version: 3),
    field(3, "Next eye check", "Próximo fondo de ojo", .date, .date(Moments.date(2027, 2, 1)), specialty: "OPHTHALMOLOGY"),
    field(4, "Wears a bracelet", "Lleva pulsera", .boolean, .boolean(true)),
    field(5, "Who cooks at home", "Quién cocina en casa", .text, nil),
    field(7, "Calf girth", "Perímetro de pantorrilla", .number, DecimalNumber("36.5").map { .number($0, unit: "cm") }, unit: "cm"),
    field(6, "Study number", "Número de estudio", .text, .text("EST-0042"), mayWrite: false),
  ]

  static let definitions: [DefinedCustomField] =
    fields.map { field in
      DefinedCustomField(
        version: RecordVersion(id: Identifier(field.id.value), version: 1), code: field.code, entity: .patient,
        nameEnglish: field.nameEnglish, nameSpanish: field.nameSpanish, type: field.type,
        smallest: field.type == .number ? DecimalNumber(0) : nil, largest: field.type == .number ? DecimalNumber(60_000) : nil,
        longest: field.type == .text ? 80 : nil)
    } + [
      DefinedCustomField(
        version: RecordVersion(id: FixedID.make(13, 9), version: 1), code: "FIELD_9", entity: .consultation,
        nameEnglish: "Accompanied by", nameSpanish: "Acompañada por", type: .text, longest: 60)
    ]

  static let ofConsultation = [
    field(9, "Accompanied by", "Acompañada por", .text, .text("Daughter"))
  ]

  static let choices = [
    CustomField.Choice(code: "NONE", nameEnglish: "no risk", nameSpanish: "sin riesgo"),
    CustomField.Choice(code: "RISK", nameEnglish: "at risk", nameSpanish: "con riesgo"),
  ]

  /// Fifty-eight accesses of the nurse, the newest now: openings, lists, writings, an emergency, a refusal.
  static let accesses: [AccessLogEntry] = {
    func entry(
      _ minutesAgo: Int, _ what: AccessLogEntry.What, _ subject: String, _ purpose: String? = nil, _ reason: String? = nil,
      special: String? = nil, emergency: String? = nil
    ) -> AccessLogEntry {
      AccessLogEntry(
        at: Moments.minutesAgo(minutesAgo), userName: "Nora Berg", role: .nurse, what: what, subject: subject, purpose: purpose,
        reason: reason, specialReason: special, emergencyNumber: emergency)
    }
    let newest = [
      entry(1, .chart, "OPEN_CHART", "TREATMENT", "ward"), entry(3, .wrote, "medical_data.vital_signs"),
      entry(12, .list, "OPEN_WORK_LIST", "TREATMENT"), entry(65, .chart, "OPEN_CHART", "EMERGENCY", "grant", emergency: "E-20261121-004"),
      entry(66, .emergency, "REQUEST_EMERGENCY", nil, nil, emergency: "E-20261121-004"),
      entry(70, .refused, "OPEN_CHART_REFUSED", nil, "NO_RFA"),
      entry(900, .chart, "OPEN_CHART", "HANDOVER", "care_team", special: "asked by the family"), entry(902, .accessLog, "WHO_SAW", "WHO_SAW"),
      entry(1500, .other, "EXPORT_PATIENT", "Letter to the family doctor"),
    ]
    return newest + (0..<49).map { entry(2000 + $0 * 700, $0 % 3 == 0 ? .chart : .wrote, $0 % 3 == 0 ? "OPEN_CHART" : "medical_data.biomarkers", $0 % 3 == 0 ? "TREATMENT" : nil) }
  }()
}
