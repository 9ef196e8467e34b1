import ClinicModel

/// The first patient as one whose two records were merged: something of every section stands under the old number.
enum WorldMerged {
  static let number = WorldPatients.number(10_499_777)

  static func merge(_ state: inout ClinicWorld.State) {
    let first = WorldPatients.first.id
    func mark<Fact: ChartFact>(_ facts: inout [Fact]?, _ places: Int...) {
      for place in places where facts?.indices.contains(place) == true { facts?[place].mergedNumber = number }
    }
    mark(&state.sections.histories[first], 0, 4)
    mark(&state.sections.consultations[first], 2)
    mark(&state.sections.notes[first], 1)
    mark(&state.sections.tests[first], 0)
    mark(&state.sections.reports[first], 0)
    mark(&state.rounds[first], 0)
    if case .has(var entries) = state.sections.allergies[first] {
      entries[0].mergedNumber = number
      state.sections.allergies[first] = .has(entries)
    }
    for type in (state.charts[first]?.series ?? [:]).keys {
      guard let last = state.charts[first]?.series[type]?.indices.last else { continue }
      state.charts[first]?.series[type]?[last].mergedNumber = number
    }
    for place in state.charts[first]?.prescriptions.indices ?? 0..<0 { state.charts[first]?.prescriptions[place].mergedNumber = number }
    let old = MergedNumber(patient: FixedID.make(1, 499), number: number)
    state.charts[first]?.mergedNumbers = [old]
    var content = WorldCharts.empty
    content.record.fields = Array(WorldFacts.fields.prefix(2))
    state.charts[old.patient] = content
    guard var women = state.womensHealth[first] ?? state.charts[first]?.record.women else { return }
    for place in women.menstrualCycles.indices { women.menstrualCycles[place].mergedNumber = number }
    for place in women.pregnancies.indices { women.pregnancies[place].mergedNumber = number }
    state.womensHealth[first] = women
  }
}
