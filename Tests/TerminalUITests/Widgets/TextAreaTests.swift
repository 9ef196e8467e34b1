import Testing

@testable import TerminalUI

@Suite struct TextAreaTests {
  private func drawn(_ area: inout TextArea, width: Int = 14) -> Canvas {
    var canvas = Canvas(size: Size(width: width, height: area.rows), glyphs: .ascii)
    area.prepare(width: width, glyphs: .ascii)
    area.draw(on: &canvas, in: canvas.bounds, isFocused: true)
    return canvas
  }

  @Test func linesAreWrappedAtSpacesAndTheCaretStandsBehindTheText() {
    var area = TextArea("one two three four", rows: 3)
    let canvas = drawn(&area)
    #expect(canvas.rows() == ["|one two     |", "|three four  |", "|            |"].map { $0 })
    #expect(canvas.cursor == Point(x: 11, y: 1))
  }

  @Test func enterIsALineEndAndUpAndDownMoveInside() {
    var area = TextArea(rows: 4)
    for key in [Key.character("a"), .character("b"), .enter, .character("c")] { #expect(area.handle(.key(key)) == .changed) }
    #expect(area.text == "ab\nc")
    #expect(area.claims(.key(.up)))
    #expect(area.handle(.key(.up)) == .moved)
    #expect(area.caret == 1)
    #expect(!area.claims(.key(.up)), "from the first line a form moves on")
    #expect(area.claims(.key(.enter)))
    #expect(area.handle(.key(.down)) == .moved)
    #expect(area.caret == 4)
    #expect(!area.claims(.key(.down)))
  }

  @Test func aPasteKeepsItsLinesAndLosesItsControls() {
    var area = TextArea()
    #expect(area.handle(.paste("one\r\ntwo\u{1B}[2J\tthree\u{2028}four")) == .changed)
    #expect(area.text == "one\ntwo[2J three\nfour")
  }

  @Test func moreThanItHoldsDoesNotComeIn() {
    var area = TextArea(maximumLength: 5)
    _ = area.handle(.paste("123456789"))
    #expect(area.text == "12345")
    #expect(area.handle(.key(.character("6"))) == .moved)
  }

  @Test func itScrollsToTheCaretAndSaysThatMoreIsThere() {
    var area = TextArea((1...9).map { "line \($0)" }.joined(separator: "\n"), rows: 3)
    let end = drawn(&area).rows()
    #expect(end[2].hasPrefix("|line 9"))
    #expect(end[0].hasSuffix("^"))
    for _ in 0..<20 { _ = area.handle(.key(.up)) }
    let top = drawn(&area).rows()
    #expect(top[0].hasPrefix("|line 1"))
    #expect(top[2].hasSuffix("v"))
  }

  /// In a form Tab leaves it, Up from its first line leaves it, and the fields below it stand below all its rows.
  @Test func inAFormItTakesItsRows() {
    var form = Form([
      FormField("a", "A", .area(TextArea("x\ny", rows: 3))), FormField("b", "B", .text(TextField(maximumLength: 4))),
    ])
    var canvas = Canvas(size: Size(width: 30, height: 8), glyphs: .ascii)
    form.draw(on: &canvas, in: canvas.bounds, isFocused: true)
    #expect(canvas.rows()[3].contains("B [____]"))
    #expect(form.handle(.key(.up)) == .moved)
    #expect(form.focusID == "a")
    #expect(form.handle(.key(.tab)) == .moved)
    #expect(form.focusID == "b")
  }
}

@Suite struct LookupFieldTests {
  private let options = ["Penicillins", "Peanut", "Látex", "Acetylsalicylic acid"].enumerated().map {
    ChoiceField.Option("\($0.offset)", $0.element)
  }

  private func typed(_ text: String) -> LookupField {
    var field = LookupField(options)
    for event in keys(text) { _ = field.handle(event) }
    return field
  }

  @Test(arguments: [("pe", ["0", "1"]), ("PEA", ["1"]), ("latex", []), ("late", ["2"]), ("acid ace", ["3"]), ("zz", []), ("", [])])
  func everyWordBeginsAWord(_ text: String, _ found: [String]) {
    #expect(typed(text).matches.map(\.id) == found)
  }

  @Test func downChoosesAndEnterTakes() {
    var field = typed("pe")
    #expect(field.claims(.key(.down)))
    #expect(field.handle(.key(.down)) == .moved)
    #expect(field.handle(.key(.enter)) == .submitted)
    #expect(field.text == "Peanut")
    #expect(field.taken?.id == "1")
    #expect(field.matches.isEmpty)
    #expect(!field.claims(.key(.down)), "nothing to choose: the form moves on")
  }

  @Test func whatIsNotFoundStaysAsTyped() {
    var field = typed("wasp venom")
    #expect(field.handle(.key(.enter)) == .submitted)
    #expect(field.text == "wasp venom")
    #expect(field.taken == nil)
  }
}
