import Testing

@testable import TerminalUI

/// The published figures of the five themes, by theme in the order of `ThemeFolder.names`: direct colour, and 256 colours in brackets.
/// The 256 figures are those of the indices in the files: where one is pinned, that of the pinned one.
@Suite struct ThemeReportTests {
  static let contrasts: [(pair: String, shown: [String])] = [
    ("text/bg", ["15.2 (16.1)", "15.9 (17.0)", "21.0 (21.0)", "15.2 (16.1)", "9.2 (11.0)"]),
    ("muted/bg", ["7.4 (7.9)", "6.5 (6.4)", "13.6 (13.6)", "8.2 (8.5)", "5.5 (6.2)"]),
    ("text/surface", ["13.5 (14.7)", "14.4 (14.7)", "21.0 (21.0)", "13.4 (13.0)", "8.8 (10.3)"]),
    ("accent/bg", ["9.7 (11.8)", "7.1 (6.4)", "16.7 (16.7)", "10.7 (11.8)", "12.5 (11.0)"]),
    ("focus/bg", ["13.2 (13.5)", "4.9 (7.0)", "19.6 (19.6)", "18.0 (18.7)", "15.8 (14.6)"]),
    ("border/bg", ["3.9 (4.1)", "3.6 (3.6)", "21.0 (21.0)", "4.0 (4.1)", "3.6 (6.2)"]),
    ("sel_fg/sel_bg", ["9.2 (7.0)", "7.3 (6.4)", "19.6 (19.6)", "8.6 (7.0)", "8.3 (9.8)"]),
    ("ok/bg", ["10.7 (10.8)", "6.4 (8.0)", "16.0 (16.0)", "8.8 (8.8)", "7.2 (9.7)"]),
    ("low/bg", ["8.6 (8.1)", "6.5 (6.4)", "13.2 (13.2)", "6.9 (7.7)", "13.1 (14.6)"]),
    ("high/bg", ["10.3 (10.3)", "6.7 (5.7)", "15.1 (15.1)", "13.5 (17.6)", "9.6 (7.0)"]),
    ("crit/bg", ["7.5 (8.1)", "7.1 (7.4)", "10.7 (12.0)", "7.2 (7.9)", "9.1 (8.5)"]),
    ("crit_fg/crit_bg", ["8.0 (10.3)", "7.3 (7.4)", "8.4 (7.4)", "7.2 (10.3)", "7.3 (7.9)"]),
    ("emerg_fg/emerg_bg", ["8.3 (11.4)", "9.4 (11.4)", "10.2 (10.2)", "6.7 (9.6)", "8.2 (9.7)"]),
    ("series/band", ["10.3 (11.4)", "13.6 (14.7)", "13.1 (8.0)", "11.1 (11.4)", "10.4 (9.4)"]),
    ("high/band", ["7.0 (7.3)", "5.7 (4.9)", "9.4 (5.7)", "9.8 (12.4)", "7.9 (6.0)"]),
    ("low/band", ["5.9 (5.7)", "5.5 (5.6)", "8.2 (5.0)", "5.0 (5.4)", "10.8 (12.4)"]),
    ("band/bg", ["1.5 (1.4)", "1.2 (1.2)", "1.6 (2.6)", "1.4 (1.4)", "1.2 (1.2)"]),
  ]

  @Test(arguments: contrasts.indices)
  func contrastIsAsPublished(row: Int) throws {
    let (name, shown) = Self.contrasts[row]
    for (place, theme) in ThemeFolder.names.enumerated() {
      let report = ThemeReport(try ThemeFolder.theme(theme))
      let pair = try #require(report.pairs.first { $0.name == name })
      #expect("\(ThemeReport.shown(pair.direct)) (\(ThemeReport.shown(pair.c256)))" == shown[place], "\(theme)")
    }
  }

  /// The pair of night-ward for deuteranopes was published as ok-crit; ok-crit and low-crit are both 11 after rounding.
  @Test(arguments: [
    (ColorVision.normal, ["48 high-crit", "37 high-crit", "60 high-crit", "36 ok-low", "22 ok-low"]),
    (.protan, ["26 ok-high", "12 ok-high", "12 ok-high", "32 ok-low", "16 ok-crit"]),
    (.deutan, ["8 ok-crit", "7 high-crit", "6 ok-high", "27 high-crit", "11 low-crit"]),
    (.tritan, ["17 ok-low", "15 ok-low", "19 ok-low", "28 ok-high", "5 high-crit"]),
  ])
  func distanceIsAsPublished(vision: ColorVision, shown: [String]) throws {
    for (place, theme) in ThemeFolder.names.enumerated() {
      let report = ThemeReport(try ThemeFolder.theme(theme))
      let distance = try #require(report.distances.first { $0.vision == vision })
      #expect("\(Int(distance.value.rounded())) \(distance.pair)" == shown[place], "\(theme)")
    }
  }

  @Test(arguments: ThemeFolder.names)
  func shippedThemesHaveNoProblem(name: String) throws {
    let report = ThemeReport(try ThemeFolder.theme(name))
    #expect(report.problems == [])
    #expect(report.lines.count == 1 + 17 + 1 + 4)
  }

  @Test func onlyTheSafeThemePromisesADistanceAndKeepsIt() throws {
    for name in ThemeFolder.names {
      let theme = try ThemeFolder.theme(name)
      #expect(theme.minimumDistance == (name == "cvd-safe" ? 25 : nil))
    }
    #expect(ThemeReport(try ThemeFolder.theme("cvd-safe")).distances.allSatisfy { $0.value >= 25 })
    #expect(ThemeReport(try ThemeFolder.theme("clinic-dark")).distances.contains { $0.value < 25 })
  }

  @Test func highContrastIsSevenAndMore() throws {
    let pairs = ThemeReport(try ThemeFolder.theme("high-contrast")).pairs.filter { $0.minimum != nil }
    #expect(pairs.count == 16)
    #expect(pairs.allSatisfy { $0.direct ?? 0 >= 7 })
  }

  @Test func contrastHasItsKnownEnds() {
    let black = LinearColor(red: 0, green: 0, blue: 0)
    let white = LinearColor(red: 255, green: 255, blue: 255)
    #expect(abs(black.contrast(with: white) - 21) < 1e-9)
    #expect(abs(white.contrast(with: black) - 21) < 1e-9)
    #expect(white.contrast(with: white) == 1)
  }

  @Test func greysLookTheSameToEverybody() {
    for vision in ColorVision.allCases {
      for level in stride(from: 0, through: 255, by: 17) {
        let grey = LinearColor(red: UInt8(level), green: UInt8(level), blue: UInt8(level))
        #expect(grey.distance(to: grey.seen(by: vision)) < 0.5, "\(vision) \(level)")
      }
    }
  }

  @Test func redAndGreenComeCloseForTwoKindsOfSight() {
    let red = LinearColor(red: 200, green: 60, blue: 40)
    let green = LinearColor(red: 120, green: 130, blue: 20)
    let plain = red.distance(to: green)
    #expect(red.seen(by: .protan).distance(to: green.seen(by: .protan)) < plain / 2)
    #expect(red.seen(by: .deutan).distance(to: green.seen(by: .deutan)) < plain / 2)
    #expect(red.seen(by: .tritan).distance(to: green.seen(by: .tritan)) > plain / 2)
  }

  @Test func fixedPaletteIsTheCubeAndTheGreyRamp() {
    #expect(LinearColor(.index(16)) == LinearColor(red: 0, green: 0, blue: 0))
    #expect(LinearColor(.index(231)) == LinearColor(red: 255, green: 255, blue: 255))
    #expect(LinearColor(.index(208)) == LinearColor(red: 255, green: 135, blue: 0))
    #expect(LinearColor(.index(232)) == LinearColor(red: 8, green: 8, blue: 8))
    #expect(LinearColor(.index(255)) == LinearColor(red: 238, green: 238, blue: 238))
    #expect(LinearColor(.index(7)) == nil)
  }
}
