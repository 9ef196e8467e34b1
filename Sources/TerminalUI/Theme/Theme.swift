/// How roles look at every colour depth. A style is found by one array look-up.
public struct Theme: ThemeStyle, Sendable, Hashable {
  /// As in the file, `clinic-dark`.
  public let name: String
  /// True where the background is light.
  public let isLight: Bool
  /// The contrast every text has at least, 4.5 or more; 0 for the built-in theme without colours.
  public let minimumContrast: Double
  /// The distance (dE76) the four flag colours keep for every kind of sight; nil promises none.
  public let minimumDistance: Double?
  /// By depth, then by role number; a role that has no place falls to its parent.
  private let styles: [[ResolvedStyle?]]
  private let texts: [Role: String]
  private let glyphs: [Role: Glyph]

  init(
    name: String, isLight: Bool, minimumContrast: Double, minimumDistance: Double?, styles: [Role: [ColorDepth: ResolvedStyle]],
    texts: [Role: String] = [:], glyphs: [Role: Glyph] = [:]
  ) {
    self.name = name
    self.isLight = isLight
    self.minimumContrast = minimumContrast
    self.minimumDistance = minimumDistance
    self.texts = texts
    self.glyphs = glyphs
    let count = Int(styles.keys.map(\.number).max() ?? 0) + 1
    self.styles = ColorDepth.allCases.map { depth in
      var row = [ResolvedStyle?](repeating: nil, count: count)
      for (role, forms) in styles { row[Int(role.number)] = forms[depth] }
      return row
    }
  }

  /// The look of a role; one the theme does not know has that of its nearest parent, at last that of `text`.
  public func style(for role: Role, depth: ColorDepth) -> ResolvedStyle {
    let row = styles[depth.rawValue]
    if Int(role.number) < row.count, let style = row[Int(role.number)] { return style }
    if let parent = role.parent { return style(for: parent, depth: depth) }
    return row.first.flatMap { $0 } ?? ResolvedStyle()
  }

  /// The words a theme gives a role, such as `HH` or `PRODUCTION`; nil where it gives none.
  public func text(for role: Role) -> String? { texts[role] ?? role.parent.flatMap { text(for: $0) } }

  /// The sign a theme gives a role; nil where it gives none.
  public func glyph(for role: Role) -> Glyph? { glyphs[role] ?? role.parent.flatMap { glyph(for: $0) } }
}
