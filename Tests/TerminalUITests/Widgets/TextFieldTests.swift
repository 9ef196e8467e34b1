import Testing

@testable import TerminalUI

@Suite struct TextFieldTests {
  private func typed(_ text: String, into field: TextField = TextField()) -> TextField {
    var field = field
    for event in keys(text) { _ = field.handle(event) }
    return field
  }

  private func press(_ keys: [Key], _ field: inout TextField) -> [TextField.Outcome] { keys.map { field.handle(.key($0)) } }

  @Test func textIsTypedAtTheCaret() {
    var field = typed("Adler")
    let outcomes = press([.home, .right, .delete, .right, .character("d")], &field)
    #expect(outcomes == [.moved, .moved, .changed, .moved, .changed])
    #expect(field.text == "Alder")
    #expect(field.caret == 3)
  }

  @Test(arguments: [
    (Key.control("u"), "more words"), (.control("k"), "one two "), (.control("w"), "one more words"),
    (.backspace, "one twomore words"),
    (.delete, "one two ore words"),
  ])
  func editingKeysRemove(key: Key, left: String) {
    var field = TextField("one two more words")
    for _ in 0..<10 { _ = field.handle(.key(.left)) }
    #expect(field.caret == 8)
    #expect(field.handle(.key(key)) == .changed)
    #expect(field.text == left)
  }

  @Test func wordKeysMove() {
    var field = TextField("one two more")
    _ = press([.alt("b")], &field)
    #expect(field.caret == 8)
    _ = press([.alt("b"), .alt("b"), .alt("b")], &field)
    #expect(field.caret == 0)
    _ = press([.alt("f"), .alt("f")], &field)
    #expect(field.caret == 7)
    _ = press([.control("e")], &field)
    #expect(field.caret == 12)
    _ = press([.control("a")], &field)
    #expect(field.caret == 0)
  }

  @Test func removingWhereNothingIsDoesNothing() {
    var field = TextField()
    let outcomes = press([.backspace, .delete, .control("u"), .control("k"), .control("w")], &field)
    #expect(outcomes.allSatisfy { $0 == .moved })
    #expect(field == TextField())
  }

  @Test func undoGoesBackToTheStartAndForthAgain() {
    var field = typed("!", into: TextField("Lund"))
    #expect(field.handle(.key(.control("z"))) == .changed)
    #expect(field.text == "Lund")
    #expect(field.handle(.key(.control("z"))) == .changed)
    #expect(field.text == "Lund!")
    field.setText("Osei")
    #expect(field.handle(.key(.control("z"))) == .moved)
    #expect(field.text == "Osei")
  }

  @Test func aWipedSecretCannotBeUndone() {
    var field = typed("secret", into: TextField(isMasked: true))
    field.wipe()
    _ = field.handle(.key(.control("z")))
    #expect(field.text.isEmpty)
  }

  @Test func theCaretCountsWholeCharacters() {
    var field = TextField("e\u{301}👩‍⚕️n")
    #expect(field.caret == 3)
    _ = press([.left, .backspace], &field)
    #expect(field.text == "e\u{301}n")
    #expect(field.caret == 1)
    // A mark typed after its letter joins it: still one character.
    var marked = typed("n\u{303}")
    #expect(marked.caret == marked.text.count)
    marked = TextField("no")
    _ = press([.left], &marked)
    _ = marked.handle(.paste("\u{303}"))
    #expect(marked.text == "n\u{303}o")
    #expect(marked.caret == 1)
  }

  @Test func lengthIsLimited() {
    var field = typed("1234567", into: TextField(maximumLength: 4))
    #expect(field.text == "1234")
    #expect(field.isFull)
    #expect(field.handle(.paste("99")) == .moved)
    #expect(TextField("12345", maximumLength: 3).text == "123")
  }

  @Test func aPasteIsOneLineAndNeverAKey() {
    var field = TextField()
    #expect(field.handle(.paste("\nline one\nline\ttwo\r\n")) == .changed)
    #expect(field.text == "line one line two")
    field.setText("")
    #expect(field.handle(.paste("a\u{1B}[2J\u{7}b")) == .changed)
    #expect(field.text == "a[2Jb")
    #expect(field.handle(.paste("\n\n")) == .moved)
  }

  @Test(arguments: [
    (TextField.Accepted.digits, "2.8a-1", "281"), (.number, "2,8 mg", "2,8"), (.date, "12/03.1971x", "12/03.1971"),
    (.any, "x y", "x y"),
  ])
  func onlyAcceptedCharactersComeIn(accepted: TextField.Accepted, input: String, text: String) {
    var field = TextField(accepts: accepted)
    for event in keys(input) { _ = field.handle(event) }
    #expect(field.text == text)
    var pasted = TextField(accepts: accepted)
    _ = pasted.handle(.paste(input))
    #expect(pasted.text == text)
  }

  @Test func otherKeysAreTheCallers() {
    var field = TextField("x")
    for key: Key in [.tab, .backTab, .escape, .up, .down, .function(1), .control("p"), .control("l"), .pageUp, .alt("1")] {
      #expect(field.handle(.key(key)) == .ignored)
    }
    #expect(field.handle(.key(.enter)) == .submitted)
    #expect(field.handle(.resize(Size(width: 1, height: 1))) == .ignored)
    var disabled = TextField("x", isEnabled: false)
    #expect(disabled.handle(.key(.character("y"))) == .ignored)
    #expect(disabled.handle(.paste("y")) == .ignored)
  }

  @Test func theExtentIsSeenWithoutColour() {
    let canvas = screen(12, 1) { TextField("n.berg").draw(on: &$0, in: $1, isFocused: true) }
    #expect(canvas.rows() == ["[n.berg____]"])
    #expect(canvas.cursor == Point(x: 7, y: 0))
    #expect(screen(12, 1) { TextField("n.berg").draw(on: &$0, in: $1, isFocused: false) }.cursor == nil)
  }

  @Test func aSecretShowsMarksOnly() {
    let field = TextField("pässwort", isMasked: true)
    #expect(screen(12, 1) { field.draw(on: &$0, in: $1, isFocused: true) }.rows() == ["[********__]"])
    #expect(screen(12, 1, .utf8) { field.draw(on: &$0, in: $1, isFocused: true) }.rows() == ["[••••••••__]"])
  }

  @Test func aLongTextScrollsWithTheCaret() {
    var field = TextField("abcdefghijklmnop")
    let end = screen(10, 1) { field.draw(on: &$0, in: $1, isFocused: true) }
    #expect(end.rows() == ["[<nop____]"])
    #expect(end.cursor == Point(x: 5, y: 0))
    _ = field.handle(.key(.home))
    let start = screen(10, 1) { field.draw(on: &$0, in: $1, isFocused: true) }
    #expect(start.rows() == ["[abcdefg>]"])
    #expect(start.cursor == Point(x: 1, y: 0))
    for _ in 0..<9 { _ = field.handle(.key(.right)) }
    let middle = screen(10, 1) { field.draw(on: &$0, in: $1, isFocused: true) }
    #expect(middle.rows() == ["[<fghijk>]"])
    #expect(middle.cursor == Point(x: 6, y: 0))
    // Not in use it shows its beginning.
    #expect(screen(10, 1) { field.draw(on: &$0, in: $1, isFocused: false) }.rows() == ["[abcdefg>]"])
  }

  @Test func theCaretIsSeenAtEveryPlaceOfAnyText() {
    for text in ["", "abc", "Müller-Lüdenscheidt", "漢字かな交じり文", "a漢b字c", "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", "👩‍⚕️👩‍⚕️👩‍⚕️"] {
      for width in 3...14 {
        var field = TextField(text)
        _ = field.handle(.key(.home))
        for _ in 0...text.count {
          for glyphs in GlyphSet.allCases {
            let canvas = screen(width, 1, glyphs) { field.draw(on: &$0, in: $1, isFocused: true) }
            let cursor = canvas.cursor
            #expect(cursor.map { (1..<(width - 1)).contains($0.x) } == true, "\(text) \(width) \(field.caret)")
          }
          _ = field.handle(.key(.right))
        }
      }
    }
  }

  @Test func aPlaceholderIsNoValue() {
    let field = TextField(placeholder: "ward")
    #expect(screen(10, 1) { field.draw(on: &$0, in: $1, isFocused: false) }.rows() == ["[ward____]"])
    #expect(field.isEmpty)
  }
}
