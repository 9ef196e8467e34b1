/// Joins a theme file with those it inherits from and resolves names to colours.
struct ThemeBuilder {
  private var palette: [String: ThemeFile.Paint] = [:]
  private var roles: [String: ThemeFile.Style] = [:]
  private var isLight = false
  private var minimumContrast = 4.5
  private var minimumDistance: Double?
  private let last: ThemeFile

  /// - Parameter files: the oldest ancestor first, the theme itself last; not empty.
  init?(_ files: [ThemeFile]) {
    guard let last = files.last else { return nil }
    self.last = last
    for (name, attributes) in Theme.monoAttributes { roles[name] = ThemeFile.Style(mono: attributes) }
    for file in files {
      palette.merge(file.palette) { _, own in own }
      isLight = file.isLight ?? isLight
      minimumContrast = max(minimumContrast, file.minimumContrast ?? 0)
      minimumDistance = file.minimumDistance ?? minimumDistance
      for (name, style) in file.roles {
        var joined = roles[name] ?? ThemeFile.Style()
        joined.fg = style.fg ?? joined.fg
        joined.bg = style.bg ?? joined.bg
        joined.attributes = style.attributes ?? joined.attributes
        joined.mono = style.mono ?? joined.mono
        joined.text = style.text ?? joined.text
        joined.glyph = style.glyph ?? joined.glyph
        roles[name] = joined
      }
    }
  }

  /// The theme, refused where a colour has no name, two flags share their letters, or something would be hard to read.
  func build() throws(ThemeError) -> Theme {
    var styles: [Role: [ColorDepth: ResolvedStyle]] = [:]
    var texts = Theme.defaultTexts
    var glyphs = Theme.defaultGlyphs
    for name in ThemeRoles.names {
      let role = Role(name)
      var forms: [ColorDepth: ResolvedStyle] = [:]
      for depth in ColorDepth.allCases { forms[depth] = try style(name, depth) }
      styles[role] = forms
      texts[role] = roles[name]?.text ?? texts[role]
      glyphs[role] = roles[name]?.glyph ?? glyphs[role]
    }
    try checkFlags(texts)
    let theme = Theme(
      name: last.name, isLight: isLight, minimumContrast: minimumContrast, minimumDistance: minimumDistance, styles: styles,
      texts: texts, glyphs: glyphs)
    if let problem = ThemeReport(theme).problems.first { throw last.error(problem.key, problem.reason) }
    return theme
  }

  /// A part of a style from the role itself or the nearest parent that has it, `text` at last.
  private func inherited<T>(_ name: String, _ part: (ThemeFile.Style) -> T?) -> (name: String, value: T)? {
    var next = name[...]
    while true {
      if let value = roles[String(next)].flatMap(part) { return (String(next), value) }
      guard let dot = next.lastIndex(of: ".") else { break }
      next = next[..<dot]
    }
    return roles["text"].flatMap(part).map { ("text", $0) }
  }

  private func paint(_ name: String, _ part: String, _ get: (ThemeFile.Style) -> String?) throws(ThemeError) -> ThemeFile.Paint? {
    guard let found = inherited(name, get) else { return nil }
    guard let paint = palette[found.value] else {
      throw last.error("role.\"\(found.name)\".\(part)", "no colour \"\(found.value)\" in the palette")
    }
    return paint
  }

  private func style(_ name: String, _ depth: ColorDepth) throws(ThemeError) -> ResolvedStyle {
    let fg = try paint(name, "fg") { $0.fg }
    let bg = try paint(name, "bg") { $0.bg }
    let mono = inherited(name) { $0.mono }?.value ?? []
    var style = ResolvedStyle(attributes: inherited(name) { $0.attributes }?.value ?? [])
    switch depth {
    case .mono: return ResolvedStyle(attributes: mono)
    case .direct:
      style.fg = fg.flatMap { $0.rgb ?? $0.c256 ?? $0.c16 }
      style.bg = bg.flatMap { $0.rgb ?? $0.c256 ?? $0.c16 }
    case .c256:
      style.fg = fg.flatMap { $0.c256 ?? $0.c16 }
      style.bg = bg.flatMap { $0.c256 ?? $0.c16 }
    case .c16:
      style.attributes.formUnion(mono.subtracting(.reverse))
      if ThemeRoles.isBadge(name), let badge = bg?.c16 {
        style.bg = badge
        style.fg = fg?.c16
      } else if mono.contains(.reverse) {
        // The terminal's own background: a bar is its own two colours turned over.
        style.attributes.insert(.reverse)
      } else {
        style.fg = fg?.c16
      }
      if fg?.isBold16 == true { style.attributes.insert(.bold) }
    }
    return style
  }

  private func checkFlags(_ texts: [Role: String]) throws(ThemeError) {
    let flags: [Role] = [.flagOk, .flagLow, .flagHigh, .flagCriticalLow, .flagCriticalHigh]
    var owners: [String: Role] = [:]
    for flag in flags {
      guard let text = texts[flag]?.filter({ $0 != " " }) else { continue }
      if let other = owners[text] {
        throw last.error("role.\"\(flag)\".text", "\"\(text)\" is already the sign of \(other)")
      }
      owners[text] = flag
    }
  }
}
