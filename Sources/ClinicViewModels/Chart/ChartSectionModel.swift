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
  /// The chart could not be read again, and may be in a moment: what was read is not kept, what is being typed stays.
  func lost()
  /// Nothing of the patient is kept.
  func close()
}

extension ChartSectionModel {
  func shown() {}
  func hidden() {}
  func lost() { close() }
}

/// The sections of a chart, in the order of their tabs. A new one: a case here, its model in `ChartModel`, its screen in `ChartSections`.
public enum ChartSection: Int, CaseIterable, Hashable, Sendable {
  case results
  case vitalSigns
}
