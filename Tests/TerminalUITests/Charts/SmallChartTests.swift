import Testing

@testable import TerminalUI

@Suite struct SparklineTests {
  @Test func theShapeIsSeenInBothSets() {
    let line = Sparkline([1, 2, 3, 4, 5, 6, 7, 8])
    #expect(screen(8, 1, .utf8) { _ = line.draw(on: &$0, in: $1) }.rows() == ["▁▂▃▄▅▆▇█"])
    #expect(screen(8, 1, .ascii) { _ = line.draw(on: &$0, in: $1) }.rows() == [".:-=+*%#"])
  }

  @Test func missingIsAGap() {
    let line = Sparkline([1, nil, .nan, 8])
    #expect(line.levels(width: 4) == [0, nil, nil, 7])
    #expect(screen(4, 1, .utf8) { _ = line.draw(on: &$0, in: $1) }.rows() == ["▁  █"])
    #expect(Sparkline([]).levels(width: 4) == [])
    #expect(Sparkline([nil, nil]).levels(width: 4) == [])
  }

  @Test func flatIsInTheMiddleAndARangeHolds() {
    #expect(Sparkline([5, 5, 5]).levels(width: 3) == [3, 3, 3])
    #expect(Sparkline([0, 5, 20], range: 0...10).levels(width: 3) == [0, 4, 7])
  }

  @Test func theExtremesSurviveShrinking() {
    var random = SeededGenerator(seed: 31)
    for _ in 0..<300 {
      let values = (0..<Int.random(in: 10...400, using: &random)).map { _ in Double.random(in: 0...100, using: &random) }
      let width = Int.random(in: 2...12, using: &random)
      let levels = Sparkline(values).levels(width: width)
      #expect(levels.count == min(width, values.count))
      let columns = min(width, values.count)
      func column(_ place: Int) -> Int { (0..<columns).first { place < ($0 + 1) * values.count / columns } ?? 0 }
      let low = values.indices.min { values[$0] < values[$1] } ?? 0
      let high = values.indices.max { values[$0] < values[$1] } ?? 0
      if column(low) != column(high) { #expect(levels.contains(0) && levels.contains(7)) }
    }
  }
}

@Suite struct BarListTests {
  private let ranges = BarList([
    .init(">13.9", figure: "6 %", share: 0.06, glyph: Glyph("#", ascii: "#"), role: .flagCriticalHigh),
    .init("10.1-13.9", figure: "19 %", share: 0.19, glyph: Glyph("#", ascii: "#"), role: .flagHigh),
    .init("3.9-10.0", figure: "70 %", share: 0.70, glyph: Glyph("=", ascii: "="), role: .flagOk),
    .init("3.0-3.8", figure: "4 %", share: 0.04, glyph: Glyph("l", ascii: "l"), role: .flagLow),
    .init("<3.0", figure: "1 %", share: 0.001, glyph: Glyph("L", ascii: "L"), role: .flagCriticalLow),
    .init("none", figure: "0 %", share: 0, glyph: Glyph("x", ascii: "x")),
  ])

  @Test func drawnAsAgreed() {
    #expect(
      text(screen(35, 6) { ranges.draw(on: &$0, in: $1) }) == """
        >13.9      6 % #
        10.1-13.9 19 % ####
        3.9-10.0  70 % ==============
        3.0-3.8    4 % l
        <3.0       1 % L
        none       0 %
        """)
  }

  @Test func lengthsAreShares() {
    #expect([0, 0.001, 0.5, 1, 7, -1, .nan].map { BarList.length($0, room: 20) } == [0, 1, 10, 20, 20, 0, 0])
    #expect(BarList.length(0.5, room: 0) == 0)
  }
}
