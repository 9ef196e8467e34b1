/// A number that was merged into the patient's (two records of one person): its facts are in her chart.
public struct MergedNumber: Hashable, Sendable {
  /// Under which its facts are stored.
  public var patient: PatientID
  public var number: RecordNumber

  public init(patient: PatientID, number: RecordNumber) {
    self.patient = patient
    self.number = number
  }
}

/// A fact of the chart, recorded under the patient's own number or under one that was merged into hers.
public protocol ChartFact {
  /// The merged number it was recorded under; nil: her own. A merged number takes no more entries, so such a fact is only read.
  var mergedNumber: RecordNumber? { get set }
}

extension ChartFact {
  /// The fact as one of a merged number.
  public func recorded(under number: RecordNumber?) -> Self {
    var fact = self
    fact.mergedNumber = number
    return fact
  }
}
