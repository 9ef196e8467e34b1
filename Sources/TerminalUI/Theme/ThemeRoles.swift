/// The roles a theme may give a look: those the application uses, and the names above them.
enum ThemeRoles {
  /// Every role with a name in the code. A test holds this list against the declarations.
  static let used: [Role] = [
    .text, .textMuted, .textStrong, .title, .label, .accent, .frame, .frameFocus, .banner, .bannerPatient, .bannerAllergy,
    .bannerProduction, .bannerTraining, .bannerDemo, .selectRow, .selectMarker, .tableHeader, .tab, .tabActive, .flagOk, .flagLow,
    .flagHigh, .flagCriticalHigh, .flagCriticalLow, .field, .fieldFocus, .fieldError, .fieldDirty, .fieldDisabled, .button,
    .buttonFocus, .help, .helpKey, .badge, .danger, .emergency, .stale, .disabled, .toastInfo, .toastWarning, .toastError,
    .chartBand, .chartTarget, .chartSeries, .chartAxis, .chartCursor, .chartCritical, .chartBandSeries, .chartBandTarget,
    .chartBandOk, .chartBandLow, .chartBandHigh, .chartBandCursor, .chartOverlay, .chartBandOverlay,
  ]

  /// Names of the roles used and of their parents.
  static let names: Set<String> = {
    var names: Set<String> = []
    for role in used {
      var next: Role? = role
      while let role = next {
        names.insert(role.rawValue)
        next = role.parent
      }
    }
    return names
  }()

  /// Signs on a background of their own: they keep it on terminals of 8 and 16 colours, where all else stands on the terminal's.
  static func isBadge(_ name: String) -> Bool {
    ["banner.env", "flag.critical", "badge", "emergency", "toast.warning", "toast.error"].contains {
      name == $0 || name.hasPrefix($0 + ".")
    }
  }

  /// Clinical flags: their letters are the meaning, colour only helps.
  static func isFlag(_ name: String) -> Bool { name == "flag" || name.hasPrefix("flag.") }

  /// Lines and fills, not text: a frame needs 3.0, the band none.
  static func minimumContrast(of name: String, text: Double) -> Double? {
    switch name {
    case "chart.band": nil
    case "frame", "chart.target", "chart.band.target", "chart.axis", "chart.band.cursor": 3.0
    default: text
    }
  }
}

extension Role {
  /// The line of a critical limit.
  public static let chartCritical = Role("chart.critical")
  /// The series where it crosses the reference band: the band's background.
  public static let chartBandSeries = Role("chart.band.series")
  /// The target line on the band.
  public static let chartBandTarget = Role("chart.band.target")
  /// `flag.ok` on the band.
  public static let chartBandOk = Role("chart.band.ok")
  /// `flag.low` on the band.
  public static let chartBandLow = Role("chart.band.low")
  /// `flag.high` on the band.
  public static let chartBandHigh = Role("chart.band.high")
  /// The cursor and its line on the band.
  public static let chartBandCursor = Role("chart.band.cursor")

  /// The second series over the first, and its axis.
  public static let chartOverlay = Role("chart.overlay")
  /// `chart.overlay` on the band.
  public static let chartBandOverlay = Role("chart.band.overlay")

  /// The same sign on the reference band's background; roles with a background of their own keep it.
  public var onBand: Role {
    switch self {
    case .chartSeries, .chartAxis: .chartBandSeries
    case .chartCursor: .chartBandCursor
    case .chartOverlay: .chartBandOverlay
    case .chartTarget: .chartBandTarget
    case .flagOk: .chartBandOk
    case .flagLow: .chartBandLow
    case .flagHigh: .chartBandHigh
    default: self
    }
  }
}
