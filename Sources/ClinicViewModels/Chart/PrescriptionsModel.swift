import ClinicModel
import EventLoop

/// The prescriptions of the opened chart: what is active, what ends soon, what is past.
@UIActor
public final class PrescriptionsModel {
  public enum Filter: Hashable, Sendable, CaseIterable {
    case all, active, endingSoon
  }

  public struct Row: Hashable, Sendable {
    public var prescription: Prescription
    public var standing: Prescription.Standing
  }

  public private(set) var filter = Filter.all
  public private(set) var selected: PrescriptionID?

  public let chart: ChartModel
  private let clock: ClinicClock
  private let changed: () -> Void

  init(chart: ChartModel, clock: ClinicClock, changed: @escaping () -> Void) {
    self.chart = chart
    self.clock = clock
    self.changed = changed
  }

  /// Those ending soonest first, then the other active ones by name, then the past ones, newest first.
  public var rows: [Row] {
    let today = clock.today
    let all = (chart.chart?.prescriptions ?? []).map { Row(prescription: $0, standing: $0.standing(on: today)) }
    return all.filter(passes).sorted { left, right in
      let ranks = (Self.rank(left.standing), Self.rank(right.standing))
      if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
      let (left, right) = (left.prescription, right.prescription)
      let ends = (left.endsOn ?? left.startsOn, right.endsOn ?? right.startsOn)
      if ranks.0 == Self.rank(.past), ends.0 != ends.1 { return ends.0 > ends.1 }
      let names = (ListOrder(left.medication), ListOrder(right.medication))
      return names.0 == names.1 ? left.startsOn < right.startsOn : names.0 < names.1
    }
  }

  public func count(_ filter: Filter) -> Int {
    let today = clock.today
    return (chart.chart?.prescriptions ?? []).count { Self.passes($0.standing(on: today), filter) }
  }

  public var selectedRow: Row? {
    let rows = rows
    return rows.first { $0.prescription.id == selected } ?? rows.first
  }

  public func select(_ id: PrescriptionID?) {
    guard id != selected else { return }
    selected = id
    changed()
  }

  public func showNextFilter() {
    let index = Filter.allCases.firstIndex(of: filter) ?? 0
    filter = Filter.allCases[(index + 1) % Filter.allCases.count]
    changed()
  }

  public func showEndingSoon() {
    filter = filter == .endingSoon ? .all : .endingSoon
    changed()
  }

  private func passes(_ row: Row) -> Bool { Self.passes(row.standing, filter) }

  private static func passes(_ standing: Prescription.Standing, _ filter: Filter) -> Bool {
    switch (filter, standing) {
    case (.all, _): true
    case (.active, .past), (.active, .onHold): false
    case (.active, _): true
    case (.endingSoon, .ending): true
    case (.endingSoon, _): false
    }
  }

  private static func rank(_ standing: Prescription.Standing) -> Int {
    switch standing {
    case .endedNotClosed: 0
    case .ending(let days): 1 + days
    case .active: 20
    case .notStarted: 21
    case .onHold: 22
    case .past: 23
    }
  }
}
