import ClinicModel

/// What is due at the beds of the world: one of each kind, the most urgent for the first by name, so that both orders are the same.
enum WorldBoard {
  static func rows(of patients: [DirectoryEntry], now: Instant) -> [PatientID: (observations: DueObservations, waiting: WaitingWork)] {
    let ordered = patients.sorted { ListOrder($0.name.listed) < ListOrder($1.name.listed) }
    return Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1.id, row($0, now: now)) })
  }

  private static func row(_ place: Int, now: Instant) -> (DueObservations, WaitingWork) {
    func before(_ minutes: Int64) -> Instant { now.adding(seconds: -minutes * 60) }
    return switch place {
    case 0:
      (
        DueObservations(roundAt: before(25), total: 11, level: .high, rule: .level(.high), dueAt: before(25)),
        WaitingWork(escalation: .high, escalatedAt: before(24), dosesDue: 2, dosesOverdue: 1, nextDoseAt: before(90))
      )
    case 1:
      (
        DueObservations(roundAt: before(130), total: 6, level: .medium, rule: .level(.medium), dueAt: before(70)),
        WaitingWork(escalation: .medium, escalatedAt: before(129), criticalResults: 1, criticalSince: before(40))
      )
    case 2: (DueObservations(roundAt: before(300), level: .incomplete, rule: .incomplete, dueAt: before(300)), WaitingWork())
    case 3:
      (
        DueObservations(roundAt: before(380), total: 1, level: .low, rule: .level(.low), dueAt: before(20)),
        WaitingWork(dosesDue: 1, nextDoseAt: before(-20))
      )
    case 4: (DueObservations(rule: .first), WaitingWork(dosesToCheck: 1))
    case 5:
      (DueObservations(roundAt: before(35), total: 3, level: .singleThree, rule: .level(.singleThree), dueAt: before(-25)), WaitingWork())
    case 6:
      (DueObservations(roundAt: before(95), total: 0, level: News2.Level.none, rule: .level(.none), dueAt: before(-625)), WaitingWork())
    default: (DueObservations(roundAt: before(60), exclusion: .pregnancy, rule: .excluded), WaitingWork())
    }
  }
}
