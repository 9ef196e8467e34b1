import ClinicModel
import EventLoop
import TerminalUI
import Testing

/// States beyond the eleven screens, at the two smallest sizes, and the eleven screens in Spanish.
@Suite(.onLoop)
struct StateGoldenTests {
  static let sizes = [Size(width: 80, height: 24), Size(width: 100, height: 30)]

  @Test(arguments: ScreenState.all, sizes)
  @UIActor
  func looksAsRecorded(_ state: ScreenState, _ size: Size) async throws {
    let rig = Rig(ClinicWorld(state.world), size: size)
    await state.reach(rig)
    try Golden("\(state.name)-\(size.name)", rig.draw()).verify()
  }

  @Test(arguments: GoldenScreen.allCases, sizes)
  @UIActor
  func looksAsRecordedInSpanish(_ screen: GoldenScreen, _ size: Size) async throws {
    let rig = Rig(size: size, language: .spanish)
    await screen.reach(rig)
    try Golden("\(screen.rawValue)-spanish-\(size.name)", rig.draw()).verify()
  }

  /// A golden that no test compares any more is a screen nobody looks at.
  @Test
  func everyGoldenHasItsTest() throws {
    var expected = Set<String>()
    for screen in GoldenScreen.allCases {
      expected.formUnion(GoldenScreen.sizes.map { "\(screen.rawValue)-\($0.name).txt" })
      expected.formUnion(Self.sizes.map { "\(screen.rawValue)-spanish-\($0.name).txt" })
    }
    for state in ScreenState.all { expected.formUnion(Self.sizes.map { "\(state.name)-\($0.name).txt" }) }
    #expect(Set(try Golden.stored()) == expected)
  }
}
