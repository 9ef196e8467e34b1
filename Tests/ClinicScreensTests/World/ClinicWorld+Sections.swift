import ClinicModel

/// The record's own repositories, as far as the screens use them.
extension ClinicWorld {
  var recordRepositories: RecordRepositories {
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
    record.womensHealth = womensHealth
    record.series = seriesReadings
    record.targets = targets
    record.programmes = programmes
    record.oxygenScales = oxygenScales
    record.customFields = customFields
    record.tasks = PatientTasks(mine: { [self] in try answer(.tasks) { $0.tasks } })
    record.accessLog = AccessLog(whoSawNewest: { [self] patient, _, from, to, skipped, limit in
      try answer(.accessLog) { state in
        let all = patient == WorldPatients.first.id ? state.accesses : []
        return Array(all.filter { entry in from.map { entry.at >= $0 } ?? true && entry.at <= to }.dropFirst(skipped).prefix(limit))
      }
    })
    return record
  }

  private var womensHealth: WomensHealth {
    WomensHealth(
      read: { [self] patient in
        try answer(.womensHealth) { $0.womensHealth[patient] ?? $0.charts[patient]?.record.women ?? WorldWomensHealth.none }
      },
      record: { [self] key, patient, fact in try store(key, "fact \(patient) \(fact)") { _ in WorldFacts.version(99) } },
      correct: { [self] key, _, version, fact, reason in
        try store(key, "fact \(version) \(fact) \(reason)") { _ in RecordVersion(id: version.id, version: version.version + 1) }
      })
  }

  private var targets: BiomarkerTargets {
    BiomarkerTargets(
      list: { [self] patient in try answer(.series) { $0.charts[patient]?.targets ?? [] } },
      set: { [self] key, patient, type, content in try store(key, "target \(patient) \(type) \(content)") { _ in WorldFacts.version(97) } },
      change: { [self] key, _, version, type, content, reason in
        try store(key, "target \(version) \(type) \(content) \(reason)") { _ in RecordVersion(id: version.id, version: version.version + 1) }
      },
      end: { [self] key, _, version, reason, isInError in
        try store(key, "target \(version) \(reason) \(isInError)") { _ in RecordVersion(id: version.id, version: version.version + 1) }
      })
  }

  /// The database keeps no key of a decision: two of them are two rows.
  private var oxygenScales: SpO2Scales {
    SpO2Scales(
      decisions: { [self] patient in with { $0.scales[patient] ?? [] } },
      set: { [self] patient, scale, reason in
        try store(.random(), "scale \(patient) \(scale) \(reason)") { state in
          let decision = SpO2ScaleDecision(
            scale: scale, reason: reason, setBy: state.signedIn?.name ?? "", setAt: state.now.adding(seconds: 1))
          state.scales[patient, default: []].insert(decision, at: 0)
        }
      })
  }

  private var programmes: Programmes {
    Programmes(
      catalogue: { WorldFacts.catalogue },
      isEligible: { [self] patient, _ in
        try answer(.womensHealth) { state in
          guard let entry = state.patients.first(where: { $0.id == patient }) else { return false }
          let age = entry.birthDate.age(on: Moments.date(2026, 11, 21))
          return entry.sex == .female && (29...69).contains(age) && state.charts[patient]?.record.diabetes?.content.kind == .type2
        }
      },
      diabetes: { [self] patient in try answer(.womensHealth) { $0.charts[patient]?.record.diabetes } },
      recordDiabetes: { [self] key, patient, content in try store(key, "diabetes \(patient) \(content)") { _ in WorldFacts.version(60) } },
      correctDiabetes: { [self] key, _, version, content, reason in
        try store(key, "diabetes \(version) \(content) \(reason)") { _ in RecordVersion(id: version.id, version: version.version + 1) }
      },
      enrolments: { [self] patient in try answer(.womensHealth) { $0.charts[patient]?.record.programmes ?? [] } },
      enrol: { [self] key, patient, code in
        try store(key, "enrol \(patient) \(code)") { state in
          var enrolment = WorldFacts.enrolment
          enrolment.state = state.signedIn == .doctor ? .enrolled : .eligible
          state.charts[patient]?.record.programmes = [enrolment]
          return .saved(Programmes.Enrolled(version: enrolment.version, state: enrolment.state))
        }
      },
      confirm: { [self] key, _, _, version, reason in
        try store(key, "confirm \(version) \(reason)") { _ in .saved(Programmes.Enrolled(version: version, state: .enrolled)) }
      },
      withdraw: { [self] key, _, version, reason in try store(key, "withdraw \(version) \(reason)") { _ in version } })
  }

  private var customFields: CustomFields {
    CustomFields(
      definitions: { [self] in with { $0.fieldDefinitions } },
      choices: { _ in WorldFacts.choices },
      values: { [self] subject in
        try answer(.customFields) { state in
          guard subject.entity == .patient else { return subject.entity == .consultation ? WorldFacts.ofConsultation : [] }
          return state.charts[subject.patient]?.record.fields ?? []
        }
      },
      record: { [self] key, subject, field, value in try store(key, "field \(subject) \(field) \(value)") { _ in WorldFacts.version(98) } },
      change: { [self] key, _, _, version, value, reason in
        try store(key, "field \(version) \(String(describing: value)) \(reason)") { _ in version }
      })
  }
}
