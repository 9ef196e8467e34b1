import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// The facts of each block of the summary, the most important first.
@UIActor
struct SummaryWords {
  let model: SummaryModel
  let context: DrawContext

  private typealias Item = SummaryFlow.Item
  private var wording: Wording { context.wording }

  func items(_ block: SummaryModel.Block) -> [SummaryFlow.Item] {
    switch block {
    case .waiting: waiting
    case .tasks: tasks
    case .vitalSigns: vitalSigns
    case .allergies: allergies
    case .problems: problems
    case .medicines: medicines
    case .treatments: model.treatments.map { Item(treatment($0)) }
    case .results: results
    case .tests: tests
    case .consultations: consultations
    case .programme: programme
    }
  }

  private var waiting: [SummaryFlow.Item] {
    let escalations = (model.complete?.openEscalations ?? []).map { escalation in
      Item(
        "! NEWS2 \(wording(.level(escalation.level))), \(age(escalation.raisedAt)): "
          + wording(Message(en: "nobody has answered", es: "nadie ha respondido")), role: .danger)
    }
    let count = model.reportsToReview.count
    let reports = Message(
      en: "! Reports that no doctor has read: \(count)", es: "! Informes que ningún médico ha leído: \(count)")
    return escalations + (count > 0 ? [Item(wording(reports), role: .danger)] : [])
  }

  /// "! wound check: from Abena Osei, until 18:00, not taken"; what she handed over herself is "for" somebody.
  private var tasks: [SummaryFlow.Item] {
    if model.isTasksUnread {
      return [Item(wording(Message(en: "! not read: there may be tasks", es: "! sin leer: puede haber tareas")), role: .danger)]
    }
    return (model.tasks ?? []).map { task in
      let (until, from, to) = (end(task), task.from, task.to)
      let who =
        task.isMineToDo
        ? Message(en: "from \(from), until \(until)", es: "de \(from), hasta \(until)")
        : Message(en: "for \(to), until \(until)", es: "para \(to), hasta \(until)")
      guard task.takenAt == nil else { return Item("\(task.what): \(wording(who))", role: .textStrong) }
      let waits = wording(Message(en: "not taken", es: "sin aceptar"))
      return Item("! \(task.what): \(wording(who)), \(waits)", role: .danger)
    }
  }

  /// The hour of today or, since a task lasts a day at most, of tomorrow.
  private func end(_ task: PatientTask) -> String {
    let local = context.clock.local(task.endsAt)
    let tomorrow = Message(en: "tomorrow \(local.clock)", es: "mañana \(local.clock)")
    return local.date == context.clock.local(context.now).date ? local.clock : wording(tomorrow)
  }

  // MARK: Observations

  private var vitalSigns: [SummaryFlow.Item] {
    guard let round = model.rounds.first else { return none(Message(en: "no round recorded", es: "ninguna toma anotada")) }
    let level = News2.Level(rawValue: round.level?.rawValue ?? "")
    let role: Role = level?.isRed == true ? .flagCriticalHigh : level == .medium ? .flagHigh : .textStrong
    let score = (round.news2.map { "NEWS2 \($0) " } ?? "NEWS2 ") + wording(.level(level))
    let words = round.exclusion.map { wording(.exclusion($0)) } ?? score
    var items = [Item(words, role: role), Item(age(round.measuredAt), role: isOld(round) ? .danger : .text)]
    items += values(round).map { Item($0) }
    return items
  }

  /// More than a round of the day is missing: the next one is due within 12 hours at the latest.
  private func isOld(_ round: ChartVitalSigns) -> Bool { context.now.seconds(since: round.measuredAt) > 12 * 3600 }

  private func values(_ round: ChartVitalSigns) -> [String] {
    let oxygen = round.onOxygen.map { wording($0 ? Message(en: "on oxygen", es: "con oxígeno") : Message(en: "air", es: "aire")) }
    let pressure = round.systolic.map { high in
      "\(wording(Message(en: "BP", es: "TA"))) \(high)/\(round.diastolic.map(String.init) ?? "-")"
    }
    let temperature = round.temperature.map { "\(wording.number($0, decimals: 1)) \u{00B0}C" }
    return [
      round.respiratoryRate.map { "\(wording(Message(en: "resp", es: "FR"))) \($0)" },
      round.oxygenSaturation.map { "SpO2 \($0) %" },
      oxygen, pressure, round.pulse.map { "\(wording(Message(en: "pulse", es: "pulso"))) \($0)" },
      round.consciousness.map { "ACVPU \($0.rawValue)" }, temperature,
    ].compactMap { $0 }
  }

  /// "35 min ago", "4 h ago", "3 d ago": the age of a value, the moment itself being in its section.
  private func age(_ instant: Instant) -> String {
    let minutes = max(0, context.now.seconds(since: instant) / 60)
    let text = minutes < 120 ? "\(minutes) min" : minutes < 48 * 60 ? "\(minutes / 60) h" : "\(minutes / 1440) d"
    return wording(Message(en: "\(text) ago", es: "hace \(text)"))
  }

  // MARK: What is there

  private var allergies: [SummaryFlow.Item] {
    guard let status = model.complete?.chart.allergies else { return [] }
    guard case .has(let list) = status else {
      return [Item(wording(.allergyState(status)), role: status == .noneKnown ? .text : .danger)]
    }
    return list.sorted { $0.severity > $1.severity }.map { allergy in
      let reaction = allergy.reaction.map { ": \($0)" } ?? ""
      return Item(
        "\(allergy.substance) (\(wording(.severity(allergy.severity))))\(reaction)",
        role: allergy.severity == .severe ? .danger : .textStrong)
    }
  }

  private var problems: [SummaryFlow.Item] {
    let others = model.otherHistories
    let rest =
      others > 0
      ? [Item(wording(Message(en: "other histories: \(others)", es: "otros antecedentes: \(others)")), role: .textMuted)] : []
    guard !model.problems.isEmpty else {
      return none(Message(en: "no active problem recorded", es: "ningún problema activo anotado")) + rest
    }
    return model.problems.map { problem in
      let content = problem.content
      let code = content.icd10.map { " \($0)" } ?? ""
      let onset = content.onset.map { " (\($0.on.year))" } ?? ""
      let doubt = content.verification == .confirmed ? "" : " ?"
      return Item(content.title + code + onset + doubt)
    } + rest
  }

  private var medicines: [SummaryFlow.Item] {
    let medicines = model.medicines
    guard !medicines.isEmpty else { return none(Message(en: "none in force", es: "ninguno en vigor")) }
    let units = wording(Message(en: "units", es: "unidades"))
    return medicines.map { prescription, standing in
      let dose = prescription.dose(mark: wording.decimalMark, units: units)
      // The same medicine under two numbers is two prescriptions in force.
      let under = prescription.mergedNumber.map { " (" + wording(.underNumber($0)) + ")" } ?? ""
      let text = "\(prescription.medication) \(dose) \(wording(.term(prescription.frequency)))\(under)"
      switch standing {
      case .ending, .endedNotClosed, .onHold:
        return Item("\(text) [\(wording(.standing(standing, prescription.status)))]", role: .danger)
      case .notStarted: return Item("\(text) [\(wording(.standing(standing, prescription.status)))]")
      default: return Item(text)
      }
    }
  }

  private func treatment(_ treatment: Treatment) -> String {
    let what = [treatment.content.medication, treatment.content.dosage].compactMap { $0 }.joined(separator: " ")
    return what.isEmpty ? wording(.treatmentWord(treatment.kind)) : "\(wording(.treatmentWord(treatment.kind))): \(what)"
  }

  private var results: [SummaryFlow.Item] {
    let results = model.results
    guard !results.isEmpty else { return none(Message(en: "none recorded", es: "ninguno anotado")) }
    return results.map { summary in
      let (type, latest) = (summary.type, summary.latest)
      let value = wording.number(latest.value, decimals: type.decimals)
      let flag = latest.flag == .normal ? "" : " " + wording(.flag(latest.flag))
      return Item(
        "\(type.name(in: wording.language)) \(value) \(Unit.text(type.unit))\(flag) \(age(latest.measuredAt))",
        role: latest.flag == .normal || latest.flag == .unclassified ? .text : .flag(latest.flag))
    }
  }

  private var tests: [SummaryFlow.Item] {
    let (waiting, reports) = (model.testsWaiting, model.complete?.reports ?? [])
    var items = waiting.map { test in
      let urgent = test.request.priority == .routine ? "" : " !"
      return Item(test.request.name + urgent + wording(Message(en: " (no result yet)", es: " (sin resultado)")))
    }
    if let report = reports.first { items.append(Item("\(report.title) \(report.reportOn)", role: .textMuted)) }
    return items.isEmpty ? none(Message(en: "none waiting", es: "ninguna pendiente")) : items
  }

  private var consultations: [SummaryFlow.Item] {
    var items: [SummaryFlow.Item] = []
    if let last = model.lastConsultation { items.append(Item(wording(Message(en: "last ", es: "última ")) + slot(last))) }
    if let next = model.nextConsultation { items.append(Item(wording(Message(en: "next ", es: "próxima ")) + slot(next))) }
    return items.isEmpty ? none(Message(en: "none recorded", es: "ninguna anotada")) : items
  }

  private func slot(_ consultation: Consultation) -> String {
    "\(context.clock.local(consultation.startsAt).date) \(consultation.practitionerName)"
  }

  private var programme: [SummaryFlow.Item] {
    guard let complete = model.complete else { return [] }
    // Consent stands in the banner.
    let diabetes = complete.diabetes.map { diagnosis in
      wording(.diabetes(diagnosis.content.kind)) + (diagnosis.mergedNumber.map { " (" + wording(.underNumber($0)) + ")" } ?? "")
    }
    return [Item(wording(.programmeState(complete.programmes))), Item(diabetes ?? "")]
  }

  private func none(_ message: Message) -> [SummaryFlow.Item] { [Item(wording(message), role: .textMuted)] }
}

extension Message {
  static func block(_ block: SummaryModel.Block) -> Message {
    switch block {
    case .waiting: Message(en: "WAITING", es: "PENDIENTE")
    case .tasks: Message(en: "Tasks", es: "Tareas")
    case .vitalSigns: Message(en: "Vital signs", es: "Constantes")
    case .allergies: Message(en: "Allergies", es: "Alergias")
    case .problems: Message(en: "Problems", es: "Problemas")
    case .medicines: Message(en: "Medicines", es: "Medicamentos")
    case .treatments: Message(en: "Treatments", es: "Tratamientos")
    case .results: Message(en: "Results", es: "Resultados")
    case .tests: Message(en: "Tests, reports", es: "Pruebas")
    case .consultations: Message(en: "Consultations", es: "Consultas")
    case .programme: Message(en: "Programme", es: "Programa")
    }
  }

  static func treatmentWord(_ kind: Treatment.Kind) -> Message {
    switch kind {
    case .diet: Message(en: "diet", es: "dieta")
    case .exercise: Message(en: "exercise", es: "ejercicio")
    case .education: Message(en: "education", es: "educación")
    case .device: Message(en: "device", es: "dispositivo")
    case .surgery: Message(en: "surgery", es: "cirugía")
    case .psychological: Message(en: "psychological", es: "psicológico")
    case .medicineHistory: Message(en: "taken elsewhere", es: "tomado en otro sitio")
    case .other: Message(en: "other treatment", es: "otro tratamiento")
    }
  }

  /// As in the banner, without its title.
  static func allergyState(_ status: AllergyStatus) -> Message {
    switch status {
    case .notAsked: Message(en: "NOT ASKED", es: "NO PREGUNTADO")
    case .notObtainable: Message(en: "not obtainable", es: "no se pudo preguntar")
    case .noneKnown, .has: Message(en: "none known", es: "ninguna conocida")
    }
  }
}
