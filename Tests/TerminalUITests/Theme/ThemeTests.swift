import Foundation
import Testing

@testable import TerminalUI

@Suite struct ThemeTests {
  @Test func theFiveThemesAndTheBuiltInOneAreFound() {
    #expect(Theme.names(folder: ThemeFolder.path) == ThemeFolder.names.sorted() + ["mono"])
    #expect(Theme.names(folder: "/nowhere") == ["mono"])
  }

  @Test func lightIsKnown() throws {
    #expect(try ThemeFolder.names.filter { try ThemeFolder.theme($0).isLight } == ["clinic-light"])
  }

  /// The 256 indices settled by hand.
  @Test func handPickedIndicesAreKept() throws {
    #expect(try ThemeFolder.theme("clinic-light").style(for: .flagHigh, depth: .c256).fg == .index(94))
    #expect(try ThemeFolder.theme("cvd-safe").style(for: .emergency, depth: .c256).bg == .index(89))
    let night = try ThemeFolder.theme("night-ward")
    #expect(night.style(for: .textMuted, depth: .c256).fg == .index(137))
    #expect(night.style(for: .selectRow, depth: .c256).bg == .index(236))
    #expect(night.style(for: .emergency, depth: .c256).bg == .index(53))
  }

  @Test func directColoursAreTheOnesAgreed() throws {
    let dark = try ThemeFolder.theme("clinic-dark")
    #expect(dark.style(for: .text, depth: .direct) == ResolvedStyle(fg: .rgb(0xE7, 0xEB, 0xF0), bg: .rgb(0x11, 0x16, 0x1D)))
    #expect(dark.style(for: .selectRow, depth: .direct).bg == .rgb(0x1F, 0x4A, 0x75))
    #expect(dark.style(for: .chartBand, depth: .direct).bg == .rgb(0x1E, 0x3A, 0x2C))
    #expect(try ThemeFolder.theme("cvd-safe").style(for: .flagLow, depth: .direct).fg == .rgb(0x4A, 0xA8, 0xE8))
  }

  @Test(arguments: ThemeFolder.names + ["mono"])
  func everyRoleOfTheCodeHasAStyleAndMonoHasNoColour(name: String) throws {
    let theme = try ThemeFolder.theme(name)
    for role in ThemeRoles.used {
      let mono = theme.style(for: role, depth: .mono)
      #expect(mono.fg == nil && mono.bg == nil, "\(role)")
      #expect(mono.attributes == Theme.mono.style(for: role, depth: .mono).attributes, "\(role)")
      #expect(theme.text(for: role) == Theme.mono.text(for: role), "\(role)")
      guard name != "mono" else { continue }
      let direct = theme.style(for: role, depth: .direct)
      #expect(direct.fg != nil && direct.bg != nil, "\(role)")
      if case .index = direct.fg { Issue.record("\(role) has no direct colour") }
      if case .rgb = theme.style(for: role, depth: .c256).fg { Issue.record("\(role) has no index") }
    }
  }

  /// On 8 and 16 colours all stands on the terminal's own background, except badges.
  @Test(arguments: ThemeFolder.names)
  func sixteenColoursKeepTheTerminalsBackground(name: String) throws {
    let theme = try ThemeFolder.theme(name)
    for role in ThemeRoles.used {
      let style = theme.style(for: role, depth: .c16)
      #expect((style.bg != nil) == ThemeRoles.isBadge(role.rawValue), "\(role)")
      for color in [style.fg, style.bg].compactMap({ $0 }) {
        guard case .index(let index) = color else {
          Issue.record("\(role) has a direct colour")
          continue
        }
        #expect((0...15).contains(index), "\(role)")
      }
      if style.bg != nil { #expect(style.fg != nil && style.fg != style.bg, "\(role)") }
    }
    #expect(theme.style(for: .text, depth: .c16) == ResolvedStyle())
    #expect(theme.style(for: .selectRow, depth: .c16) == ResolvedStyle(attributes: .reverse))
  }

  @Test func monoShowsWhatColourWouldShow() {
    let plain = Theme.mono.style(for: .text, depth: .mono).attributes
    #expect(plain == [])
    for role: Role in [.selectRow, .flagHigh, .flagLow, .flagCriticalHigh, .fieldError, .emergency, .buttonFocus, .helpKey] {
      #expect(Theme.mono.style(for: role, depth: .mono).attributes != plain, "\(role)")
    }
    #expect(Theme.mono.style(for: .selectRow, depth: .direct) == Theme.mono.style(for: .selectRow, depth: .mono))
  }

  @Test func flagsAreLetters() {
    let letters = [Role.flagOk, .flagLow, .flagHigh, .flagCriticalLow, .flagCriticalHigh].map { Theme.mono.text(for: $0) }
    #expect(letters == ["-", "L", "H", "LL", "HH"])
  }

  @Test func aRoleNobodyNamedLooksLikeItsParent() throws {
    let theme = try ThemeFolder.theme("clinic-dark")
    for depth in ColorDepth.allCases {
      #expect(
        theme.style(for: Role("flag.critical.high.of-today"), depth: depth) == theme.style(for: .flagCriticalHigh, depth: depth))
      #expect(theme.style(for: Role("unheard.of"), depth: depth) == theme.style(for: .text, depth: depth))
    }
  }

  /// A role declared in the code is known to themes: the list is held against the source.
  @Test func everyDeclaredRoleIsListed() throws {
    let root = URL(fileURLWithPath: ThemeFolder.path).deletingLastPathComponent()
    var declared: Set<String> = []
    for file in ["Core/Role+Names.swift", "Theme/ThemeRoles.swift"] {
      let source = try String(contentsOf: root.appendingPathComponent("Sources/TerminalUI/\(file)"), encoding: .utf8)
      for match in source.matches(of: /static let \w+ = Role\("([a-z.]+)"\)/) { declared.insert(String(match.1)) }
    }
    #expect(declared.count > 40)
    #expect(declared == Set(ThemeRoles.used.map(\.rawValue)))
  }

  @Test func theBandLendsItsBackground() throws {
    let theme = try ThemeFolder.theme("clinic-dark")
    for role: Role in [.chartSeries, .chartTarget, .flagOk, .flagLow, .flagHigh] {
      let onBand = theme.style(for: role.onBand, depth: .direct)
      #expect(onBand.fg == theme.style(for: role, depth: .direct).fg)
      #expect(onBand.bg == theme.style(for: .chartBand, depth: .direct).bg)
    }
    #expect(Role.flagCriticalHigh.onBand == .flagCriticalHigh)
  }
}
