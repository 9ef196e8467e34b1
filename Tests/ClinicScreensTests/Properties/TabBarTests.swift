import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI
import Testing

@testable import ClinicScreens

/// The tabs of the chart.
@Suite(.onLoop)
struct TabBarTests {
  /// Nine tabs share a line of 80 columns: where one is still to come it has five letters.
  @Test(arguments: Language.allCases)
  @UIActor
  func nineTabsFitEightyColumns(_ language: Language) async throws {
    let rig = Rig(size: Size(width: 80, height: 24), language: language)
    await rig.signIn(.nurse)
    await rig.openFirstChart()
    let session = try #require(rig.model.session)
    let titles = ChartSections.make(session: session, application: rig.application).values.map { Wording(language)($0.shortTitle) }
    let missing = 9 - titles.count
    let width = titles.reduce(1) { $0 + DisplayWidth.of($1, glyphs: .utf8) + 3 } + missing * 8
    #expect(width <= 80, "\(titles)")
    #expect(Set(titles).count == titles.count)
  }

  /// A digit leads to its section on every chart, or says why it is not there.
  @Test(arguments: ChartSection.allCases)
  @UIActor
  func eachDigitLeadsToItsSection(_ section: ChartSection) async throws {
    let rig = Rig(size: Size(width: 80, height: 24))
    await rig.signIn(.nurse)
    await rig.openFirstChart()
    await rig.press(.character(section == .results ? "1" : "2"), .character(try #require(String(section.rawValue).first)))
    #expect(rig.model.session?.chart.section == section)
    #expect(rig.text.contains("[\(section.rawValue) "))
  }

  @Test
  @UIActor
  func tabGoesThroughThoseThatAreThere() async throws {
    let rig = Rig(ClinicWorld { $0.fieldDefinitions = [] })
    await rig.signIn(.nurse)
    await rig.openFirstChart()
    var seen: [ChartSection] = []
    for _ in 0..<(ChartSection.allCases.count - 1) {
      seen.append(try #require(rig.model.session?.chart.section))
      await rig.press(.tab)
    }
    #expect(Set(seen) == Set(ChartSection.allCases).subtracting([.customFields]))
    #expect(rig.model.session?.chart.section == .results)
  }
}
