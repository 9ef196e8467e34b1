import Testing

@testable import TerminalUI

/// Commands of an invented chart.
enum ChartCommand: Hashable, Sendable { case zoom, sign, help, lock, theme }

let chartTable = KeyTable<ChartCommand>([
  KeyBinding([.character("+"), .character("=")], .zoom, label: "zoom", detail: "Chart: zoom in", group: "HERE"),
  KeyBinding(
    [.function(9)], .sign, label: "sign", detail: "Sign the order that is shown", group: "HERE", isWriting: true,
    isEnabled: false,
    disabledReason: "needs the role doctor"),
  KeyBinding([.character("?"), .function(1)], .help, label: "help", detail: "This help", group: "EVERYWHERE"),
  KeyBinding([.control("l")], .lock, label: "lock", detail: "Privacy lock", group: "EVERYWHERE"),
  KeyBinding([], .theme, label: "theme", detail: "Change the theme", group: "EVERYWHERE"),
])

@Suite struct HelpBarTests {
  private let bar = HelpBar(chartTable, extra: [HelpEntry("Up/Dn", "move"), HelpEntry("Enter", "open")])

  private func row(_ width: Int) -> String { screen(width, 1) { bar.draw(on: &$0, in: $1) }.rows()[0] }

  @Test func entriesAreWholeOrNotThere() {
    #expect(row(60) == " Up/Dn move  Enter open  + zoom  ? help  Ctrl-L lock")
    #expect(row(45) == " Up/Dn move  Enter open  + zoom  ? help")
    #expect(row(20) == " Up/Dn move  ? help")
    #expect(row(10) == " ? help")
  }

  @Test func everyWidthShowsWholeEntriesAndHelpStays() {
    let whole = ["Up/Dn move", "Enter open", "+ zoom", "? help", "Ctrl-L lock"]
    for width in 8...80 {
      let shown = row(width).split(separator: "  ").map { String($0).trimmingPrefix(" ") }.map(String.init)
      #expect(shown.allSatisfy { whole.contains($0) }, "\(width): \(shown)")
      #expect(shown.contains("? help"), "\(width)")
    }
  }

  @Test func greyedAndKeylessCommandsAreNotInTheBar() {
    #expect(!bar.entries.contains { $0.label == "sign" || $0.label == "theme" })
  }

  @Test func keysAndWordsLookDifferent() {
    let canvas = screen(60, 1) { bar.draw(on: &$0, in: $1) }
    #expect(canvas[Point(x: 1, y: 0)]?.role == .helpKey)
    #expect(canvas[Point(x: 7, y: 0)]?.role == .help)
  }

  @Test func wideWordsAreMeasured() {
    let bar = HelpBar([HelpEntry("F9", "署名する"), HelpEntry("?", "助け", isEssential: true)])
    #expect(screen(22, 1, .utf8) { bar.draw(on: &$0, in: $1) }.rows()[0] == " F9 署名する  ? 助け")
    #expect(screen(20, 1, .utf8) { bar.draw(on: &$0, in: $1) }.rows()[0] == " ? 助け")
  }
}

@Suite struct HelpOverlayTests {
  private let words = HelpOverlay<ChartCommand>.Words(title: "Help: Chart", find: "Find:", nothing: "Nothing found")

  private func overlay(_ typed: String = "") -> HelpOverlay<ChartCommand> {
    var overlay = HelpOverlay(chartTable, words: words)
    for event in keys(typed) { _ = overlay.handle(event) }
    return overlay
  }

  @Test func listsAllKeysInGroups() {
    var overlay = overlay()
    let canvas = screen(70, 11) { overlay.draw(on: &$0, in: $1) }
    #expect(
      text(canvas) == """
        +- Help: Chart ------------------------------------------------------+
        | Find: [____________________________]                           5/5 |
        | HERE                                                               |
        | > +  =    Chart: zoom in                                           |
        |   F9      (Sign the order that is shown) needs the role doctor     |
        | EVERYWHERE                                                         |
        |   ?  F1   This help                                                |
        |   Ctrl-L  Privacy lock                                             |
        |           Change the theme                                         |
        |                                                                    |
        +--------------------------------------------------------------------+
        """)
    #expect(canvas.cursor == Point(x: 2, y: 3))
  }

  @Test func anEntryIsNeverCut() {
    var overlay = overlay()
    for width in 24...90 {
      let words = screen(width, 40) { overlay.draw(on: &$0, in: $1) }.rows().dropFirst().joined(separator: " ")
        .filter { $0 != "|" }.split(separator: " ").map(String.init)
      for word in "Sign the order that is shown needs role doctor Privacy lock Change theme".split(separator: " ") {
        #expect(words.contains { $0.contains(word) }, "\(width): \(word)")
      }
      #expect(!words.contains { $0.contains("~") })
    }
  }

  @Test func searchIgnoresCaseAndAccents() {
    #expect(overlay("ZOOM").matches.map(\.action) == [.zoom])
    #expect(overlay("the shown").matches.map(\.action) == [.sign])
    #expect(overlay("ctrl-l").matches.map(\.action) == [.lock])
    #expect(overlay("everywhere").matches.count == 3)
    #expect(overlay("zzz").matches.isEmpty)
    let spanish = KeyTable<ChartCommand>([KeyBinding([.control("l")], .lock, label: "bloqueo", detail: "Bloquear la sesión")])
    var overlay = HelpOverlay(spanish, words: words)
    for event in keys("SESION") { _ = overlay.handle(event) }
    #expect(overlay.matches.count == 1)
  }

  @Test func everyLineCanBeRun() {
    var overlay = overlay("lock")
    #expect(overlay.handle(.key(.enter)) == .run(.lock))
    overlay = self.overlay("zzz")
    #expect(overlay.handle(.key(.enter)) == .moved)
    #expect(screen(40, 6) { overlay.draw(on: &$0, in: $1) }.rows()[2].contains("Nothing found"))
  }

  @Test func aGreyedLineSaysWhy() {
    var overlay = overlay()
    #expect(overlay.handle(.key(.down)) == .moved)
    #expect(overlay.handle(.key(.enter)) == .refused("needs the role doctor"))
  }

  @Test func theChosenLineIsInViewWhateverTheHeight() {
    for height in 4...12 {
      var overlay = overlay()
      for place in 0..<5 {
        let canvas = screen(44, height) { overlay.draw(on: &$0, in: $1) }
        #expect(canvas.cursorRow.hasPrefix("| >"), "\(height) \(place)")
        _ = overlay.handle(.key(.down))
      }
    }
  }

  @Test func itCloses() {
    var overlay = overlay()
    #expect(overlay.handle(.key(.escape)) == .cancelled)
    #expect(overlay.handle(.key(.character("?"))) == .cancelled)
    overlay = self.overlay("a")
    #expect(overlay.handle(.key(.character("?"))) == .moved)
    #expect(overlay.handle(.key(.function(1))) == .cancelled)
    #expect(overlay.handle(.key(.control("l"))) == .ignored)
  }
}

@Suite struct PaletteTests {
  private func palette(_ typed: String = "") -> Palette<ChartCommand> {
    var palette = Palette(chartTable, nothing: "no such command")
    for event in keys(typed) { _ = palette.handle(event) }
    return palette
  }

  @Test func drawnAsAgreed() {
    var palette = palette("th")
    let canvas = screen(60, 8) { palette.draw(on: &$0, in: $1) }
    #expect(
      text(canvas) == """
        +----------------------------------------------------------+
        | : [th__________________________________________________] |
        | > Change the theme                                       |
        |   (Sign the order that is shown)                   F9    |
        |   This help                                        ?  F1 |
        |                                                          |
        |                                                          |
        +----------------------------------------------------------+
        """)
    #expect(canvas.cursor == Point(x: 2, y: 2))
    #expect(canvas[Point(x: 4, y: 3)]?.role == .disabled)
  }

  @Test func namesComeBeforeDescriptions() {
    #expect(palette("the").matches.map(\.action) == [.theme, .sign])
    #expect(palette("lo").matches.map(\.action) == [.lock])
    #expect(palette("").matches.count == 5)
  }

  @Test func runRefuseOrHandBack() {
    var palette = palette("lock")
    #expect(palette.handle(.key(.enter)) == .run(.lock))
    palette = self.palette("sign")
    #expect(palette.handle(.key(.enter)) == .refused("needs the role doctor"))
    palette = self.palette("zoom 24m")
    #expect(palette.matches.isEmpty)
    #expect(palette.handle(.key(.enter)) == .entered("zoom 24m"))
    let rows = screen(40, 5) { palette.draw(on: &$0, in: $1) }.rows()
    #expect(rows[2].contains("no such command"))
    #expect(palette.handle(.key(.escape)) == .cancelled)
  }

  @Test func typingGoesBackToTheBestMatch() {
    var palette = palette()
    for _ in 0..<10 { _ = palette.handle(.key(.down)) }
    let low = screen(60, 5) { palette.draw(on: &$0, in: $1) }
    #expect(low.cursorRow.contains("Change the theme"))
    _ = palette.handle(.key(.character("l")))
    #expect(palette.handle(.key(.enter)) == .run(.lock))
    _ = palette.handle(.key(.up))
    #expect(palette.handle(.key(.enter)) == .run(.lock))
  }

  /// Every action has its line, keys or not: no function key is the only way.
  @Test func everyActionIsListed() {
    #expect(Set(palette().matches.map(\.action)) == [.zoom, .sign, .help, .lock, .theme])
  }
}
