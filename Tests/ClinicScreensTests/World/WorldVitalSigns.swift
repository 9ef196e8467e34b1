import ClinicModel

/// Rounds of observations of the invented clinic: of the first patient several, of the others none.
enum WorldVitalSigns {
  static let limits = VitalSignLimits([
    limit(.respiratoryRate, "/min", 1, 80, 6, 40), limit(.oxygenSaturation, "%", 50, 100, 80, nil),
    limit(.oxygenFlow, "L/min", 0, 80, nil, 15, decimals: 1), limit(.systolic, "mm[Hg]", 30, 300, 70, 230),
    limit(.diastolic, "mm[Hg]", 10, 200, 30, 130), limit(.pulse, "/min", 10, 300, 35, 180),
    limit(.temperature, "Cel", 25, 45, 34, 41, decimals: 1), limit(.weight, "kg", 20, 350, nil, nil, decimals: 1),
    limit(.height, "cm", 100, 230, nil, nil, decimals: 1), limit(.waist, "cm", 40, 200, nil, nil, decimals: 1),
    limit(.pain, "{score}", 0, 10, nil, nil), limit(.comaScale, "{score}", 3, 15, nil, nil),
  ])

  private static func limit(
    _ sign: VitalSign, _ unit: String, _ low: Int, _ high: Int, _ confirmLow: Int?, _ confirmHigh: Int?, decimals: Int = 0
  ) -> VitalSignLimit {
    VitalSignLimit(
      sign: sign, unit: unit, nameEnglish: sign.rawValue, nameSpanish: sign.rawValue, decimals: decimals,
      hardLow: DecimalNumber(low), hardHigh: DecimalNumber(high), confirmLow: confirmLow.map { DecimalNumber($0) },
      confirmHigh: confirmHigh.map { DecimalNumber($0) })
  }

  /// "16 97 air 128/76 82 A 36.8"
  static func values(_ text: String) -> VitalSignValues {
    let words = text.split(separator: " ").map(String.init)
    var values = VitalSignValues()
    func number(_ text: Substring) -> VitalSignValue? { DecimalNumber(text).map { .number($0) } }
    values[.respiratoryRate] = number(words[0][...])
    values[.oxygenSaturation] = number(words[1][...])
    values[.onOxygen] = words[2] == "-" ? nil : .oxygen(words[2] == "O2")
    let pressure = words[3].split(separator: "/")
    values[.systolic] = pressure.first.flatMap { number($0) }
    values[.diastolic] = pressure.count > 1 ? number(pressure[1]) : nil
    values[.pulse] = number(words[4][...])
    values[.consciousness] = Consciousness(rawValue: words[5]).map { .consciousness($0) }
    values[.temperature] = number(words[6][...])
    return values
  }

  private static func round(
    _ number: Int, _ hoursAgo: Int, _ text: String, version: Int = 1, by name: String = "Nora Berg", reason: String? = nil
  ) -> VitalSignsRound {
    let values = values(text)
    let score = News2(values, scale: .one)
    let measuredAt = Moments.minutesAgo(hoursAgo * 60)
    var escalation: Escalation?
    if let level = score.level, level.asksForSomebody {
      escalation = Escalation(id: FixedID.make(9, number), level: level, raisedAt: measuredAt)
    }
    return VitalSignsRound(
      id: FixedID.make(8, number), version: version, measuredAt: measuredAt, values: values, total: score.total, level: score.level,
      correctionReason: reason, recordedBy: FixedID.make(1, name == "Nora Berg" ? 0 : 1), recordedByName: name, recordedAt: measuredAt,
      escalation: escalation)
  }

  static let first: [VitalSignsRound] = {
    var corrected = round(2, 8, "18 96 air 131/80 92 A 37.2", version: 2, reason: "typing error")
    corrected.earlier = [round(2, 8, "18 96 air 131/80 29 A 37.2")]
    var answered = round(4, 20, "25 92 O2 98/60 115 A 38.5", by: "Abena Osei")
    answered.escalation?.action = .escalated
    answered.escalation?.answer = "Tomás Lindqvist, extension 4471"
    answered.escalation?.answeredBy = "Abena Osei"
    answered.escalation?.answeredAt = Moments.minutesAgo(20 * 60 - 6)
    return [
      round(1, 4, "16 97 air 128/76 82 A 36.8"), corrected, round(3, 14, "22 94 air 105/62 95 A 38.3"), answered,
      round(5, 26, "18 97 air 120/70 - A 36.9"),
    ]
  }()
}

extension WorldVitalSigns {
  /// A doctor decided on the scale of the first patient last week.
  static func decideScale(_ state: inout ClinicWorld.State) {
    let decision = SpO2ScaleDecision(
      scale: .two, reason: "COPD, retains CO2, target 88-92 %", setBy: "Abena Osei", setAt: Moments.at(2026, 11, 14))
    state.scales[WorldPatients.first.id] = [decision]
  }

  /// A glucose of the first patient, checked and not signed two minutes ago at another terminal.
  static func leaveGlucose(_ state: inout ClinicWorld.State) {
    let then = String(Moments.minutesAgo(2).microseconds)
    let content = [
      "step": "review", "text": "5.6", "unit": "mmol/L", "value": "5.6", "value_unit": "mmol/L", "typed_at": then, "measured_at": then,
      "key": UniqueID(high: 1, low: 2).description, "edited_at": then,
    ]
    state.begunDrafts["nurse"] = Draft(
      content: Dictionary(uniqueKeysWithValues: content.map { ("glucose/\(WorldPatients.first.id)/\($0.key)", $0.value) }),
      savedAt: Moments.minutesAgo(2))
  }

  /// A request for emergency access to somebody else's chart, begun two minutes ago at another terminal.
  static func leaveRequest(_ state: inout ClinicWorld.State) {
    let stranger = WorldPatients.stranger
    let content = [
      "record_number": stranger.recordNumber.description, "reason": "Found uncon", "hours": "1", "scope": "FULL",
      "reason_class": "LIFE_THREAT", "edited_at": String(Moments.minutesAgo(2).microseconds),
    ]
    state.begunDrafts["nurse"] = Draft(
      content: Dictionary(uniqueKeysWithValues: content.map { ("emergency/\(stranger.id)/\($0.key)", $0.value) }),
      savedAt: Moments.minutesAgo(2))
  }

  /// A round of the first patient, begun two minutes ago at another terminal: four of its eight values.
  static func leaveDraft(_ state: inout ClinicWorld.State) {
    let patient = WorldPatients.first.id
    let content = ["respiratory_rate": "16", "spo2": "97", "on_oxygen": "a", "systolic": "128",
      "edited_at": String(Moments.minutesAgo(2).microseconds)]
    state.begunDrafts["nurse"] = Draft(
      content: Dictionary(uniqueKeysWithValues: content.map { ("round/\(patient)/\($0.key)", $0.value) }),
      savedAt: Moments.minutesAgo(2))
  }
}

/// What arrived of a glucose, also where the answer is lost.
struct SentGlucose: Hashable, Sendable {
  var key: UniqueID
  var value: Glucose
  var measuredAt: Instant
}

extension ClinicWorld {
  var vitalSigns: VitalSigns {
    VitalSigns(
      read: { [self] patient in
        try answer(.readVitals) { state in
          let decision = state.scales[patient]?.first
          return VitalSignsChart(
            rounds: state.rounds[patient] ?? [], scale: decision?.scale ?? .one, scaleDecision: decision, limits: WorldVitalSigns.limits,
            readAt: state.now)
        }
      },
      record: { [self] _, round, confirmed in
        try answer(.recordVitals) { state in
          let score = News2(round.values, scale: .one)
          let number = 100 + state.calls.count
          var stored = VitalSignsRound(
            id: FixedID.make(8, number), measuredAt: round.measuredAt, values: round.values, total: score.total, level: score.level,
            isConfirmed: confirmed, recordedBy: FixedID.make(1, 0), recordedByName: "Nora Berg", recordedAt: state.now)
          if let level = score.level, level.asksForSomebody {
            stored.escalation = Escalation(id: FixedID.make(9, number), level: level, raisedAt: state.now)
          }
          state.rounds[round.patient, default: []].insert(stored, at: 0)
          return .saved(VitalSigns.Saved(total: score.total, level: score.level, escalation: stored.escalation?.id))
        }
      },
      correct: { [self] _, correction, _ in
        try answer(.correctVitals) { state in
          for patient in state.rounds.keys {
            guard let place = state.rounds[patient]?.firstIndex(where: { $0.id == correction.record }),
              var now = state.rounds[patient]?[place]
            else { continue }
            now.earlier.insert(now, at: 0)
            now.values = correction.values
            now.version += 1
            now.correctionReason = correction.reason
            now.total = News2(now.values, scale: .one).total
            now.level = News2(now.values, scale: .one).level
            state.rounds[patient]?[place] = now
            return .saved(VitalSigns.Saved(total: now.total, level: now.level, escalation: nil))
          }
          throw RepositoryError.changedMeanwhile
        }
      },
      answerEscalation: { [self] id, action, text in
        try answer(.escalate) { state in
          for patient in state.rounds.keys {
            for place in state.rounds[patient]?.indices ?? 0..<0 where state.rounds[patient]?[place].escalation?.id == id {
              state.rounds[patient]?[place].escalation?.action = action
              state.rounds[patient]?[place].escalation?.answer = text
              state.rounds[patient]?[place].escalation?.answeredBy = "Nora Berg"
              state.rounds[patient]?[place].escalation?.answeredAt = state.now
            }
          }
          return true
        }
      })
  }

  var bedsideGlucose: BedsideGlucose {
    BedsideGlucose(
      record: { [self] key, _, value, measuredAt, confirmed in
        with { $0.sentGlucose.append(SentGlucose(key: key, value: value, measuredAt: measuredAt)) }
        return try answer(.recordGlucose) { _ in
          guard value.hypoglycaemia == .level2 else { return .saved(FixedID.make(5, 9999), version: 1, .normal) }
          return confirmed ? .saved(FixedID.make(5, 9999), version: 1, .criticalLow) : .confirm
        }
      },
      acknowledge: { [self] _, _, _, _, _, _ in try answer(.acknowledgeGlucose) { _ in true } })
  }
}
