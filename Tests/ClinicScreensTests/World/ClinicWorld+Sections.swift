import ClinicModel

/// The record's own repositories, as far as the screens use them.
extension ClinicWorld {
  var recordRepositories: RecordRepositories {
    var record = RecordRepositories()
    record.charts = completeCharts
    record.womensHealth = womensHealth
    record.programmes = programmes
    record.customFields = customFields
    record.accessLog = AccessLog(whoSawNewest: { [self] patient, _, from, to, skipped, limit in
      try answer(.accessLog) { state in
        let all = patient == WorldPatients.first.id ? state.accesses : []
        return Array(all.filter { entry in from.map { entry.at >= $0 } ?? true && entry.at <= to }.dropFirst(skipped).prefix(limit))
      }
    })
    return record
  }

  private var womensHealth: WomensHealth {
    let empty = WomensHealth.Record(hormonalProfiles: [], menstrualCycles: [], pregnancies: [], menopause: [], hormonalTherapies: [])
    return WomensHealth(
      read: { [self] patient in try answer(.womensHealth) { $0.charts[patient]?.record.women ?? empty } },
      record: { [self] _, _, _ in try answer(.writeRecord) { _ in WorldSections.version(99) } },
      correct: { [self] _, _, version, _, _ in
        try answer(.writeRecord) { _ in RecordVersion(id: version.id, version: version.version + 1) }
      })
  }

  private var programmes: Programmes {
    Programmes(
      catalogue: { WorldSections.catalogue },
      isEligible: { [self] patient, _ in
        try answer(.womensHealth) { state in
          guard let entry = state.patients.first(where: { $0.id == patient }) else { return false }
          let age = entry.birthDate.age(on: Moments.date(2026, 11, 21))
          return entry.sex == .female && (29...69).contains(age) && state.charts[patient]?.record.diabetes?.content.kind == .type2
        }
      },
      recordDiabetes: { [self] _, _, _ in try answer(.writeRecord) { _ in WorldSections.version(60) } },
      enrol: { [self] _, patient, code in
        try answer(.writeRecord) { state in
          var enrolment = WorldSections.enrolment
          enrolment.state = state.signedIn == .doctor ? .enrolled : .eligible
          state.charts[patient]?.record.programmes = [enrolment]
          return .saved(Programmes.Enrolled(version: enrolment.version, state: enrolment.state))
        }
      },
      confirm: { [self] _, _, _, version, _ in
        try answer(.writeRecord) { _ in .saved(Programmes.Enrolled(version: version, state: .enrolled)) }
      },
      withdraw: { [self] _, _, version, _ in try answer(.writeRecord) { _ in version } })
  }

  private var customFields: CustomFields {
    CustomFields(
      definitions: { [self] in with { $0.fieldDefinitions } },
      choices: { _ in WorldSections.choices },
      values: { [self] subject in
        try answer(.customFields) { state in
          guard subject.entity == .patient else { return subject.entity == .consultation ? WorldSections.ofConsultation : [] }
          return state.charts[subject.patient]?.record.fields ?? []
        }
      },
      record: { [self] _, _, _, _ in try answer(.writeRecord) { _ in WorldSections.version(98) } },
      change: { [self] _, _, _, version, _, _ in try answer(.writeRecord) { _ in version } })
  }
}
