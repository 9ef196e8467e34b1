extension Theme {
  /// Reverse, bold and underline only: what NO_COLOR, a vt100 and a theme that cannot be loaded give. No file, always there.
  public static let mono = Theme(
    name: "mono", isLight: false, minimumContrast: 0, minimumDistance: nil,
    styles: Dictionary(
      uniqueKeysWithValues: ThemeRoles.names.map { name in
        let style = ResolvedStyle(attributes: attributes(of: name))
        return (Role(name), Dictionary(uniqueKeysWithValues: ColorDepth.allCases.map { ($0, style) }))
      }),
    texts: defaultTexts, glyphs: defaultGlyphs)

  /// The letters of roles a theme does not name.
  static let defaultTexts: [Role: String] = [
    .flagOk: "-", .flagLow: "L", .flagHigh: "H", .flagCriticalHigh: "HH", .flagCriticalLow: "LL", .bannerProduction: "PRODUCTION",
    .bannerTraining: "TRAINING", .bannerDemo: "DEMO", .fieldError: "! ", .emergency: "!", .stale: "old data",
  ]

  static let defaultGlyphs: [Role: Glyph] = [
    .chartBand: .chartBand, .chartTarget: .chartTarget, .chartCursor: Glyph("@", ascii: "@"),
  ]

  /// The attributes without colour, of roles a theme does not name too. As `mono` in `themes/base.toml`: a test compares.
  static let monoAttributes: [String: TextAttributes] = [
    "text.strong": .bold, "title": .bold, "accent": .bold, "frame.focus": .bold, "banner.patient": .reverse,
    "banner.patient.allergy": [.reverse, .bold], "banner.env.production": [.reverse, .bold], "banner.env.training": .bold,
    "banner.env.demo": .bold, "select.row": .reverse, "select.marker": .bold, "table.header": .bold, "tab.active": .bold,
    "flag.low": .bold, "flag.high": .bold, "flag.critical": [.reverse, .bold], "field.focus": .bold, "field.error": .underline,
    "field.dirty": .bold, "button.focus": .reverse, "help.key": .bold, "badge": [.reverse, .bold], "danger": .bold,
    "emergency": .reverse, "stale": .underline, "toast": .reverse, "toast.warning": [.reverse, .bold],
    "toast.error": [.reverse, .bold], "chart.cursor": .reverse, "chart.critical": .bold, "chart.band.low": .bold,
    "chart.band.high": .bold, "chart.band.cursor": .reverse,
  ]

  private static func attributes(of name: String) -> TextAttributes {
    var next = name[...]
    while true {
      if let attributes = monoAttributes[String(next)] { return attributes }
      guard let dot = next.lastIndex(of: ".") else { return [] }
      next = next[..<dot]
    }
  }
}
