import Testing

@testable import TerminalUI

@Suite struct RoleAndGeometryTests {
  @Test func rolesAreInterned() {
    #expect(Role("flag.critical.high") == .flagCriticalHigh)
    #expect(Role.flagCriticalHigh.parent == Role("flag.critical"))
    #expect(Role.text.parent == nil)
    #expect(Role.text.number == 0)
    #expect(Role(rawValue: "a.b").rawValue == "a.b")
    #expect(MemoryLayout<Cell>.stride == 24)
  }

  @Test func rectsSplitAndShrink() {
    let rect = Rect(x: 2, y: 3, width: 10, height: 6)
    #expect(rect.inset(1) == Rect(x: 3, y: 4, width: 8, height: 4))
    #expect(rect.inset(20).isEmpty)
    #expect(rect.split(top: 2).rest == Rect(x: 2, y: 5, width: 10, height: 4))
    #expect(rect.split(bottom: 2).bottom == Rect(x: 2, y: 7, width: 10, height: 2))
    #expect(rect.split(left: 3).left == Rect(x: 2, y: 3, width: 3, height: 6))
    #expect(rect.split(right: 3).right == Rect(x: 9, y: 3, width: 3, height: 6))
    #expect(rect.split(right: 99) == (Rect(x: 2, y: 3, width: 0, height: 6), rect))
    #expect(rect.centered(Size(width: 4, height: 2)) == Rect(x: 5, y: 5, width: 4, height: 2))
    #expect(rect.row(5).height == 1 && rect.row(6).isEmpty)
  }
}
