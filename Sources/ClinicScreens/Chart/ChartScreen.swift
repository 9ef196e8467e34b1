import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let toList = Command("chart.leave")
  static let retryOpening = Command("chart.retry")
  static let askEmergency = Command("chart.emergency")
  static let giveReason = Command("chart.give-reason")
  static let withdrawRequest = Command("chart.withdraw")
  static let nextSection = Command("chart.next-section")
  static let previousSection = Command("chart.previous-section")
  static func section(_ section: ChartSection) -> Command { Command("chart.section-\(section.rawValue)") }
  static let enterVitalSigns = Command("chart.vital-signs")
  static let enterGlucose = Command("chart.glucose")
}

/// The chart: banner, the sections as tabs, or what is being entered at the bed.
@UIActor
final class ChartScreen: Screen {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  private var model: ChartModel { session.chart }
  private let sections: [ChartSection: any ChartSectionScreen]
  private let entryForm: VitalSignsEntryForm
  private let glucoseForm: GlucoseForm
  private let recordForm: RecordFormScreen

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
    sections = ChartSections.make(session: session, application: application)
    entryForm = VitalSignsEntryForm(session: session, application: application)
    glucoseForm = GlucoseForm(session: session, application: application)
    recordForm = RecordFormScreen(session: session, application: application)
  }

  let title = Message(en: "Chart", es: "Historia")
  var isEditingText: Bool { form?.isEditingText ?? (model.chart != nil && section?.isEditingText == true) }

  /// What is being entered; over everything else of the chart.
  private var form: (any BedsideForm)? {
    // A chart that could not be opened says so; the form comes back with it.
    if case .failed = model.state { return nil }
    if model.vitalSigns.entry != nil { return entryForm }
    if model.glucose.phase != nil { return glucoseForm }
    return model.forms.form == nil ? nil : recordForm
  }

  private var section: (any ChartSectionScreen)? { sections[model.section] }

  // MARK: Commands

  var entries: [CommandEntry] {
    if let form { return form.entries }
    guard model.chart != nil, let section else { return absenceEntries }
    guard section.fillsPane else {
      if section.isEditingText { return section.entries }
      let leave = CommandEntry(.toList, [.escape], Message(en: "to the list", es: "a la lista"))
      return section.entries + bedsideEntries(inHelpBar: true) + sectionEntries + [
        CommandEntry(.retryOpening, [.function(8)], Message(en: "read again", es: "releer"), isInHelpBar: false)
      ] + (section.ownsEscape ? [] : [leave]) + emergencyEntries
    }
    return section.entries + bedsideEntries(inHelpBar: false) + emergencyEntries
  }

  private func bedsideEntries(inHelpBar: Bool) -> [CommandEntry] {
    // Where the database refuses every entry the keys say so, and are not offered.
    let obstacle: Message? = model.chart?.cautions.isSummaryOnly == true ? .summaryIsOnlyRead : nil
    let inHelpBar = inHelpBar && obstacle == nil
    return [
      CommandEntry(
        .enterVitalSigns, [.character("v")], Message(en: "vital signs", es: "constantes"),
        detail: Message(en: "Enter a round of vital signs", es: "Anotar una toma de constantes"), isInHelpBar: inHelpBar,
        obstacle: obstacle),
      CommandEntry(
        .enterGlucose, [.character("g")], Message(en: "glucose", es: "glucemia"),
        detail: Message(en: "Enter a capillary glucose", es: "Anotar una glucemia capilar"), isInHelpBar: inHelpBar,
        obstacle: obstacle),
    ]
  }

  /// Tab and Shift-Tab in the help bar; each section by its digit in help and palette.
  private var sectionEntries: [CommandEntry] {
    stepEntries + ChartSection.allCases.compactMap { section in
      guard let title = sections[section]?.title, let digit = String(section.rawValue).first else { return nil }
      return CommandEntry(
        .section(section), [.character(digit)], title, detail: Message(en: "Section: ", es: "Sección: ").joined(title, by: ""),
        group: .groupMove, isInHelpBar: false, obstacle: model.absence(of: section).map { .absence($0) })
    }
  }

  private var stepEntries: [CommandEntry] {
    [
      CommandEntry(
        .nextSection, [.tab], Message(en: "section", es: "sección"), detail: Message(en: "Next section", es: "Sección siguiente"),
        group: .groupMove),
      CommandEntry(
        .previousSection, [.backTab], Message(en: "section", es: "sección"),
        detail: Message(en: "Section before", es: "Sección anterior"), group: .groupMove, isInHelpBar: false),
    ]
  }

  private var absenceEntries: [CommandEntry] {
    let back = CommandEntry(.toList, [.escape], Message(en: "to the list", es: "a la lista"))
    switch model.state {
    case .refused(let entry, let refusal):
      if let access = session.emergency.current(for: entry.id), access.phase.isWaiting {
        return [
          CommandEntry(
            .withdrawRequest, [.character("W"), .function(6)], Message(en: "withdraw request", es: "retirar solicitud"),
            isWriting: true), back,
        ]
      }
      if refusal == .vipReason {
        return [CommandEntry(.giveReason, [.enter], Message(en: "give the reason", es: "dar el motivo")), back]
      }
      let mayAsk = refusal == .noReasonForAccess || refusal == .blocked
      return [
        CommandEntry(
          .askEmergency, [.character("b")], Message(en: "ask for emergency access", es: "pedir acceso de urgencia"),
          obstacle: mayAsk ? nil : .refusal(refusal)),
        back,
      ]
    case .ended:
      return [CommandEntry(.askEmergency, [.character("b")], Message(en: "ask again", es: "pedir de nuevo")), back]
    case .failed:
      return [CommandEntry(.retryOpening, [.enter], Message(en: "try again", es: "reintentar")), back]
    default: return [back]
    }
  }

  private var emergencyEntries: [CommandEntry] {
    guard model.chart?.grantEndsAt != nil else { return [] }
    return [
      CommandEntry(
        .endAccess, [.character("E"), .function(6)], Message(en: "end access", es: "terminar acceso"),
        detail: Message(en: "End the emergency access now", es: "Terminar ahora el acceso de urgencia"), isWriting: true)
    ]
  }

  func perform(_ command: Command) {
    if let form { return form.perform(command) }
    if model.chart != nil, section?.perform(command) == true { return }
    switch command {
    case .nextSection: step(1)
    case .previousSection: step(-1)
    case .enterVitalSigns: model.patient.map { session.enterVitalSigns(of: $0) }
    case .enterGlucose: model.patient.map { session.enterGlucose(of: $0) }
    case .toList: if model.unanswered == nil { session.show(.patients) } else { application.refuse(application.wording(.answerPending)) }
    case .retryOpening: model.reopen()
    case .askEmergency: askEmergency()
    case .giveReason: giveReason()
    case .withdrawRequest: ownAccess.map { application.present(EmergencyConfirm.withdrawal(of: $0, from: session.emergency)) }
    case .endAccess: ownAccess.map { application.present(EmergencyConfirm.end(of: $0, from: session.emergency)) }
    default: ChartSection.allCases.first { command == .section($0) }.map { model.show($0) }
    }
  }

  private func step(_ step: Int) {
    let all = model.sections
    let place = all.firstIndex(of: model.section) ?? 0
    model.show(all[(place + step + all.count) % all.count])
  }


  /// Her waiting or live emergency access to this patient.
  private var ownAccess: EmergencyAccess? { model.patient.flatMap { session.emergency.current(for: $0.id) } }

  /// The special reason of a protected record: it is kept, and read by the privacy officer.
  private func giveReason() {
    guard let entry = model.patient, let purpose = model.purpose else { return }
    application.present(
      ConfirmOverlay(
        title: Message(en: "Protected record", es: "Historia protegida"),
        text: Message(
          en: "Why do you open this chart? The privacy officer reads your answer. It holds for 24 hours.",
          es: "¿Por qué abre esta historia? Privacidad lee su respuesta. Vale 24 horas."), minimum: 3,
        sentence: session.begun.sentence(.specialReason, about: entry.id.value)
      ) { [unowned self] in model.open(entry, purpose: purpose, specialReason: String($0.prefix(200))) })
  }

  private func askEmergency() {
    guard let entry = model.patient else { return }
    session.emergency.startRequest(for: entry)
    if let request = session.emergency.request {
      application.present(EmergencyRequestOverlay(model: request, emergency: session.emergency))
    }
  }

  func handle(_ event: InputEvent) -> Bool {
    if let form { return form.handle(event) }
    guard model.chart != nil, let section else { return false }
    return section.handle(event)
  }

  // MARK: Drawing

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let banner = PatientBanner(chart: model)
    let (head, body) =
      model.patient == nil ? (Rect.zero, area) : area.split(top: banner.height(width: area.width, canvas.glyphs, context.wording))
    banner.draw(on: &canvas, in: head, context)
    guard let chart = model.chart else {
      return ChartAbsence(session: session).draw(on: &canvas, in: body, context)
    }
    if let form { return form.draw(on: &canvas, in: body, context) }
    guard let section else { return }
    if section.fillsPane { return section.draw(chart, on: &canvas, in: body, context) }
    let (row, rest) = body.split(top: 1)
    drawTabs(on: &canvas, in: row, context.wording)
    section.draw(chart, on: &canvas, in: rest, context)
  }

  private func drawTabs(on canvas: inout Canvas, in row: Rect, _ wording: Wording) {
    let shown = model.sections
    let tabs = shown.compactMap { section in
      sections[section].map {
        Tabs.Tab(number: section.rawValue, title: wording($0.title), shortTitle: wording($0.shortTitle))
      }
    }
    Tabs(tabs: tabs, selectedIndex: shown.firstIndex(of: model.section) ?? 0).draw(on: &canvas, in: row, isFocused: false)
  }
}

extension Message {
  /// Why nothing can be entered.
  static let summaryIsOnlyRead = Message(
    en: "NO_RFA: this emergency access is to the summary, which is only read. To write, ask for the full record.",
    es: "NO_RFA: este acceso de urgencia es al resumen, que solo se lee. Para anotar, pida la historia completa.")

  /// Why a tab is not there.
  static func absence(_ absence: SectionAbsence) -> Message {
    switch absence {
    case .summaryOnly:
      Message(
        en: "This emergency access shows allergies and medicines only. For more, ask for the full record.",
        es: "Este acceso de urgencia solo muestra alergias y medicación. Para más, pida la historia completa.")
    case .noFields:
      Message(
        en: "Your clinic has defined no fields of its own that your role sees.",
        es: "Su centro no ha definido campos propios que vea su función.")
    }
  }
}
