import ClinicModel
import EventLoop
import TerminalUI
import Testing

@testable import ClinicScreens

/// What is promised about keys is true on every screen.
@Suite(.onLoop)
struct KeyTableTests {
  @Test(arguments: Reachable.all)
  @UIActor
  func noKeyHasTwoMeanings(_ state: Reachable) async {
    let rig = await state.rig()
    let table = KeyTable(rig.application.allBindings)
    #expect(table.conflicts == [])
    #expect(Set(table.bindings.map(\.action)).count == table.bindings.count, "a command is offered twice")
  }

  /// Writing needs a capital letter or a key that no finger rests on.
  @Test(arguments: Reachable.all)
  @UIActor
  func nothingIsWrittenByASmallLetter(_ state: Reachable) async {
    let rig = await state.rig()
    for binding in rig.application.allBindings where binding.isWriting {
      for case .character(let character) in binding.keys { #expect(character.isUppercase, "\(binding.label)") }
    }
  }

  /// Some terminals keep F-keys and Alt for themselves: each has its command in the palette too.
  @Test(arguments: Reachable.all)
  @UIActor
  func functionAndAltKeysAreInThePalette(_ state: Reachable) async {
    let rig = await state.rig()
    guard rig.model.stage == .signedIn, rig.application.overlay == nil else { return }
    let screen = rig.application.screen
    let wanted = (screen.entries + rig.application.globalEntries).filter { entry in
      entry.keys.contains { if case .function = $0 { true } else if case .alt = $0 { true } else { false } }
    }
    await rig.press(.control("p"))
    #expect(rig.application.overlay is PaletteScreen)
    for entry in wanted {
      await rig.press(.control("u"))
      await rig.send(.paste(rig.application.wording(entry.detail)))
      let first = rig.canvas.rows().first { $0.contains("│ > ") } ?? ""
      #expect(
        first.contains(entry.keys.first { if case .character = $0 { false } else { true } }?.spelling ?? ""),
        "\(entry.detail.english)")
    }
  }

  /// Every entry of the help bar does something one can see, or that leaves the screen.
  @Test(arguments: Reachable.all)
  @UIActor
  func theHelpBarIsTrue(_ state: Reachable) async throws {
    let count = await state.rig().application.helpEntries.count
    for place in 0..<count {
      let rig = await state.rig()
      let application = rig.application
      let entry = application.helpEntries[place]
      #expect(!entry.label.isEmpty && !entry.key.isEmpty)
      let key = try #require(Key(entry.key) ?? Self.first(of: entry.key), "\(entry.key) is no key")
      if Self.needsText(key, rig) || Self.isAnswered[state.name]?.contains(entry.key) == true { continue }
      let (before, quits, redraws, calls) = (rig.draw().silenced(), rig.quits, rig.redraws, rig.world.with { $0.calls.count })
      await rig.press(key)
      let isChanged = rig.draw().silenced() != before || rig.quits != quits || rig.redraws != redraws
      #expect(isChanged || rig.world.with { $0.calls.count } != calls, "\(state.name): \(entry.key) \(entry.label) does nothing")
    }
  }

  /// The answer to this key is what the state shows already.
  private static let isAnswered = [
    "history-problems": ["F9"], "test-order": ["F9"], "date": ["Enter"], "emergency-deny-empty": ["F10"], "registration-problems": ["F9"], "registration-duplicates": ["F6", "F9"],
    "registration-different": ["F6"], "vitals-correction-reason": ["1-4"],
  ]

  /// "1-5", "+ -", "Left/Right": the first of several.
  private static func first(of keys: String) -> Key? {
    keys.split { "/ -".contains($0) && keys.count > 1 }.first.flatMap { Key(String($0)) }
  }

  /// An empty password opens nothing, and says nothing about it.
  @UIActor
  private static func needsText(_ key: Key, _ rig: Rig) -> Bool {
    guard key == .enter, case .locked = rig.model.stage, rig.application.overlay == nil else { return false }
    return rig.model.unlock.password.isEmpty
  }

  /// In a field letters are text.
  @Test
  @UIActor
  func lettersAreTextInFields() async {
    let rig = Rig()
    await rig.signIn(.receptionist)
    await rig.type("fsn?:r")
    #expect(rig.text.contains("[fsn?:r"))
    #expect(!rig.helpRow.contains("f ward"))
    #expect(rig.helpRow.contains("F4 ward"))
    #expect(rig.helpRow.contains("F1 help"))
  }

  @Test(arguments: Staff.allCases)
  @UIActor
  func paneKeysGoToPanesOrSayWhyNot(_ staff: Staff) async {
    let rig = Rig()
    await rig.signIn(staff)
    for (pane, _, key, label) in ClinicApplication.paneCommands {
      await rig.press(.alt(key))
      if rig.model.session?.panes.contains(pane) == true {
        #expect(rig.model.session?.pane == pane)
        #expect(rig.text.hasPrefix(" CLINIC  " + label.english))
      } else {
        #expect(rig.text.contains("NO_ROLE"))
        await rig.press(.escape)
      }
    }
  }
}
