/// The roles the application uses; a theme that leaves one out gives it the look of its parent, at last that of `text`.
extension Role {
  public static let text = Role("text")
  public static let textMuted = Role("text.muted")
  public static let textStrong = Role("text.strong")
  public static let title = Role("title")
  public static let label = Role("label")
  public static let accent = Role("accent")

  public static let frame = Role("frame")
  public static let frameFocus = Role("frame.focus")

  public static let banner = Role("banner")
  public static let bannerPatient = Role("banner.patient")
  public static let bannerAllergy = Role("banner.patient.allergy")
  public static let bannerProduction = Role("banner.env.production")
  public static let bannerTraining = Role("banner.env.training")
  public static let bannerDemo = Role("banner.env.demo")

  public static let selectRow = Role("select.row")
  public static let selectMarker = Role("select.marker")
  public static let tableHeader = Role("table.header")
  public static let tab = Role("tab")
  public static let tabActive = Role("tab.active")

  public static let flagOk = Role("flag.ok")
  public static let flagLow = Role("flag.low")
  public static let flagHigh = Role("flag.high")
  public static let flagCriticalHigh = Role("flag.critical.high")
  public static let flagCriticalLow = Role("flag.critical.low")

  public static let field = Role("field")
  public static let fieldFocus = Role("field.focus")
  public static let fieldError = Role("field.error")
  public static let fieldDirty = Role("field.dirty")
  public static let fieldDisabled = Role("field.disabled")
  public static let button = Role("button")
  public static let buttonFocus = Role("button.focus")

  public static let help = Role("help")
  public static let helpKey = Role("help.key")
  public static let badge = Role("badge")
  public static let danger = Role("danger")
  public static let emergency = Role("emergency")
  public static let stale = Role("stale")
  public static let disabled = Role("disabled")

  public static let toastInfo = Role("toast.info")
  public static let toastWarning = Role("toast.warning")
  public static let toastError = Role("toast.error")

  public static let chartBand = Role("chart.band")
  public static let chartTarget = Role("chart.target")
  public static let chartSeries = Role("chart.series")
  public static let chartAxis = Role("chart.axis")
  public static let chartCursor = Role("chart.cursor")
}
