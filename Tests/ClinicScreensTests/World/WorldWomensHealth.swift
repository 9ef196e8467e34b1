import ClinicModel

/// Women's health of the invented clinic: one past her last period, one with cycles.
enum WorldWomensHealth {
  private static func recorded<Content>(_ number: Int, _ content: Content) -> WomensHealth.Recorded<Content> {
    WomensHealth.Recorded(
      version: RecordVersion(id: FixedID.make(9, number), version: 1), content: content, recordedBy: "Pilar Holm")
  }

  static let none = WomensHealth.Record(
    hormonalProfiles: [], menstrualCycles: [], pregnancies: [], menopause: [], hormonalTherapies: [])

  static let first: WomensHealth.Record = {
    var record = none
    record.menopause = [
      recorded(1, MenopauseStatus(assessedOn: Moments.date(2026, 4, 20), stage: .postmenopausal)),
      recorded(2, MenopauseStatus(assessedOn: Moments.date(2025, 5, 12), stage: .perimenopausal)),
    ]
    return record
  }()

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

  static let all: [PatientID: WomensHealth.Record] = [
    WorldPatients.first.id: first, WorldPatients.withSensor.id: withCycles,
  ]
}

extension ClinicWorld {
  var record: RecordRepositories {
    var record = RecordRepositories()
    record.womensHealth = WomensHealth(read: { [self] patient in
      try answer(.womensHealth) { $0.womensHealth[patient] ?? WorldWomensHealth.none }
    })
    return record
  }
}
