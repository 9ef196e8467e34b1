import ClinicModel

/// What a chart of the invented clinic holds.
struct ChartContent: Sendable {
  var allergies: AllergyStatus
  var types: [BiomarkerType]
  var series: [BiomarkerType.ID: [BiomarkerResult]]
  var prescriptions: [Prescription]
  var cautions = ChartCautions()
  var mergedNumbers: [MergedNumber] = []
  var targets: [BiomarkerTarget] = []
  var record = RecordContent()

  var latest: [BiomarkerSummary] { types.compactMap { BiomarkerSummary(type: $0, recent: (series[$0.id] ?? []).suffix(12)) } }
}

/// The charts: one with eight tests, one with nothing, one with every kind of oddity.
enum WorldCharts {
  static let empty = ChartContent(allergies: .notAsked, types: [], series: [:], prescriptions: [])

  static let all: [PatientID: ChartContent] = [
    WorldPatients.first.id: ChartContent(
      allergies: .has([Allergy(substance: "Penicillin", severity: .severe, reaction: "anaphylaxis")]), types: types,
      series: Dictionary(uniqueKeysWithValues: types.map { ($0.id, series(of: $0)) }), prescriptions: WorldPrescriptions.all,
      targets: [target(1, type: 20, low: nil, high: "70", "mg/dL", Moments.date(2026, 3, 5), note: nil)], record: WorldFacts.first),
    WorldPatients.withSensor.id: ChartContent(
      allergies: .noneKnown, types: [sensor], series: [sensor.id: sensorReadings], prescriptions: []),
  ]

  private static let sensor = type(
    43, "GLUCOSE_SENSOR", "Sensor glucose", "Glucosa del sensor", "mg/dL", 0, "70", "180", critical: ("54", nil))

  /// Sixteen days, every quarter of an hour, the last one yesterday: high after meals, low in every fifth night.
  private static let sensorReadings: [BiomarkerResult] = (0..<16 * 96).map { place in
    let (day, quarter) = (place / 96, place % 96)
    let byHour = [150, 146, 140, 132, 126, 124, 128, 138, 160, 196, 184, 168, 156, 162, 198, 206, 188, 170, 160, 158, 184, 232, 244, 196]
    let night = day % 5 == 3 && (12..<22).contains(quarter) ? -78 : 0
    let value = DecimalNumber(byHour[quarter / 4] + night + (place * 37 + day * 53) % 29 - 14)
    return BiomarkerResult(
      id: FixedID.make(5, 50_000 + place), measuredAt: Moments.at(2026, 11, 5, 0, 0).adding(seconds: Int64(place * 900)), value: value,
      flag: ResultFlag.classify(value, reference: sensor.reference, criticalLow: sensor.criticalLow, criticalHigh: nil),
      reference: sensor.reference, source: "DEVICE", recordedBy: "Nora Berg")
  }

  private static func type(
    _ id: Int16, _ code: String, _ english: String, _ spanish: String, _ unit: String, _ decimals: Int, _ low: String?,
    _ high: String?,
    critical: (String?, String?) = (nil, nil)
  ) -> BiomarkerType {
    BiomarkerType(
      id: id, code: code, nameEnglish: english, nameSpanish: spanish, unit: unit, decimals: decimals,
      reference: ReferenceInterval(low: low.flatMap { DecimalNumber($0) }, high: high.flatMap { DecimalNumber($0) }),
      criticalLow: critical.0.flatMap { DecimalNumber($0) }, criticalHigh: critical.1.flatMap { DecimalNumber($0) })
  }

  static let types: [BiomarkerType] = [
    type(1, "HBA1C", "HbA1c (NGSP)", "HbA1c (NGSP)", "%", 1, nil, "5.6", critical: (nil, "14")),
    type(2, "HBA1C_IFCC", "HbA1c (IFCC)", "HbA1c (IFCC)", "mmol/mol", 0, nil, "38"),
    type(3, "GLUCOSE_FASTING", "Fasting glucose", "Glucosa en ayunas", "mg/dL", 0, "70", "99", critical: ("46", "484")),
    type(20, "LDL", "LDL cholesterol", "Colesterol LDL", "mg/dL", 0, nil, "99"),
    type(25, "EGFR", "eGFR (CKD-EPI 2021)", "TFGe (CKD-EPI 2021)", "mL/min/{1.73_m2}", 0, "60", nil, critical: ("15", nil)),
    type(27, "POTASSIUM", "Potassium", "Potasio", "mmol/L", 1, "3.5", "5.1", critical: ("2.8", "6.2")),
    type(33, "HAEMOGLOBIN", "Haemoglobin", "Hemoglobina", "g/dL", 1, "12.0", "16.0", critical: ("6.6", "19.9")),
    type(37, "ESTRADIOL", "Estradiol", "Estradiol", "pg/mL", 0, nil, nil),
    type(
      6, "GLUCOSE_RANDOM_SI", "Random plasma glucose (SI)", "Glucosa plasmática al azar (SI)", "mmol/L", 1, "3.9", "11.0",
      critical: ("2.6", "26.9")),
  ]

  private static func readings(of type: BiomarkerType) -> [(Instant, String)] {
    switch type.code {
    case "HBA1C":
      [
        (Moments.at(2024, 12, 3), "6.4"), (Moments.at(2025, 2, 11), "6.6"), (Moments.at(2025, 4, 2), "6.6"),
        (Moments.at(2025, 7, 15), "7.1"), (Moments.at(2025, 10, 8), "7.9"), (Moments.at(2026, 3, 5), "7.5"),
        (Moments.at(2026, 6, 30), "8.5"), (Moments.at(2026, 11, 16), "14.2"),
      ]
    case "HBA1C_IFCC": [(Moments.at(2026, 6, 30), "69"), (Moments.at(2026, 11, 16), "132")]
    case "GLUCOSE_FASTING":
      [(Moments.at(2026, 3, 5), "120"), (Moments.at(2026, 6, 30), "171"), (Moments.at(2026, 11, 16), "205")]
    case "LDL": [(Moments.at(2025, 10, 8), "110"), (Moments.at(2026, 6, 30), "96"), (Moments.at(2026, 11, 16), "81")]
    case "EGFR": [(Moments.at(2025, 10, 8), "66"), (Moments.at(2026, 6, 30), "62"), (Moments.at(2026, 11, 16), "58")]
    case "POTASSIUM": [(Moments.at(2026, 11, 15, 20, 0), "3.6"), (Moments.at(2026, 11, 16), "2.7")]
    case "HAEMOGLOBIN": [(Moments.at(2026, 11, 16), "13.1")]
    case "ESTRADIOL": [(Moments.at(2026, 6, 30), "41"), (Moments.at(2026, 11, 16), "38")]
    default: (0..<14).map { (Moments.at(2026, 11, 6 + $0, 7, 30), "\(6 + $0 * 5 % 7).\($0 % 10)") }
    }
  }

  static func target(
    _ number: Int, type: BiomarkerType.ID, low: String?, high: String?, _ unit: String, _ start: CalendarDate, note: String?
  ) -> BiomarkerTarget {
    BiomarkerTarget(
      version: RecordVersion(id: FixedID.make(16, number), version: 1), type: type,
      content: BiomarkerTarget.Content(
        range: ReferenceInterval(low: low.flatMap { DecimalNumber($0) }, high: high.flatMap { DecimalNumber($0) }), unit: unit, startsOn: start,
        note: note),
      setBy: "Abena Osei", setAt: Moments.at(2025, 10, 14))
  }

  /// Of the first test, beside that of LDL.
  static func giveTarget(_ state: inout ClinicWorld.State, low: String? = nil, high: String? = "7.0") {
    state.charts[WorldPatients.first.id]?.targets.append(
      target(2, type: 1, low: low, high: high, "%", Moments.date(2025, 10, 1), note: "falls at night"))
  }

  static func series(of type: BiomarkerType) -> [BiomarkerResult] {
    readings(of: type).enumerated().compactMap { place, reading in
      guard let value = DecimalNumber(reading.1) else { return nil }
      return BiomarkerResult(
        id: FixedID.make(5, Int(type.id) * 100 + place), measuredAt: reading.0, value: value,
        flag: ResultFlag.classify(
          value, reference: type.reference, criticalLow: type.criticalLow, criticalHigh: type.criticalHigh),
        reference: type.reference, source: place % 4 == 3 ? "POINT_OF_CARE" : "LABORATORY",
        recordedBy: place % 3 == 0 ? "Nora Berg" : "Pilar Holm")
    }
  }
}

/// Prescriptions in every standing on 2026-11-21.
enum WorldPrescriptions {
  static let all: [Prescription] = [
    make(1, "metformin", "1000", "mg", "oral", "twice a day", Moments.date(2025, 10, 8), nil),
    make(2, "sitagliptin", "100", "mg", "oral", "once a day", Moments.date(2026, 3, 5), Moments.date(2026, 11, 25)),
    make(3, "atorvastatin", "20", "mg", "oral", "at night", Moments.date(2024, 2, 11), Moments.date(2027, 2, 10)),
    make(4, "insulin glargine", "14", "U", "subcutaneous", "at night", Moments.date(2026, 11, 16), Moments.date(2026, 11, 21)),
    make(
      5, "amoxicillin/clavulanic acid 875 mg/125 mg film-coated tablets", "1", "tablet", "oral", "every 8 hours",
      Moments.date(2026, 11, 1), Moments.date(2026, 11, 8)),
    make(6, "levothyroxine", "0.050", "mg", "oral", "in the morning", Moments.date(2026, 11, 24), nil),
    make(7, "ramipril", "2.50", "mg", "oral", "once a day", Moments.date(2024, 5, 1), Moments.date(2025, 5, 1), .completed),
    make(8, "ibuprofen", "600", "mg", "oral", "as needed", Moments.date(2026, 1, 10), Moments.date(2026, 1, 12), .cancelled),
    make(9, "enoxaparin", "40", "mg", "subcutaneous", "once a day", Moments.date(2026, 11, 10), Moments.date(2026, 11, 22)),
  ]

  private static func make(
    _ number: Int, _ medication: String, _ dose: String, _ unit: String, _ route: String, _ frequency: String,
    _ start: CalendarDate,
    _ end: CalendarDate?, _ status: Prescription.Status = .active
  ) -> Prescription {
    Prescription(
      id: FixedID.make(6, number), medication: medication, doseAmount: DecimalNumber(dose) ?? DecimalNumber(0), doseUnit: unit,
      route: route,
      frequency: frequency, startsOn: start, endsOn: end, status: status,
      prescriber: number % 2 == 0 ? "Tomás Lindqvist" : "Abena Osei")
  }
}

extension WorldCharts {
  /// More allergies than a line holds.
  static func giveManyAllergies(_ state: inout ClinicWorld.State) {
    state.charts[WorldPatients.first.id]?.allergies = .has([
      Allergy(substance: "Latex", severity: .mild), Allergy(substance: "Iodinated contrast", severity: .moderate),
      Allergy(substance: "Penicillin", severity: .severe), Allergy(substance: "Sulfonamides", severity: .moderate),
      Allergy(substance: "Peanut", severity: .severe), Allergy(substance: "Acetylsalicylic acid", severity: .mild),
    ])
  }
}
