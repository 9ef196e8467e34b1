import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// Who the screen is about, on every screen with clinical content: two identifiers, age, allergies, what to beware of, programme
/// and
/// consent. Never scrolls away.
@UIActor
struct PatientBanner {
  let chart: ChartModel

  /// The most rows that allergies take where they need rows of their own; the severest come first.
  private static let mostAllergyRows = 5

  /// Rows the banner takes in this width: what does not fit beside the identifiers gets rows of its own rather than be cut, a
  /// live
  /// emergency access its own.
  func height(width: Int, _ glyphs: GlyphSet, _ wording: Wording) -> Int {
    1 + rows(width, glyphs, wording).count + (chart.chart?.grantEndsAt == nil ? 0 : 1)
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    guard let patient = chart.patient else { return }
    let wording = context.wording
    let place = [patient.wardCode, patient.bed].compactMap { $0 }.joined(separator: " ")
    var parts = identity(patient, context)
    if let allergies = allergyPart(wording), fitsBeside(allergies, area.width, canvas.glyphs) { parts.append(allergies) }
    Banner(parts, trailing: [Banner.Part(place, role: .bannerPatient, dropOrder: 1)], role: .bannerPatient).draw(
      on: &canvas, in: area.row(0))
    for (index, row) in rows(area.width, canvas.glyphs, wording).enumerated() {
      Banner(row, role: .bannerPatient).draw(on: &canvas, in: area.row(1 + index))
    }
    drawEmergency(on: &canvas, area.row(area.height - 1), context)
  }

  private func identity(_ patient: DirectoryEntry, _ context: DrawContext) -> [Banner.Part] {
    let wording = context.wording
    let age = wording(.age(patient.birthDate.age(on: context.today)))
    return [
      Banner.Part(patient.name.listed, role: .bannerPatient, minimumWidth: 16),
      Banner.Part("\(wording(.sexLetter(patient.sex)))  \(patient.birthDate) (\(age))", role: .bannerPatient),
      Banner.Part(patient.recordNumber.description, role: .bannerPatient),
    ]
  }

  private func allergyPart(_ wording: Wording) -> Banner.Part? {
    chart.chart.map {
      Banner.Part(wording(.allergies($0.allergies)), role: $0.allergies == .noneKnown ? .bannerPatient : .bannerAllergy)
    }
  }

  /// Whether the allergies fit beside name and identifiers.
  private func fitsBeside(_ part: Banner.Part, _ width: Int, _ glyphs: GlyphSet) -> Bool {
    guard let patient = chart.patient else { return false }
    // Name, sex, birth date with age, record number, place, and what divides them.
    let beside = DisplayWidth.of(patient.name.listed, glyphs: glyphs) + 62
    return beside + DisplayWidth.of(part.text, glyphs: glyphs) <= width
  }

  /// What stands below the identifiers: allergies that had no room there, what to beware of, programme, consent. The last two in
  /// short words where these save a row.
  private func rows(_ width: Int, _ glyphs: GlyphSet, _ wording: Wording) -> [[Banner.Part]] {
    guard let allergies = allergyPart(wording) else { return [] }
    var (parts, rows): ([Banner.Part], [[Banner.Part]]) = ([], [])
    if !fitsBeside(allergies, width, glyphs) {
      let lines = allergyLines(allergies.text, width, glyphs)
      if lines.count == 1 { parts = [allergies] } else { rows = lines.map { [Banner.Part($0, role: .bannerAllergy)] } }
    }
    if let chart = chart.chart {
      parts += Message.cautions(chart.cautions, chart.patient.status).map { Banner.Part(wording($0), role: .bannerAllergy) }
    }
    let flows = [false, true].map { isShort in Self.flow(parts + states(isShort, wording), width - 2, glyphs) }
    return rows + (flows[1].count < flows[0].count ? flows[1] : flows[0])
  }

  private func states(_ isShort: Bool, _ wording: Wording) -> [Banner.Part] {
    guard let complete = chart.complete, !complete.chart.cautions.isSummaryOnly else { return [] }
    return [Message.programmeState(complete.programmes, isShort: isShort), .consentState(complete.consents, isShort: isShort)].map
    {
      Banner.Part(wording($0), role: .bannerPatient)
    }
  }

  private func allergyLines(_ text: String, _ width: Int, _ glyphs: GlyphSet) -> [String] {
    let lines = Canvas.lines(text, width: width - 4, glyphs)
    guard lines.count > Self.mostAllergyRows else { return lines }
    return Array(lines.prefix(Self.mostAllergyRows - 1)) + [lines[Self.mostAllergyRows - 1] + " ~"]
  }

  /// As many parts in a row as it holds.
  private static func flow(_ parts: [Banner.Part], _ room: Int, _ glyphs: GlyphSet) -> [[Banner.Part]] {
    var (rows, used): ([[Banner.Part]], Int) = ([], 0)
    for part in parts {
      let width = DisplayWidth.of(part.text, glyphs: glyphs)
      if rows.isEmpty || used + 3 + width > room {
        rows.append([part])
        used = width
      } else {
        rows[rows.count - 1].append(part)
        used += 3 + width
      }
    }
    return rows
  }

  /// The countdown of a live emergency access.
  private func drawEmergency(on canvas: inout Canvas, _ row: Rect, _ context: DrawContext) {
    guard let end = chart.chart?.grantEndsAt, let minutes = chart.minutesLeft else { return }
    let clock = context.clock.local(end).clock
    let left = minutes >= 60 ? "\(minutes / 60) h \(minutes % 60) min" : "\(minutes) min"
    let text = Message(
      en: " ! EMERGENCY ACCESS until \(clock), \(left) left. Recorded and reviewed.",
      es: " ! ACCESO DE URGENCIA hasta \(clock), quedan \(left). Se registra y se revisa.")
    canvas.text(context.wording(text), at: row.origin, width: row.width, role: .emergency, pad: true)
  }
}

extension Message {
  /// Four states that must not be mistaken for each other.
  static func allergies(_ status: AllergyStatus) -> Message {
    switch status {
    case .notAsked: Message(en: "ALLERGIES: NOT ASKED", es: "ALERGIAS: NO PREGUNTADO")
    case .notObtainable: Message(en: "ALLERGIES: not obtainable", es: "ALERGIAS: no se pudo preguntar")
    case .noneKnown: Message(en: "no known allergies", es: "sin alergias conocidas")
    case .has(let allergies): has(allergies.sorted { $0.severity > $1.severity })
    }
  }

  private static func has(_ allergies: [Allergy]) -> Message {
    Message(
      en: "ALLERGY: " + allergies.map { "\($0.substance) (\(Message.severity($0.severity).english))" }.joined(separator: ", "),
      es: "ALERGIA: " + allergies.map { "\($0.substance) (\(Message.severity($0.severity).spanish))" }.joined(separator: ", "))
  }

  /// What to beware of before anything is read or written, the gravest first.
  static func cautions(_ cautions: ChartCautions, _ status: DirectoryEntry.LifeStatus) -> [Message] {
    var found: [Message] = []
    if status == .deceased { found.append(.lifeStatus(status)) }
    if cautions.isSummaryOnly {
      found.append(Message(en: "SUMMARY: allergies and medicines only", es: "RESUMEN: solo alergias y medicación"))
    }
    if cautions.isRestricted { found.append(Message(en: "RESTRICTED: only read", es: "LIMITADA: solo lectura")) }
    if cautions.hasSeal {
      found.append(
        cautions.isSealOpen
          ? Message(en: "SEALED part open", es: "parte SELLADA abierta")
          : Message(en: "SEALED part closed", es: "parte SELLADA cerrada"))
    }
    if cautions.isProtected { found.append(Message(en: "PROTECTED", es: "PROTEGIDA")) }
    if cautions.isRelative { found.append(Message(en: "YOUR RELATIVE", es: "FAMILIAR SUYO")) }
    if let number = cautions.mergedNumber {
      found.append(Message(en: "\(number) was MERGED into this", es: "\(number) FUSIONADA en esta"))
    }
    return found
  }

  /// The enrolment that says most, in two words.
  static func programmeState(_ enrolments: [ProgrammeEnrolment], isShort: Bool = false) -> Message {
    let order: [ProgrammeEnrolment.State] = [.enrolled, .eligible, .withdrawn, .agedOut]
    let state = order.first { state in enrolments.contains { $0.state == state } }
    let word = state.map { Message.programmeWord($0) } ?? Message(en: "none", es: "ninguno")
    return (isShort ? Message(verbatim: "Progr: ") : Message(en: "Programme: ", es: "Programa: ")).joined(word, by: "")
  }

  static func programmeWord(_ state: ProgrammeEnrolment.State) -> Message {
    switch state {
    case .eligible: Message(en: "proposed", es: "propuesto")
    case .enrolled: Message(en: "ENROLLED", es: "INSCRITA")
    case .withdrawn: Message(en: "left", es: "baja")
    case .agedOut: Message(en: "left by age", es: "baja por edad")
    }
  }

  /// What is allowed today, and what was refused or withdrawn.
  static func consentState(_ consents: [ConsentStatus], isShort: Bool = false) -> Message {
    let title = isShort ? Message(verbatim: "Consent: ") : Message(en: "Consent: ", es: "Consentimiento: ")
    guard !consents.isEmpty else { return title.joined(Message(en: "not asked", es: "sin preguntar"), by: "") }
    func words(_ allowed: Bool) -> Message? {
      let purposes = Consent.Purpose.allCases.filter { purpose in
        consents.contains { $0.purpose == purpose && $0.isAllowed == allowed }
      }.map { isShort ? Message.consentShort($0) : .consentPurpose($0) }
      guard let first = purposes.first else { return nil }
      return purposes.dropFirst().reduce(first) { $0.joined($1, by: ", ") }
    }
    let refused = words(false).map { Message(verbatim: "NO ").joined($0, by: "") }
    return [words(true), refused].compactMap { $0 }.enumerated().reduce(title) {
      $0.joined($1.element, by: $1.offset == 0 ? "" : ", ")
    }
  }

  static func consentPurpose(_ purpose: Consent.Purpose) -> Message {
    switch purpose {
    case .programme: Message(en: "programme", es: "programa")
    case .analytics: Message(en: "analytics", es: "análisis")
    case .sharing: Message(en: "sharing", es: "cesión")
    case .export: Message(en: "export", es: "exportación")
    case .research: Message(en: "research", es: "investigación")
    }
  }

  private static func consentShort(_ purpose: Consent.Purpose) -> Message {
    switch purpose {
    case .programme: Message(verbatim: "progr")
    case .analytics: Message(en: "analyt", es: "análisis")
    case .sharing: Message(en: "sharing", es: "cesión")
    case .export: Message(verbatim: "export")
    case .research: Message(en: "research", es: "investig")
    }
  }
}
