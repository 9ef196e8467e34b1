import Foundation
import Testing

@testable import TerminalUI

@Suite struct NumberTextTests {
  @Test(arguments: [
    (8.5, 1, "8.5"), (8.449999, 1, "8.4"), (0.05, 1, "0.1"), (-0.04, 1, "0.0"), (-0.05, 1, "-0.1"), (1234.5, 0, "1235"),
    (0, 2, "0.00"),
    (9.999, 2, "10.00"), (-7, 0, "-7"), (0.001, 3, "0.001"), (1e20, 1, "1e+20"), (.nan, 1, "?"), (.infinity, 1, "inf"),
    (-.infinity, 0, "-inf"),
  ])
  func fixed(value: Double, decimals: Int, text: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == text)
  }

  @Test func theMarkIsTheCallers() { #expect(NumberText.fixed(2.8, decimals: 1, mark: ",") == "2,8") }

  @Test func agreesWithAnotherFormatter() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<2_000 {
      let value = (Double.random(in: -5_000...5_000, using: &random) * 64).rounded() / 64 + 1.0 / 256
      let decimals = Int.random(in: 0...4, using: &random)
      #expect(NumberText.fixed(value, decimals: decimals) == String(format: "%.\(decimals)f", value) || abs(value) < 0.5)
    }
  }
}

@Suite struct ValueAxisTests {
  @Test(arguments: [
    (4.0, 9.1, 15, ["4", "5", "6", "7", "8", "9", "10"]), (0.0, 1.0, 10, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (35.9, 39.4, 12, ["35", "36", "37", "38", "39", "40"]), (-3.0, 4.0, 8, ["-4", "-2", "0", "2", "4"]),
    (98.0, 100.0, 6, ["98", "99", "100"]), (0.0, 95_000.0, 12, ["0", "20000", "40000", "60000", "80000", "100000"]),
  ])
  func marksAreRound(low: Double, high: Double, rows: Int, labels: [String]) {
    #expect(ValueAxis(low...high, rows: rows).ticks.map(\.label) == labels)
  }

  @Test func decimalsAreAtLeastTheCallers() {
    #expect(ValueAxis(4.0...9.1, rows: 15, decimals: 1, decimalMark: ",").ticks.first?.label == "4,0")
    #expect(ValueAxis(0...0.02, rows: 10, decimals: 1).ticks.map(\.label).contains("0.005"))
  }

  @Test func everyRangeIsHeldByDifferentLabelsOnDifferentRows() {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<3_000 {
      let scale = pow(10, Double(Int.random(in: -4...6, using: &random)))
      let low = Double.random(in: -10...10, using: &random) * scale
      let high = low + Double.random(in: 0...10, using: &random) * scale
      let rows = Int.random(in: 2...40, using: &random)
      let axis = ValueAxis(low...high, rows: rows)
      #expect(
        axis.low <= low + scale * 1e-6 && axis.high >= high - scale * 1e-6 && axis.high > axis.low,
        "\(low) \(high) \(rows) \(axis)")
      #expect(axis.ticks.count >= 2 && axis.ticks.count <= max(2, rows / 2 + 1))
      #expect(Set(axis.ticks.map(\.label)).count == axis.ticks.count)
      let places = axis.ticks.map { axis.row(of: $0.value, rows: rows) }
      #expect(Set(places).count == places.count && places == places.sorted(by: >))
      #expect(places.first == rows - 1 && places.last == 0)
    }
  }

  @Test func oddRangesGiveAScale() {
    for range in [5.0...5.0, 0...0, -1e-12...1e-12, 1e300...1.1e300, -Double.infinity...3, 0...Double.infinity] {
      let axis = ValueAxis(range, rows: 10)
      #expect(axis.ticks.count >= 2 && axis.low.isFinite && axis.high > axis.low)
    }
  }

  @Test func dotsAndCellsAgree() {
    let axis = ValueAxis(3.1...17.9, rows: 13)
    for step in 0...1_000 {
      let value = axis.low + (axis.high - axis.low) * Double(step) / 1_000
      #expect(axis.row(of: value, rows: 52) / 4 == axis.row(of: value, rows: 13))
    }
    #expect(axis.row(of: -1e9, rows: 13) == 12)
    #expect(axis.row(of: 1e9, rows: 13) == 0)
  }
}

@Suite struct TimeAxisTests {
  private func time(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) throws -> Int {
    let date = try #require(CivilDate(year: year, month: month, day: day))
    return date.daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60
  }

  private func labels(_ from: Int, _ to: Int, _ columns: Int = 84, offset: (Int) -> Int = { _ in 0 }) -> [String] {
    TimeAxis(from...to, columns: columns, offset: offset).ticks.map(\.label)
  }

  @Test func twoYearsInQuarters() throws {
    #expect(
      labels(try time(2025, 1, 1), try time(2026, 11, 30), 60) == [
        "25-01", "25-04", "25-07", "25-10", "26-01", "26-04", "26-07", "26-10",
      ])
  }

  @Test func aDayInHours() throws {
    #expect(
      labels(try time(2026, 11, 21), try time(2026, 11, 21, 23, 59), 60) == [
        "11-21", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00",
      ])
  }

  @Test func twoWeeksInDays() throws {
    #expect(
      labels(try time(2026, 11, 3), try time(2026, 11, 16), 60) == [
        "11-03", "11-05", "11-07", "11-09", "11-11", "11-13", "11-15",
      ])
  }

  @Test func weeksBeginOnMonday() throws {
    let axis = TimeAxis(try time(2026, 9, 1)...(try time(2026, 11, 20)), columns: 90, offset: { _ in 0 })
    #expect(axis.ticks.count > 4)
    #expect(axis.ticks.allSatisfy { CivilDate(daysSinceEpoch: $0.time / 86_400).weekday == 0 })
  }

  @Test func aLifeInYears() throws {
    #expect(
      labels(try time(1936, 5, 1), try time(2026, 11, 1), 80) == [
        "1940", "1950", "1960", "1970", "1980", "1990", "2000", "2010", "2020",
      ])
  }

  @Test func anHourInMinutes() throws {
    #expect(labels(try time(2026, 11, 21, 14, 2), try time(2026, 11, 21, 14, 58), 40) == ["14:15", "14:30", "14:45"])
  }

  /// Clocks in Madrid go back an hour on 2026-10-25 at 03:00: midnights stay midnights, and no hour is lost.
  @Test func marksStandAtLocalTimes() throws {
    let change = try time(2026, 10, 25, 1)
    let madrid: (Int) -> Int = { $0 < change ? 7_200 : 3_600 }
    let axis = TimeAxis(try time(2026, 10, 22)...(try time(2026, 10, 29)), columns: 84, offset: madrid)
    #expect(axis.ticks.map(\.label) == ["10-23", "10-24", "10-25", "10-26", "10-27", "10-28", "10-29"])
    for tick in axis.ticks { #expect((tick.time + madrid(tick.time)) % 86_400 == 0) }
    #expect(axis.ticks[2].time - axis.ticks[1].time == 24 * 3_600)
    #expect(axis.ticks[3].time - axis.ticks[2].time == 25 * 3_600)
  }

  @Test func aSkippedMidnightDoesNotStopTheAxis() throws {
    // Some zones go forward at midnight.
    let change = try time(2026, 9, 6, 4)
    let zone: (Int) -> Int = { $0 < change ? -14_400 : -10_800 }
    let axis = TimeAxis(try time(2026, 9, 3)...(try time(2026, 9, 10)), columns: 84, offset: zone)
    #expect(axis.ticks.count >= 6)
    #expect(zip(axis.ticks, axis.ticks.dropFirst()).allSatisfy { $0.time < $1.time })
  }

  @Test func anyRangeHasMarksInOrderWithLabelsApart() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<1_500 {
      let span = Int(pow(10, Double.random(in: 2...9.7, using: &random)))
      let start = Int.random(in: -2_000_000_000...4_000_000_000, using: &random)
      let columns = Int.random(in: 16...180, using: &random)
      let offset = Int.random(in: -12...14, using: &random) * 3_600
      let axis = TimeAxis(start...(start + span), columns: columns, offset: { _ in offset })
      let places = axis.ticks.map { axis.column(of: $0.time, columns: columns) }
      #expect(axis.ticks.allSatisfy { (start...(start + span)).contains($0.time) })
      for (pair, tick) in zip(zip(places, places.dropFirst()), axis.ticks) { #expect(pair.1 - pair.0 > tick.label.count) }
    }
  }

  @Test func equalTimesAreEqualColumns() {
    let axis = TimeAxis(0...8_400, columns: 84, offset: { _ in 0 })
    for column in 0..<84 {
      #expect(axis.column(of: column * 100, columns: 84) == column)
      #expect(axis.column(of: column * 100 + 99, columns: 168) / 2 == column)
    }
    #expect(axis.column(of: -5, columns: 84) == 0)
    #expect(axis.column(of: 99_999, columns: 84) == 83)
  }

  @Test func extremeTimesAreHeld() {
    for range in [Int.min...Int.max, 0...0, Int.max...Int.max, Int.min...Int.min] {
      let axis = TimeAxis(range, columns: 80, offset: { _ in 0 })
      #expect(axis.end > axis.start)
    }
  }
}
