import ClinicModel
import EventLoop
import TerminalUI
import Testing

/// Sixteen screens, five sizes, three ways of showing them.
@Suite(.onLoop)
struct ScreenGoldenTests {
  @Test(arguments: GoldenScreen.allCases, GoldenScreen.sizes)
  @UIActor
  func looksAsRecorded(_ screen: GoldenScreen, _ size: Size) async throws {
    // Where the screen is too small no key is taken, so it is reached at a size that is large enough.
    let isTooSmall = size.width < 80
    let rig = Rig(size: isTooSmall ? Size(width: 100, height: 30) : size)
    await screen.reach(rig)
    let ascii = rig.draw(size, .ascii, isMono: true)
    let mono = rig.draw(size, .utf8, isMono: true)
    let utf8 = rig.draw(size, .utf8)
    try Golden("\(screen.rawValue)-\(size.name)", utf8: utf8, mono: mono, ascii: ascii).verify()
  }
}
