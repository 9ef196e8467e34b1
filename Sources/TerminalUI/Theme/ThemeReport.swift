/// Contrasts and colour distances of a theme, for `clinicctl theme check` and for refusing a theme nobody could read.
public struct ThemeReport: Sendable {
  /// The contrast of one pair of colours, with direct colour and with 256; nil where the terminal chooses a colour itself.
  public struct Pair: Sendable, Hashable {
    /// The two colours, such as `text/bg`.
    public let name: String
    /// WCAG 2 contrast with direct colour, 1 to 21.
    public let direct: Double?
    /// The same with the 256-colour form.
    public let c256: Double?
    /// What it has to be; nil is exempt.
    public let minimum: Double?
  }

  /// The two of ok, low, high and critical that are nearest for a kind of sight.
  public struct Distance: Sendable, Hashable {
    /// The kind of sight.
    public let vision: ColorVision
    /// Such as `ok-low`.
    public let pair: String
    /// dE76, with direct colour.
    public let value: Double
  }

  /// Something that has to be changed before the theme can be loaded.
  public struct Problem: Sendable, Hashable {
    /// The key of the file to change.
    public let key: String
    /// What is wrong with it, in English.
    public let reason: String
  }

  /// The name of the theme.
  public let theme: String
  /// In the order of the design table.
  public let pairs: [Pair]
  /// One per kind of sight; empty where a colour is the terminal's own.
  public let distances: [Distance]
  /// Empty for a theme that can be loaded.
  public let problems: [Problem]

  /// Computes all figures; a theme without colours has no problems.
  public init(_ theme: Theme) {
    self.theme = theme.name
    pairs = Self.named.map { Self.pair($0, theme) }
    distances = ColorVision.allCases.compactMap { Self.nearest(theme, $0) }
    problems = theme.minimumContrast == 0 ? [] : Self.contrastProblems(theme) + Self.distanceProblems(theme, distances)
  }

  /// The report as lines of text, in English, for operators.
  public var lines: [String] {
    var lines = ["\(theme): contrast with direct colour (256 colours), least allowed"]
    for pair in pairs {
      let minimum = pair.minimum.map { Self.shown($0) } ?? "-"
      lines.append("  \(Self.padded(pair.name, 20)) \(Self.shown(pair.direct)) (\(Self.shown(pair.c256)))  \(minimum)")
    }
    lines.append("  nearest of ok, low, high, critical (dE76)")
    for distance in distances {
      lines.append("  \(Self.padded(distance.vision.rawValue, 20)) \(Self.shown(distance.value)) (\(distance.pair))")
    }
    for problem in problems { lines.append("  PROBLEM \(problem.key): \(problem.reason)") }
    return lines
  }

  /// Two ends of a pair: a role and which of its colours.
  private typealias Ink = (role: Role, isBackground: Bool)

  private static let named: [(name: String, a: Ink, b: Ink, kind: String)] = [
    ("text/bg", (.text, false), (.text, true), "text"), ("muted/bg", (.textMuted, false), (.text, true), "text"),
    ("text/surface", (.banner, false), (.banner, true), "text"), ("accent/bg", (.accent, false), (.text, true), "text"),
    ("focus/bg", (.frameFocus, false), (.text, true), "text"), ("border/bg", (.frame, false), (.text, true), "frame"),
    ("sel_fg/sel_bg", (.selectRow, false), (.selectRow, true), "text"), ("ok/bg", (.flagOk, false), (.text, true), "text"),
    ("low/bg", (.flagLow, false), (.text, true), "text"), ("high/bg", (.flagHigh, false), (.text, true), "text"),
    ("crit/bg", (.danger, false), (.text, true), "text"),
    ("crit_fg/crit_bg", (.flagCriticalHigh, false), (.flagCriticalHigh, true), "text"),
    ("emerg_fg/emerg_bg", (.emergency, false), (.emergency, true), "text"),
    ("series/band", (.chartBandSeries, false), (.chartBand, true), "text"),
    ("high/band", (.chartBandHigh, false), (.chartBand, true), "text"),
    ("low/band", (.chartBandLow, false), (.chartBand, true), "text"), ("band/bg", (.chartBand, true), (.text, true), "exempt"),
  ]

  private static func color(_ ink: Ink, _ theme: Theme, _ depth: ColorDepth) -> LinearColor? {
    let style = theme.style(for: ink.role, depth: depth)
    return (ink.isBackground ? style.bg : style.fg).flatMap { LinearColor($0) }
  }

  private static func contrast(_ a: Ink, _ b: Ink, _ theme: Theme, _ depth: ColorDepth) -> Double? {
    guard let a = color(a, theme, depth), let b = color(b, theme, depth) else { return nil }
    return a.contrast(with: b)
  }

  private static func pair(_ pair: (name: String, a: Ink, b: Ink, kind: String), _ theme: Theme) -> Pair {
    Pair(
      name: pair.name, direct: contrast(pair.a, pair.b, theme, .direct), c256: contrast(pair.a, pair.b, theme, .c256),
      minimum: pair.kind == "text" ? theme.minimumContrast : pair.kind == "frame" ? 3.0 : nil)
  }

  private static func nearest(_ theme: Theme, _ vision: ColorVision) -> Distance? {
    let flags: [(String, Role)] = [("ok", .flagOk), ("low", .flagLow), ("high", .flagHigh), ("crit", .danger)]
    var nearest: Distance?
    for first in flags.indices {
      for second in flags.indices where second > first {
        guard let a = color((flags[first].1, false), theme, .direct), let b = color((flags[second].1, false), theme, .direct)
        else {
          return nil
        }
        let value = a.seen(by: vision).distance(to: b.seen(by: vision))
        if value < nearest?.value ?? .infinity {
          nearest = Distance(vision: vision, pair: "\(flags[first].0)-\(flags[second].0)", value: value)
        }
      }
    }
    return nearest
  }

  /// Every role against its own background, in both forms.
  private static func contrastProblems(_ theme: Theme) -> [Problem] {
    ThemeRoles.names.sorted().flatMap { name -> [Problem] in
      guard let minimum = ThemeRoles.minimumContrast(of: name, text: theme.minimumContrast) else { return [] }
      return [ColorDepth.direct, .c256].compactMap { depth in
        let role = Role(name)
        guard let contrast = contrast((role, false), (role, true), theme, depth), contrast < minimum else { return nil }
        let form = depth == .direct ? "direct colour" : "256 colours"
        return Problem(key: "role.\"\(name)\"", reason: "contrast \(shown(contrast)) with \(form) is under \(shown(minimum))")
      }
    }
  }

  private static func distanceProblems(_ theme: Theme, _ distances: [Distance]) -> [Problem] {
    guard let minimum = theme.minimumDistance else { return [] }
    return distances.filter { $0.value < minimum }.map {
      Problem(
        key: "meta.min_distance",
        reason: "\($0.pair) are \(shown($0.value)) apart for \($0.vision.rawValue) sight, under \(shown(minimum))")
    }
  }

  /// One decimal; `-` for nil.
  static func shown(_ value: Double?) -> String {
    guard let value else { return "-" }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
