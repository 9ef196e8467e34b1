import Testing

@testable import TerminalUI

/// Whatever is pressed and whatever the size: drawing stays in its rectangle, ASCII stays ASCII, the cursor is on the screen.
@Suite struct WidgetFuzzTests {
  private static let pressed: [Key] = [
    .up, .down, .left, .right, .pageUp, .pageDown, .home, .end, .enter, .tab, .backTab, .escape, .backspace, .delete,
    .control("u"),
    .control("w"), .control("z"), .control("k"), .alt("1"), .alt("3"), .function(9), .character("a"), .character(" "),
    .character("漢"),
    .character("1"), .character("-"), .character("j"),
  ]

  private func event(_ random: inout SeededGenerator) -> InputEvent {
    if Int.random(in: 0..<12, using: &random) == 0 { return .paste("p\u{1B}[31m\n漢字 \u{202E}x") }
    return .key(Self.pressed[Int.random(in: 0..<Self.pressed.count, using: &random)])
  }

  /// Draws many times in rectangles of a canvas that is full of `#`.
  private func check(_ name: String, _ draw: (inout Canvas, Rect) -> Void, _ handle: (InputEvent) -> Void) {
    var random = SeededGenerator(seed: 5)
    for round in 0..<250 {
      let size = Size(width: Int.random(in: 1...90, using: &random), height: Int.random(in: 1...30, using: &random))
      let rect = Rect(
        x: Int.random(in: 0...3, using: &random), y: Int.random(in: 0...3, using: &random),
        width: Int.random(in: 0...size.width, using: &random), height: Int.random(in: 0...size.height, using: &random)
      ).intersection(size.bounds)
      let glyphs: GlyphSet = round % 2 == 0 ? .ascii : .utf8
      var canvas = Canvas(size: size, glyphs: glyphs)
      canvas.fill(canvas.bounds, with: Glyph("#", ascii: "#"), role: .danger)
      draw(&canvas, rect)
      let points = (0..<size.height).flatMap { y in (0..<size.width).map { Point(x: $0, y: y) } }
      let changed = points.filter { !rect.contains($0) && (canvas[$0]?.text != "#" || canvas[$0]?.role != .danger) }
      #expect(changed.isEmpty, "\(name) wrote outside of \(rect) in \(size)")
      if let cursor = canvas.cursor { #expect(rect.contains(cursor), "\(name) cursor \(cursor) of \(rect)") }
      if glyphs == .ascii { #expect(canvas.rows().allSatisfy { $0.utf8.allSatisfy { $0 < 128 } }, "\(name)") }
      for _ in 0..<4 { handle(event(&random)) }
    }
  }

  @Test func fields() {
    var text = TextField("Müller 漢字", placeholder: "näme")
    check("text", { text.draw(on: &$0, in: $1, isFocused: true) }) { _ = text.handle($0) }
    var secret = TextField("Müller 漢字", isMasked: true)
    check("secret", { secret.draw(on: &$0, in: $1, isFocused: true, isInvalid: true) }) { _ = secret.handle($0) }
    var date = DateField()
    check("date", { date.draw(on: &$0, in: $1, isFocused: true) }) { _ = date.handle($0) }
    var choice = ChoiceField([.init("a", "ält"), .init("b", "漢字"), .init("c", "ç")])
    check("choice", { choice.draw(on: &$0, in: $1, isFocused: true) }) { _ = choice.handle($0) }
    var box = CheckField("ä 漢字")
    check("check", { box.draw(on: &$0, in: $1, isFocused: true) }) { _ = box.handle($0) }
  }

  @Test func form() {
    var form = Form([
      FormField("a", "Näme", .text(TextField("x")), isRequired: true, section: "ÉIN"),
      FormField("b", "漢字", .date(DateField()), hint: "hint"),
      FormField("c", "Sex", .choice(ChoiceField([.init("F", "Female"), .init("M", "Male")])), continuesRow: true),
      FormField("d", "SMS", .check(CheckField("yes")), section: "ZWEI"),
      FormField("e", "Code", .text(TextField(maximumLength: 2)), continuesRow: true, advancesWhenFull: true),
    ])
    form.setError("wröng, and said at some length", for: "b")
    check("form", { form.draw(on: &$0, in: $1, isFocused: true) }) { _ = form.handle($0) }
  }

  @Test func table() {
    var table = Table(
      [TableColumn("NÄME", .flexible(minimum: 6)), TableColumn("漢", .fixed(4), dropOrder: 1)], rows: Array(0..<40), emptyText: "ø"
    )
    check("table", { table.draw(on: &$0, in: $1, isFocused: true) { ["Ñame \($0)", TableCell("漢字\($0)", role: .flagHigh)] } }) {
      _ = table.handle($0)
    }
  }

  @Test func overlays() {
    var dialog = Dialog(
      title: "Tïtle", lines: [.init("Some text that is long enough to go over several lines in most of the sizes")],
      form: Form([FormField("a", "Why", .text(TextField()))]),
      confirmation: .init("Type the yéar:", answers: ["1"], maximumLength: 4),
      buttons: [.init("a", "Sign", key: .function(9), isWriting: true), .init("b", "Back")])
    check("dialog", { dialog.draw(on: &$0, in: $1) }) { _ = dialog.handle($0) }
    var help = HelpOverlay(chartTable, words: .init(title: "Hëlp", find: "Find:", nothing: "nïchts"))
    check("help", { help.draw(on: &$0, in: $1) }) { _ = help.handle($0) }
    var palette = Palette(chartTable, nothing: "nïchts")
    check("palette", { palette.draw(on: &$0, in: $1) }) { _ = palette.handle($0) }
  }

  @Test func lines() {
    var tabs = Tabs(["Älpha", "漢字", "Gamma"])
    check("tabs", { tabs.draw(on: &$0, in: $1, isFocused: true) }) { _ = tabs.handle($0) }
    var text = ScrollText(String(repeating: "wörds 漢字 ", count: 40))
    check("scroll text", { text.draw(on: &$0, in: $1, isFocused: true) }) { _ = text.handle($0) }
    let banner = Banner([.init("ÄLDER 漢字", minimumWidth: 4), .init("1961-03-04")], trailing: [.init("wård", dropOrder: 1)])
    check("banner", { banner.draw(on: &$0, in: $1) }) { _ in }
    let bar = HelpBar(chartTable, extra: [HelpEntry("Up/Dn", "bewëgen 漢字")])
    check("help bar", { bar.draw(on: &$0, in: $1) }) { _ in }
    let toast = Toast(.error, "Ëtwas ist 漢字 schiefgegangen, und zwar gründlich")
    check("toast", { toast.draw(on: &$0, in: $1) }) { _ in }
    let list = LabelValueList([.init("Läbel", "Välue 漢字 and more"), .init("x", "y")])
    check("list", { list.draw(on: &$0, in: $1) }) { _ in }
  }

  /// What is drawn after any keys is what a fresh drawing of the same state gives.
  @Test func drawingTwiceIsDrawingOnce() {
    var random = SeededGenerator(seed: 9)
    var table = Table([TableColumn("N", .flexible(minimum: 6))], rows: Array(0..<40))
    for _ in 0..<300 {
      _ = table.handle(event(&random))
      let first = screen(20, 9) { table.draw(on: &$0, in: $1, isFocused: true) { ["\($0)"] } }
      let second = screen(20, 9) { table.draw(on: &$0, in: $1, isFocused: true) { ["\($0)"] } }
      #expect(first == second)
    }
  }
}
