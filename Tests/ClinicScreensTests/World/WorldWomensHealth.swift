import ClinicModel

/// Women's health of the invented clinic, besides what its charts say: one with cycles.
enum WorldWomensHealth {
  private static func recorded<Content>(_ number: Int, _ content: Content) -> WomensHealth.Recorded<Content> {
    WomensHealth.Recorded(
      version: RecordVersion(id: FixedID.make(9, number), version: 1), content: content, recordedBy: "Pilar Holm")
  }

  static let none = WomensHealth.Record(
    hormonalProfiles: [], menstrualCycles: [], pregnancies: [], menopause: [], hormonalTherapies: [])

  static let withCycles: WomensHealth.Record = {
    var record = none
    record.menstrualCycles = [
      recorded(3, MenstrualCycle(startedOn: Moments.date(2026, 11, 18), periodDays: 5)),
      recorded(4, MenstrualCycle(startedOn: Moments.date(2026, 10, 21), periodDays: 4, cycleDays: 28)),
    ]
    return record
  }()

  /// Pregnant since the autumn.
  static let pregnant: WomensHealth.Record = {
    var record = none
    record.pregnancies = [recorded(5, Pregnancy(lastPeriodOn: Moments.date(2026, 8, 30), outcome: .ongoing))]
    return record
  }()

  /// Of those whose charts say nothing else.
  static let all: [PatientID: WomensHealth.Record] = [WorldPatients.withSensor.id: withCycles]
}

extension ClinicWorld {
  var seriesReadings: SeriesReadings {
    SeriesReadings(
      details: { [self] patient, type, _ in
        try answer(.series) { WorldCharts.details($0.charts[patient]?.series[type] ?? []) }
      },
      measurable: { WorldCharts.measurable },
      devices: { [self] patient, type, since in
        try answer(.series) { state in
          (state.charts[patient]?.series[type] ?? []).filter { $0.measuredAt >= since }.map {
            DeviceReading(at: $0.measuredAt, value: $0.value, device: "Sensor 1")
          } + state.secondSensor
        }.sorted { $0.at < $1.at }
      })
  }
}

extension WorldCharts {
  static let measurable = types.map {
    MeasurableBiomarker(type: $0, plausible: DecimalNumber(significand: 1, scale: 1).map { $0...DecimalNumber(2000) } ?? DecimalNumber(0)...DecimalNumber(2000))
  }

  /// Newest first, with circumstances; of the third newest an older version that was wrong.
  static func details(_ results: [BiomarkerResult]) -> [BiomarkerDetail] {
    results.reversed().enumerated().flatMap { place, result -> [BiomarkerDetail] in
      var detail = BiomarkerDetail(result: result, version: 1)
      detail.context.meal = place % 2 == 0 ? .fasting : nil
      guard place == 2 else { return [detail] }
      detail.version = 2
      detail.reason = "copied from the line above"
      var wrong = result
      wrong.value = DecimalNumber(99)
      return [detail, BiomarkerDetail(result: wrong, version: 1, state: .superseded)]
    }
  }

  /// Four days of a second sensor, seven minutes after the first.
  static let secondSensor: [DeviceReading] = (0..<4 * 96).map { place in
    DeviceReading(
      at: Moments.at(2026, 11, 16, 0, 7).adding(seconds: Int64(place * 900)), value: DecimalNumber(120 + place * 13 % 40), device: "Sensor 2")
  }
}
