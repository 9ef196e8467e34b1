import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// One tab of the opened chart.
@UIActor
protocol ChartSectionScreen: AnyObject {
  var title: Message { get }
  /// Where nine titles share 80 columns: 5 letters in the middle, 52 all together.
  var shortTitle: Message { get }
  var entries: [CommandEntry] { get }
  /// Takes the row of the tabs too, and Esc with it.
  var fillsPane: Bool { get }
  /// Letters are text now.
  var isEditingText: Bool { get }
  /// Esc is the section's own, and does not leave the chart.
  var ownsEscape: Bool { get }
  func handle(_ event: InputEvent) -> Bool
  /// True where the command was the section's own.
  func perform(_ command: Command) -> Bool
  func draw(_ chart: Chart, on canvas: inout Canvas, in area: Rect, _ context: DrawContext)
}

extension ChartSectionScreen {
  var fillsPane: Bool { false }
  var isEditingText: Bool { false }
  var ownsEscape: Bool { false }
  var shortTitle: Message { title }
}

/// Something entered at the bed, instead of the sections while it lasts.
@UIActor
protocol BedsideForm: AnyObject {
  var entries: [CommandEntry] { get }
  var isEditingText: Bool { get }
  func handle(_ event: InputEvent) -> Bool
  func perform(_ command: Command)
  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext)
}

/// The screens of the sections; a new section is one line here and one case of `ChartSection`.
enum ChartSections {
  @UIActor
  static func make(session: SessionModel, application: ClinicApplication) -> [ChartSection: any ChartSectionScreen] {
    [
      .summary: SummarySection(session: session, application: application),
      .results: ResultsSection(session: session, application: application),
      .vitalSigns: VitalSignsSection(session: session, application: application),
      .consultations: ConsultationsSection(session: session, application: application),
      .tests: TestsSection(session: session, application: application),
      .histories: HistoriesSection(session: session, application: application),
      .womensHealth: WomensHealthSection(session: session, application: application),
      .customFields: CustomFieldsSection(session: session, application: application),
      .accessLog: AccessLogSection(session: session, application: application),
    ]
  }
}
