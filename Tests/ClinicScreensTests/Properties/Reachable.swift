import ClinicModel
import EventLoop
import TerminalUI
import Testing

/// Every state the goldens know, the twelve screens first: what all screens have to keep is tried on each.
struct Reachable: Sendable, CustomTestStringConvertible {
  let name: String
  private let state: ScreenState

  static let all =
    GoldenScreen.allCases.map { screen in
      Reachable(name: screen.rawValue, state: ScreenState(screen.rawValue) { await screen.reach($0) })
    }
    + ScreenState.all.map { Reachable(name: $0.name, state: $0) }

  var testDescription: String { name }

  /// A new application brought to this state.
  @UIActor
  func rig(size: Size = Size(width: 100, height: 30), language: Language = .english) async -> Rig {
    let rig = Rig(ClinicWorld(state.world), size: size, language: language)
    await state.reach(rig)
    return rig
  }
}

extension Canvas {
  /// All text in one line, as a search of it sees it.
  var allText: String { rows().joined(separator: "\n") }

  /// The cell under the hardware cursor and what surrounds it in its row.
  var cursorCell: String { cursor.flatMap { self[$0]?.text } ?? "" }

  /// The same with a silent bell: only the first frame after it rings.
  func silenced() -> Canvas {
    var copy = self
    copy.bellRequested = false
    return copy
  }
}
