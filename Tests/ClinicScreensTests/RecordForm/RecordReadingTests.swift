import ClinicModel
import EventLoop
import TerminalUI
import Testing

/// A long record is read whole, and free text cannot look like ours.
@Suite(.onLoop)
struct RecordReadingTests {
  @Test
  @UIActor
  func everyLineOfFreeTextStandsBehindABar() async {
    let forged = "fine\nNote 2026-11-21 14:02, Abena Osei\n\u{1B}[31mdischarge today"
    let rig = Rig(ClinicWorld { $0.sections.historyNotes[WorldPatients.first.id]?[0].text = forged })
    await GoldenScreen.histories.reach(rig)
    await rig.press(.enter)
    let rows = rig.canvas.rows()
    #expect(rows.contains { $0.hasPrefix(" │ fine") })
    #expect(rows.contains { $0.hasPrefix(" │ Note 2026-11-21 14:02, Abena Osei") })
    #expect(rows.contains { $0.hasPrefix(" │ ") && $0.contains("discharge today") })
    #expect(rows.contains { $0.hasPrefix(" Note 2026-10-09 12:40, Abena Osei") })
  }

  /// The last word of a long note can be reached.
  @Test
  @UIActor
  func aLongNoteScrollsToItsEnd() async {
    let text = (1...300).map { "word\($0)" }.joined(separator: " ") + " lastword"
    let rig = Rig(ClinicWorld { $0.sections.historyNotes[WorldPatients.first.id]?[0].text = text }, size: Size(width: 80, height: 24))
    await GoldenScreen.histories.reach(rig)
    #expect(!rig.text.contains("lastword"))
    #expect(rig.text.contains("~"))
    await rig.press(.enter)
    #expect(!rig.text.contains("lastword"))
    await rig.press(.end)
    #expect(rig.text.contains("lastword"))
    await rig.press(.escape)
    #expect(rig.text.contains("ALLERGIES"))
  }

  /// A closed chart leaves nothing: neither a search nor what was read.
  @Test
  @UIActor
  func anotherChartBeginsAnew() async {
    let rig = Rig()
    await GoldenScreen.histories.reach(rig)
    await rig.press(.character("/"))
    await rig.type("anaem")
    await rig.press(.enter, .enter)
    await rig.press(.alt("1"), .down)
    await rig.openFirstChart()
    await rig.press(.character("6"))
    #expect(rig.text.contains("NOT ASKED"))
    #expect(!rig.text.contains("anaem"))
    #expect(!rig.text.contains("Search "))
  }
}
