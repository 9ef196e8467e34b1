import Testing

@testable import TerminalUI

@Suite struct DialogTests {
  private func approval(answers: [String] = ["1939"]) -> Dialog {
    Dialog(
      title: "Approve",
      lines: [
        .init("KLEIN, Otto  M  1939-05-30 (87y)  MRN 099-551-0", role: .textStrong),
        .init("Grants the full record to N. Berg for 4 h. Everything is written to the audit log."),
      ],
      form: Form([
        FormField(
          "hours", "For", .choice(ChoiceField([.init("1", "1 h"), .init("4", "4 h"), .init("12", "12 h")], selectedID: "4"))),
        FormField("note", "Note", .text(TextField(maximumLength: 60))),
      ]),
      confirmation: .init("To approve type the patient's birth year:", answers: answers, maximumLength: 4, accepts: .digits),
      buttons: [
        .init("approve", "Approve", key: .function(9), isWriting: true), .init("deny", "Deny", key: .function(10)),
        .init("back", "Back"),
      ])
  }

  @Test func drawnAsAgreed() {
    var dialog = approval()
    let canvas = screen(72, 14) { dialog.draw(on: &$0, in: $1) }
    #expect(
      text(canvas) == """

            +- Approve ----------------------------------------------------+
            | KLEIN, Otto  M  1939-05-30 (87y)  MRN 099-551-0              |
            | Grants the full record to N. Berg for 4 h. Everything is     |
            | written to the audit log.                                    |
            |                                                              |
            | > For  ( ) 1 h  (o) 4 h  ( ) 12 h                            |
            |   Note [________________________________________]            |
            |                                                              |
            |   To approve type the patient's birth year: [____]           |
            |                                                              |
            |  ( Approve  F9 )   [ Deny  F10 ]   [ Back ]                  |
            +--------------------------------------------------------------+

        """)
    #expect(canvas.cursor == Point(x: 23, y: 6))
  }

  @Test func writingNeedsWhatWasTyped() {
    var dialog = approval()
    #expect(dialog.handle(.key(.function(9))) == .refused("approve"))
    _ = dialog.handle(.key(.tab))
    _ = dialog.handle(.key(.tab))
    for event in keys("1938") { _ = dialog.handle(event) }
    #expect(dialog.handle(.key(.function(9))) == .refused("approve"))
    _ = dialog.handle(.key(.backspace))
    _ = dialog.handle(.key(.character("9")))
    #expect(dialog.confirmation?.isGiven == true)
    #expect(dialog.handle(.key(.function(9))) == .pressed("approve"))
    #expect(screen(72, 14) { dialog.draw(on: &$0, in: $1) }.rows().contains { $0.contains("[ Approve  F9 ]") })
  }

  /// No number of times Enter writes anything: fingers learn Enter-Enter.
  @Test func enterNeverWrites() {
    var dialog = approval()
    dialog.confirmation?.field.setText("1939")
    for _ in 0..<40 {
      let outcome = dialog.handle(.key(.enter))
      #expect(outcome != .pressed("approve"))
    }
  }

  @Test func enterPressesWhatDoesNotWrite() {
    var dialog = Dialog(title: "Leave", buttons: [.init("stay", "Stay"), .init("leave", "Leave")])
    #expect(dialog.handle(.key(.enter)) == .pressed("stay"))
    _ = dialog.handle(.key(.right))
    #expect(dialog.handle(.key(.character(" "))) == .pressed("leave"))
    _ = dialog.handle(.key(.tab))
    #expect(dialog.handle(.key(.enter)) == .pressed("stay"))
  }

  @Test func withoutKnownAnswersAnythingTypedWillDo() {
    var dialog = approval(answers: [])
    #expect(dialog.handle(.key(.function(9))) == .refused("approve"))
    dialog.confirmation?.field.setText("19")
    #expect(dialog.handle(.key(.function(9))) == .pressed("approve"))
  }

  @Test(arguments: [
    ("0,5 ml", true), ("0.5mL", true), ("0.5 ML", true), ("5 mL", false), ("0.5", false), ("", false), ("0.05 mL", false),
  ])
  func aDoseIsComparedByWhatItSays(typed: String, isGiven: Bool) {
    var confirmation = Dialog.Confirmation("Type dose and unit:", answers: ["0.5 mL"])
    confirmation.field.setText(typed)
    #expect(confirmation.isGiven == isGiven)
  }

  @Test func focusGoesRoundAndFieldsAreReached() {
    var dialog = approval()
    for key: Key in [.right, .tab, .character("x"), .tab, .character("1"), .tab, .tab, .tab, .tab] {
      _ = dialog.handle(.key(key))
    }
    #expect(dialog.form?.values == ["hours": "12", "note": "x"])
    #expect(dialog.confirmation?.text == "1")
    #expect(dialog.form?.focusID == "hours")
    _ = dialog.handle(.key(.backTab))
    #expect(screen(72, 14) { dialog.draw(on: &$0, in: $1) }.rows().contains { $0.contains(">[ Back ]") })
    for _ in 0..<3 { _ = dialog.handle(.key(.backTab)) }
    _ = dialog.handle(.key(.character("2")))
    #expect(dialog.confirmation?.text == "12")
    _ = dialog.handle(.key(.backTab))
    #expect(dialog.form?.focusID == "note")
  }

  @Test func keysOfButtonsDoNotStealText() {
    var dialog = Dialog(
      title: "Reason", form: Form([FormField("why", "Why", .text(TextField()))]),
      buttons: [.init("yes", "Yes", key: .character("y")), .init("no", "No", key: .character("n"))])
    #expect(dialog.handle(.key(.character("y"))) == .changed("why"))
    _ = dialog.handle(.key(.tab))
    #expect(dialog.handle(.key(.character("n"))) == .pressed("no"))
  }

  @Test func escapeLeaves() {
    var dialog = approval()
    #expect(dialog.handle(.key(.escape)) == .cancelled)
    _ = dialog.handle(.key(.tab))
    _ = dialog.handle(.key(.tab))
    #expect(dialog.handle(.key(.escape)) == .cancelled)
    #expect(dialog.handle(.key(.control("l"))) == .ignored)
  }

  @Test func aGreyedButtonIsInRoundBrackets() {
    var dialog = Dialog(title: "T", buttons: [.init("a", "Sign", key: .function(9), isEnabled: false), .init("b", "Back")])
    #expect(dialog.handle(.key(.function(9))) == .refused("a"))
    #expect(screen(40, 5) { dialog.draw(on: &$0, in: $1) }.rows()[2].contains(">( Sign  F9 )   [ Back ]"))
  }

  /// In little room the text scrolls; fields, prompt and buttons stay whole.
  @Test func littleRoom() {
    var dialog = approval()
    let canvas = screen(50, 12) { dialog.draw(on: &$0, in: $1) }
    #expect(
      text(canvas) == """
        +- Approve --------------------------------------+
        | KLEIN, Otto M 1939-05-30 (87y) MRN 099-551-0   |
        | Grants the full record to N. Berg for 4 h.    v|
        |                                                |
        | > For  ( ) 1 h  (o) 4 h  ( ) 12 h              |
        |   Note [_____________________________________] |
        |                                                |
        |   To approve type the patient's birth year:    |
        |   [____]                                       |
        |                                                |
        |  ( Approve  F9 )   [ Deny  F10 ]   [ Back ]    |
        +------------------------------------------------+
        """)
    #expect(dialog.handle(.key(.pageDown)) == .moved)
    let scrolled = screen(50, 12) { dialog.draw(on: &$0, in: $1) }
    #expect(scrolled.rows()[1] == "| Grants the full record to N. Berg for 4 h.    ^|")
    #expect(scrolled.rows()[2] == "| Everything is written to the audit log.        |")
  }
}
