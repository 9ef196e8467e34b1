import ClinicModel
import EventLoop

/// What a section of the chart keeps of the opened patient.
@UIActor
protocol ChartSectionModel: AnyObject {
  /// The chart was opened or read again.
  func chartRead(_ chart: Chart)
  /// With all that was read in the same flight; after `chartRead`.
  func completeRead(_ complete: CompleteChart)
  /// Its tab came to the front.
  func shown()
  /// Another tab came to the front.
  func hidden()
  /// The chart could not be read again, and may be in a moment: what was read is not kept, what is being typed stays.
  func lost()
  /// A form of the chart was stored: what is shown of it is older.
  func recordSaved(_ kind: RecordFormKind)
  /// Nothing of the patient is kept.
  func close()
}

extension ChartSectionModel {
  func completeRead(_ complete: CompleteChart) {}
  func shown() {}
  func hidden() {}
  func lost() { close() }
  func recordSaved(_ kind: RecordFormKind) {}
}

/// The sections of a chart, in the order of their tabs; the raw value is the digit that leads there, the same on every chart.
/// A new one: a case here, its model in `ChartModel`, its screen in `ChartSections`.
public enum ChartSection: Int, CaseIterable, Hashable, Sendable {
  case summary = 1
  case results = 2
  case vitalSigns = 3
  case consultations = 4
  case tests = 5
  case histories = 6
  case womensHealth = 7
  case customFields = 8
  case accessLog = 9
}

/// Why a section is not there for this patient.
public enum SectionAbsence: Hashable, Sendable {
  /// No field is defined for patients, or none that this role sees.
  case noFields
  /// The emergency access shows allergies and medicines, nothing else.
  case summaryOnly
}
