import Testing

@testable import TerminalUI

@Suite struct KeyTests {
  private enum Action: Hashable { case open, sign, help, quit }

  @Test(arguments: [
    (Key.control("l"), "Ctrl-L"), (.function(9), "F9"), (.up, "Up"), (.character("?"), "?"), (.alt("4"), "Alt-4"), (.backTab, "Shift-Tab"),
    (.character(" "), "Space"), (.escape, "Esc"), (.delete, "Del"), (.pageDown, "PgDn"), (.character("F"), "F"), (.alt(" "), "Alt-Space"),
    (.character("ñ"), "ñ"),
  ]) func spellingsGoBothWays(_ key: Key, _ spelling: String) {
    #expect(key.spelling == spelling)
    #expect(Key(spelling) == key)
  }

  @Test(arguments: ["", "F0", "F13", "Ctrl-", "Ctrl-LL", "Alt-", "Foo", "ctrl-l"]) func nonsenseIsNoKey(_ spelling: String) {
    #expect(Key(spelling) == nil)
  }

  private var table: KeyTable<Action> {
    KeyTable([
      KeyBinding([.enter], Action.open, label: "open"),
      KeyBinding([.function(9), .alt("s")], Action.sign, label: "sign", isWriting: true),
      KeyBinding([.character("?"), .function(1)], Action.help, label: "help"),
    ])
  }

  @Test func dispatches() {
    #expect(table.action(for: .function(1)) == .help)
    #expect(table.action(for: .tab) == nil)
    #expect(table.binding(of: .sign)?.keySpelling == "F9")
    #expect(table.conflicts.isEmpty)
  }

  @Test func greyedActionsDoNothingButSayWhy() {
    var table = table
    table.set(.sign, isEnabled: false, reason: "needs a doctor")
    #expect(table.action(for: .function(9)) == nil)
    #expect(table.binding(for: .function(9))?.disabledReason == "needs a doctor")
    table.set(.sign, isEnabled: true)
    #expect(table.action(for: .function(9)) == .sign)
  }

  @Test func conflictsAreFoundAndTheFirstWins() {
    let other = KeyTable([KeyBinding([.enter, .control("q")], Action.quit, label: "quit")])
    let merged = table.merged(with: other)
    #expect(merged.conflicts == [.enter])
    #expect(merged.action(for: .enter) == .open)
    #expect(merged.action(for: .control("q")) == .quit)
  }
}
