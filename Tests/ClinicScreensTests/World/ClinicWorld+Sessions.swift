import ClinicModel

extension ClinicWorld {
  var sessions: Sessions {
    Sessions(
      site: { [self] in try answer(.site) { $0.site } },
      signIn: { [self] email, password in
        try answer(.signIn) { state in
          let staff = Staff.allCases.first { $0.login == email || $0.user.email == email }
          guard let staff, password == Self.password else { return .refused }
          state.signedIn = staff
          return .signedIn(staff.user)
        }
      },
      lock: { [self] in try answer(.lock) { _ in } },
      unlock: { [self] password in try answer(.unlock) { _ in password == Self.password } },
      signOut: { [self] in with { $0.signedIn = nil } },
      setLanguage: { _ in }, setTheme: { _ in })
  }

  var directory: PatientDirectory {
    PatientDirectory(
      search: { [self] text, ward in
        try answer(.search) { state in
          let found = state.patients.filter { WorldPatients.matches($0, text) && (ward == nil || $0.wardCode == ward) }
          return PatientDirectory.SearchAnswer(entries: Array(found.prefix(50)), hasMore: found.count > 50)
        }
      },
      myPatients: { [self] in
        try answer(.myPatients) { state in
          let due = WorldBoard.rows(of: state.patients.filter(\.hasReason), now: state.now)
          return state.patients.filter(\.hasReason).map { entry in
            let latest = state.charts[entry.id]?.latest.first.map { summary in
              WorkListEntry.LatestResult(
                nameEnglish: summary.type.nameEnglish, nameSpanish: summary.type.nameSpanish, value: summary.latest.value,
                unit: summary.type.unit, flag: summary.latest.flag, measuredAt: summary.latest.measuredAt)
            }
            return WorkListEntry(
              entry: entry, latest: latest, observations: due[entry.id]?.observations, waiting: due[entry.id]?.waiting, readAt: state.now,
              isNameHidden: state.hiddenNames.contains(entry.id))
          }
        }
      },
      wards: { [self] in try answer(.wards) { $0.wards } })
  }

  var charts: Charts {
    Charts(
      open: { _, _, _ in throw RepositoryError.unexpectedAnswer },
      series: { [self] patient, type, _ in
        try answer(.series) { $0.charts[patient]?.series[type] ?? [] }
      })
  }

  var completeCharts: CompleteCharts {
    CompleteCharts(
      open: { [self] patient, _, _ in try answer(.openChart) { try Self.chart(of: patient, $0) } },
      read: { [self] patient in try answer(.openChart) { try Self.chart(of: patient, $0) } })
  }

  private static func chart(of patient: PatientID, _ state: State) throws -> CompleteChart {
    guard let entry = state.patients.first(where: { $0.id == patient }) else {
      throw RepositoryError.refused(.noReasonForAccess)
    }
    let granted = state.mine.first { $0.patient == patient && $0.phase.isLive }
    guard entry.hasReason || granted != nil else { throw RepositoryError.refused(.noReasonForAccess) }
    let content = state.charts[patient] ?? WorldCharts.empty
    let chart = Chart(
      patient: entry, allergies: content.allergies, reason: entry.hasReason ? .ward : .grant,
      grantEndsAt: entry.hasReason ? nil : granted?.expiresAt, latest: content.latest, prescriptions: content.prescriptions,
      targets: content.targets, cautions: content.cautions, mergedNumbers: content.mergedNumbers, readAt: state.now)
    var complete = content.around(chart, rounds: state.rounds[patient] ?? [])
    complete.histories = state.sections.histories[patient] ?? []
    return complete
  }
}
