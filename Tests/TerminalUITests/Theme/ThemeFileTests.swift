import Testing

@testable import TerminalUI

@Suite struct ThemeFileTests {
  /// What a mistake in a file says: one line, file, key, reason.
  static let mistakes: [(added: String, message: String)] = [
    ("\"flag.hihg\" = { fg = \"ink\" }", "mine.toml: role.\"flag.hihg\": unknown role"),
    ("\"flag.high\" = { fg = \"ambr\" }", "mine.toml: role.\"flag.high\".fg: no colour \"ambr\" in the palette"),
    ("\"flag.high\" = { colour = \"amber\" }", "mine.toml: role.\"flag.high\".colour: unknown key"),
    ("\"flag.high\" = { fg = 3 }", "mine.toml: role.\"flag.high\".fg: must be a string, not a whole number"),
    ("\"flag.high\" = \"amber\"", "mine.toml: role.\"flag.high\": must be a table, not a string"),
    ("\"flag.high\" = { text = \"\" }", "mine.toml: role.\"flag.high\".text: a flag's letter may not be emptied"),
    ("\"flag.high\" = { text = \"  \" }", "mine.toml: role.\"flag.high\".text: a flag's letter may not be emptied"),
    ("\"flag.high\" = { text = \"HIGH\" }", "mine.toml: role.\"flag.high\".text: must be at most 2 printable ASCII characters"),
    (
      "\"flag.high\" = { text = \"\\u001b\" }", "mine.toml: role.\"flag.high\".text: must be at most 2 printable ASCII characters"
    ),
    (
      "\"flag.high\" = { glyph = { ascii = \" \" } }",
      "mine.toml: role.\"flag.high\".glyph.ascii: a flag's sign may not be emptied"
    ),
    ("\"flag.high\" = { glyph = { utf8 = \"x\" } }", "mine.toml: role.\"flag.high\".glyph.ascii: is needed"),
    (
      "\"chart.band\" = { glyph = { ascii = \"::\" } }",
      "mine.toml: role.\"chart.band\".glyph.ascii: must be one character of one column"
    ),
    (
      "\"chart.band\" = { glyph = { ascii = \"é\" } }",
      "mine.toml: role.\"chart.band\".glyph.ascii: must be one character of one column"
    ),
    (
      "\"chart.band\" = { glyph = { utf8 = \"漢\", ascii = \":\" } }",
      "mine.toml: role.\"chart.band\".glyph.utf8: must be one character of one column"
    ),
    (
      "\"title\" = { mono = \"blink\" }",
      "mine.toml: role.\"title\".mono: \"blink\" is none of bold, dim, italic, none, reverse, underline"
    ),
    (
      "\"flag.high\" = { text = \"L\" }\n\"flag.low\" = { text = \"L\" }",
      "mine.toml: role.\"flag.high\".text: \"L\" is already the sign of flag.low"
    ),
    ("\"flag.high\" = { fg = \"night\" }", "mine.toml: role.\"flag.high\": contrast 1.0 with direct colour is under 4.5"),
    ("\"flag.high\" = { fg = \"ruby\" }", "mine.toml: role.\"flag.high\": contrast 2.6 with direct colour is under 4.5"),
    ("[palette.dim]\nrgb = \"#12345\"", "mine.toml: palette.dim.rgb: must be \"#rrggbb\""),
    ("[palette.dim]\nrgb = \"#12345g\"", "mine.toml: palette.dim.rgb: must be \"#rrggbb\""),
    ("[palette.dim]\nc256 = 9", "mine.toml: palette.dim.c256: must be 16 to 255: those below are the terminal's own"),
    ("[palette.dim]\nc256 = 256", "mine.toml: palette.dim.c256: must be 16 to 255: those below are the terminal's own"),
    ("[palette.dim]\nbold16 = true", "mine.toml: palette.dim: has no colour"),
    ("[palette.dim]\nhue = 3", "mine.toml: palette.dim.hue: unknown key"),
    ("[palette.dim]\nc256 = 200\nbold16 = 1", "mine.toml: palette.dim.bold16: must be true or false"),
    ("[widgets]\nx = 1", "mine.toml: widgets: unknown key"),
    ("[role", "mine.toml: line 11: expected ] after the name of the table"),
    ("\"title\" = { fg = \"ink\" }\n\"title\" = { fg = \"ink\" }", "mine.toml: line 12: title is there twice"),
    ("\"title\" { fg = \"ink\" }", "mine.toml: line 11: expected = after the key"),
    ("\"title\" = { fg = \"ink\" } }", "mine.toml: line 11: more on the line than belongs there"),
    ("\"title\" = { fg = \"ink }", "mine.toml: line 11: the string is not closed on its line"),
    ("\"title\" = [1]", "mine.toml: line 11: lists have no use in a theme"),
    ("\"title\" = 1979-05-27", "mine.toml: line 11: 1979-05-27 is no number a theme can use"),
    ("[meta]", "mine.toml: line 11: table meta is there twice"),
  ]

  @Test(arguments: mistakes.indices)
  func aMistakeIsNamedOnOneLine(place: Int) {
    let (added, message) = Self.mistakes[place]
    #expect(throws: ThemeError.self) { try build(plainTheme + added) }
    do {
      _ = try build(plainTheme + added)
    } catch {
      #expect("\(error)" == message)
      #expect(!"\(error)".contains("\n"))
    }
  }

  @Test(arguments: [
    ("name = \"Clinic\"", "meta.name"), ("name = \"../etc\"", "meta.name"), ("kind = \"dark\"", "meta.name"),
    ("name = \"a\"\nkind = \"dim\"", "meta.kind"), ("name = \"a\"\nmin_contrast = 1", "meta.min_contrast"),
    ("name = \"a\"\nmin_contrast = \"low\"", "meta.min_contrast"), ("name = \"a\"\nmin_distance = 101", "meta.min_distance"),
    ("name = \"a\"\ninherits = \"../../root\"", "meta.inherits"), ("name = \"a\"\ncolour = 1", "meta.colour"),
  ])
  func aMistakeInTheHeadNamesItsKey(meta: String, key: String) {
    let error = #expect(throws: ThemeError.self) { try build("[meta]\n\(meta)\n") }
    #expect(error?.key == key)
  }

  @Test func theMessageNeverCarriesControls() {
    let error = #expect(throws: ThemeError.self) { try build("[meta]\n\"a\\u001b[2Jb\" = 1") }
    #expect(error.map { "\($0)" } == "mine.toml: meta.a␛[2Jb: unknown key")
  }

  @Test func aChildChangesOnlyWhatItNames() throws {
    let child = """
      [meta]
      name = "child"
      kind = "light"
      inherits = "mine"
      [palette]
      amber = { rgb = "#00ff00", c256 = 46 }
      [role]
      "flag.high" = { fg = "amber" }
      """
    let parent = plainTheme + "\"flag.high\" = { fg = \"ink\", text = \"H\", mono = \"bold\" }\n\"title\" = { fg = \"amber\" }\n"
    let theme = try build(child, parents: ["mine": parent])
    #expect(theme.name == "child")
    #expect(theme.isLight)
    #expect(theme.style(for: .flagHigh, depth: .direct) == ResolvedStyle(fg: .rgb(0, 255, 0), bg: .rgb(0, 0, 0)))
    #expect(theme.style(for: .flagHigh, depth: .mono).attributes == .bold)
    #expect(theme.text(for: .flagHigh) == "H")
    // The parent's role takes the child's colour: the palette is joined first.
    #expect(theme.style(for: .title, depth: .direct).fg == .rgb(0, 255, 0))
    #expect(theme.style(for: .text, depth: .c256).fg == .index(231))
  }

  @Test func theLongestPrefixWins() throws {
    let theme = try build(
      plainTheme
        + "\"flag\" = { fg = \"amber\", mono = \"bold\" }\n\"flag.critical\" = { bg = \"ruby\", fg = \"ink\", mono = \"none\" }\n"
    )
    #expect(theme.style(for: .flagLow, depth: .direct).fg == .rgb(0xFF, 0xB4, 0x54))
    #expect(theme.style(for: .flagLow, depth: .direct).bg == .rgb(0, 0, 0))
    #expect(
      theme.style(for: .flagCriticalHigh, depth: .direct) == ResolvedStyle(fg: .rgb(255, 255, 255), bg: .rgb(0xA1, 0x12, 0x26)))
    #expect(theme.style(for: .flagCriticalHigh, depth: .mono).attributes == [])
    #expect(theme.style(for: .flagOk, depth: .mono).attributes == .bold)
    #expect(theme.style(for: .flagLow, depth: .c16) == ResolvedStyle(fg: .index(3), attributes: .bold))
  }

  @Test func aThemeOfAFewColoursStillHasLettersAndMarks() throws {
    let theme = try build(plainTheme)
    for role in ThemeRoles.used {
      #expect(theme.text(for: role) == Theme.mono.text(for: role))
      #expect(theme.style(for: role, depth: .mono) == Theme.mono.style(for: role, depth: .mono))
    }
  }

  @Test func aMissingFormFallsToTheNextSimpler() throws {
    let theme = try build(
      plainTheme.replacing("amber = { rgb = \"#ffb454\", c256 = 215, ", with: "amber = { ") + "\"title\" = { fg = \"amber\" }\n")
    for depth in [ColorDepth.direct, .c256, .c16] { #expect(theme.style(for: .title, depth: depth).fg == .index(3)) }
    #expect(theme.style(for: .title, depth: .mono).fg == nil)
  }

  @Test func aCircleOfParentsIsRefused() {
    let a = "[meta]\nname = \"a\"\ninherits = \"b\"\n"
    let b = "[meta]\nname = \"b\"\ninherits = \"a\"\n"
    let error = #expect(throws: ThemeError.self) { try build(a, parents: ["a": a, "b": b]) }
    #expect(error?.description == "b.toml: meta.inherits: a > b > a goes round in a circle")
    let own = #expect(throws: ThemeError.self) { try build("[meta]\nname = \"a\"\ninherits = \"a\"\n") }
    #expect(own?.reason == "a > a goes round in a circle")
  }

  @Test func tooManyParentsAreRefused() {
    var parents: [String: String] = [:]
    for number in 0...20 { parents["p\(number)"] = "[meta]\nname = \"p\(number)\"\ninherits = \"p\(number + 1)\"\n" }
    let error = #expect(throws: ThemeError.self) { try build(parents["p0"] ?? "", parents: parents) }
    #expect(error?.reason == "more than 8 ancestors")
  }

  @Test func aParentIsWhatItsFileSays() {
    let error = #expect(throws: ThemeError.self) {
      try build("[meta]\nname = \"a\"\ninherits = \"b\"\n", parents: ["b": "[meta]\nname = \"c\"\n"])
    }
    #expect(error?.description == "b.toml: meta.name: must be b, as its file")
  }

  @Test func aMissingParentIsNamed() {
    let error = #expect(throws: ThemeError.self) { try build("[meta]\nname = \"a\"\ninherits = \"b\"\n") }
    #expect(error?.description == "b.toml: cannot be opened")
  }

  @Test func filesThatAreNotThemesAreRefused() {
    #expect(throws: ThemeError.self) { try Theme.load(path: "/nowhere/none.toml") }
    #expect(throws: ThemeError.self) { try Theme.load(name: "../../etc/passwd", folder: ThemeFolder.path) }
    #expect(throws: ThemeError.self) { try Theme.load(path: ThemeFolder.path) }
    let long = #expect(throws: ThemeError.self) { try build(String(repeating: "# long\n", count: 10_000)) }
    #expect(long?.reason == "longer than 65536 bytes")
    let zero = #expect(throws: ThemeError.self) { try build("[meta]\0\nname = \"a\"") }
    #expect(zero?.reason == "more on the line than belongs there")
  }

  @Test func aDistanceThatIsPromisedIsHeld() {
    let text =
      plainTheme.replacing("kind = \"dark\"", with: "min_distance = 25")
      + "\"flag.low\" = { fg = \"amber\" }\n\"flag.ok\" = { fg = \"ink\" }\n\"danger\" = { fg = \"amber\" }\n"
    let error = #expect(throws: ThemeError.self) { try build(text) }
    #expect(error?.key == "meta.min_distance")
  }
}
