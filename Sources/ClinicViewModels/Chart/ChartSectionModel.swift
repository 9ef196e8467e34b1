import ClinicModel
import EventLoop

/// What a section of the chart keeps of the opened patient.
@UIActor
protocol ChartSectionModel: AnyObject {
  /// The chart was opened or read again.
  func chartRead(_ chart: Chart)
  /// Its tab came to the front.
  func shown()
  /// Another tab came to the front.
  func hidden()
  /// A form of the chart was stored: what is shown of it is older.
  func recordSaved(_ kind: RecordFormKind)
  /// Nothing of the patient is kept.
  func close()
}

extension ChartSectionModel {
  func shown() {}
  func hidden() {}
  func recordSaved(_ kind: RecordFormKind) {}
}

/// The sections of a chart, in the order of their tabs. A new one: a case here, its model in `ChartModel`, its screen in `ChartSections`.
public enum ChartSection: Int, CaseIterable, Hashable, Sendable {
  case results
  case vitalSigns
}
