import Testing

@testable import TerminalUI

@Suite struct ChoiceFieldTests {
  private let sex = ChoiceField([
    .init("FEMALE", "Female"), .init("MALE", "Male"), .init("OTHER", "Other", letter: "X"), .init("UNKNOWN", "Unknown"),
  ])

  @Test func lettersChoose() {
    var field = sex
    #expect(field.handle(.key(.character("m"))) == .changed)
    #expect(field.selectedID == "MALE")
    #expect(field.handle(.key(.character("M"))) == .moved)
    #expect(field.handle(.key(.character("x"))) == .changed)
    #expect(field.selectedID == "OTHER")
    #expect(field.handle(.key(.character("o"))) == .moved)
    #expect(field.selectedID == "OTHER")
  }

  @Test func aSharedLetterCycles() {
    var field = ChoiceField([.init("1", "oral"), .init("2", "ocular"), .init("3", "subcut")])
    var chosen: [String?] = []
    for _ in 0..<3 {
      _ = field.handle(.key(.character("o")))
      chosen.append(field.selectedID)
    }
    #expect(chosen == ["1", "2", "1"])
  }

  @Test func arrowsGoRound() {
    var field = sex
    #expect(field.handle(.key(.left)) == .changed)
    #expect(field.selectedID == "UNKNOWN")
    _ = field.handle(.key(.right))
    #expect(field.selectedID == "FEMALE")
    _ = field.handle(.key(.character(" ")))
    #expect(field.selectedID == "MALE")
    #expect(field.handle(.key(.enter)) == .submitted)
    for key: Key in [.up, .down, .tab, .escape, .function(4)] { #expect(field.handle(.key(key)) == .ignored) }
  }

  @Test func onlyOfferedIdsAreChosen() {
    var field = sex
    field.select("OTHER")
    #expect(field.selectedLabel == "Other")
    field.select("MARTIAN")
    #expect(field.selectedID == nil)
    field.select("MALE")
    field.setOptions([.init("FEMALE", "Mujer"), .init("MALE", "Hombre")])
    #expect(field.selectedLabel == "Hombre")
    field.setOptions([.init("FEMALE", "Mujer")])
    #expect(field.selectedID == nil)
    var empty = ChoiceField([])
    #expect(empty.handle(.key(.right)) == .ignored)
  }

  @Test func drawnWholeWhereThereIsRoom() {
    var field = sex
    field.select("MALE")
    let canvas = screen(50, 1) { field.draw(on: &$0, in: $1, isFocused: true) }
    #expect(canvas.rows() == ["( ) Female  (o) Male  ( ) Other  ( ) Unknown"])
    #expect(canvas.cursor == Point(x: 13, y: 0))
  }

  @Test func foldedWhereThereIsNot() {
    var field = sex
    field.select("UNKNOWN")
    let canvas = screen(14, 1) { field.draw(on: &$0, in: $1, isFocused: true) }
    #expect(canvas.rows() == ["[Unknown    v]"])
    #expect(canvas.cursor == Point(x: 1, y: 0))
  }

  @Test func withoutAChoiceTheCursorIsOnTheFirst() {
    let canvas = screen(50, 1) { sex.draw(on: &$0, in: $1, isFocused: true) }
    #expect(!canvas.rows()[0].contains("(o)"))
    #expect(canvas.cursor == Point(x: 1, y: 0))
  }

  @Test func aCheckTurnsOver() {
    var field = CheckField("by SMS")
    #expect(field.handle(.key(.character(" "))) == .changed)
    #expect(field.isOn)
    let canvas = screen(20, 1) { field.draw(on: &$0, in: $1, isFocused: true) }
    #expect(canvas.rows() == ["[x] by SMS"])
    #expect(canvas.cursor == Point(x: 1, y: 0))
    #expect(field.handle(.key(.character("x"))) == .changed)
    #expect(!field.isOn)
    #expect(field.handle(.key(.character("q"))) == .ignored)
  }
}
