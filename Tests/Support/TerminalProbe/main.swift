import EventLoop
import Glibc
import NcursesTerminal
import TerminalUI

// A small real program on the terminal: a list with a detail pane. Tests count its bytes, writes and wake-ups.

/// Where the selection is and what happened last.
struct ProbeState {
  var selection = 0
  var top = 0
  var hasDetail = true
  var isMarkerOnly = false
  var isBlank = false
  var last = "started"
  var bells = false
  var metrics = ""

  mutating func move(by steps: Int, page: Int) {
    selection = max(0, min(ProbeData.count - 1, selection + steps))
    top = max(min(top, selection), selection - page + 1)
  }
}

enum ProbeData {
  static let count = 500
  private static let names = [
    "ALDER, Jane", "NÚÑEZ, Íñigo", "高橋, 涼子", "ØSTERGÅRD, Åse", "O’BRIEN, Siân", "שלום, דוד", "NGUYỄN, Thị", "BAUER\u{202E}, Kai",
  ]

  static func row(_ index: Int) -> (number: String, name: String, born: String, value: String) {
    ("\(100 + index % 900)-\(200 + index * 7 % 800)-\(index % 10)", names[index % names.count], "\(1930 + index * 3 % 80)-03-0\(index % 9 + 1)", "\(4 + index % 9).\(index % 10)")
  }
}

struct ProbeTheme: ThemeStyle {
  let isLight: Bool

  func style(for role: Role, depth: ColorDepth) -> ResolvedStyle {
    if depth == .mono { return PlainStyle().style(for: role, depth: depth) }
    let bright: TerminalColor = depth == .direct ? .rgb(0xE7, 0xEB, 0xF0) : depth == .c256 ? .index(255) : .index(15)
    switch role {
    case .selectRow: return ResolvedStyle(fg: bright, bg: depth == .c256 ? .index(24) : .index(4))
    case .title: return ResolvedStyle(fg: .index(isLight ? 1 : 6), attributes: .bold)
    case .flagHigh: return ResolvedStyle(fg: depth == .c256 ? .index(215) : .index(3))
    case .textMuted: return ResolvedStyle(fg: depth == .c256 ? .index(248) : .index(7))
    default: return ResolvedStyle()
    }
  }
}

@UIActor
final class Probe {
  private let terminal: NcursesTerminal
  private var state = ProbeState()
  private var isDirty = true
  private var isLight = false

  init() {
    var environment: [String: String] = [:]
    for name in ["TERM", "LC_ALL", "LC_CTYPE", "LANG", "NO_COLOR", "SSH_TTY"] {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    terminal = NcursesTerminal(options: TerminalOptions(environment: environment), theme: ProbeTheme(isLight: false))
    state.hasDetail = !CommandLine.arguments.contains("list")
    state.isMarkerOnly = CommandLine.arguments.contains("marker")
  }

  func run() -> Int32 {
    do {
      try terminal.start()
    } catch {
      print(error)
      return 2
    }
    terminal.onEvent = { [weak self] event in self?.handle(event) }
    EventLoop.shared.beforeSleep = { [weak self] in self?.paint() }
    EventLoop.shared.run()
    terminal.stop()
    return 0
  }

  private func paint() {
    guard isDirty else { return }
    isDirty = false
    terminal.present(draw())
  }

  private func handle(_ event: InputEvent) {
    isDirty = true
    state.metrics = ""
    switch event {
    case .key(let key): handle(key)
    case .paste(let text): state.last = "paste \(text.count): \(text.prefix(40))"
    case .resize(let size): state.last = "resize \(size.width)x\(size.height)"
    case .hangUp, .terminate: EventLoop.shared.stop()
    case .resumed: state.last = "resumed"
    }
  }

  private func handle(_ key: Key) {
    let page = max(1, terminal.size.height - 3)
    switch key {
    case .down: state.move(by: 1, page: page)
    case .up: state.move(by: -1, page: page)
    case .pageDown: state.move(by: page, page: page)
    case .pageUp: state.move(by: -page, page: page)
    case .character("m"): showMetrics()
    case .character("q"): EventLoop.shared.stop()
    case .character("b"): state.bells = true
    case .character("x"): state.isBlank.toggle(); terminal.clear()
    case .character("t"): isLight.toggle(); terminal.setTheme(ProbeTheme(isLight: isLight))
    case .control("r"): terminal.redraw()
    case .character("F"): fatalError("asked to crash")
    case .character("S"): raise(SIGSEGV)
    default: state.last = "key \(key.spelling)"
    }
  }

  /// Figures from before the paint that shows them.
  private func showMetrics() {
    let metrics = terminal.metrics
    state.metrics = "bytes=\(metrics.bytesWritten) writes=\(metrics.writes) frames=\(metrics.frames) wakes=\(EventLoop.shared.wakeUps)"
  }

  private func draw() -> Canvas {
    var canvas = Canvas(size: terminal.size, glyphs: terminal.glyphs)
    canvas.bellRequested = state.bells
    state.bells = false
    let bounds = canvas.bounds
    if state.isBlank { return canvas }
    canvas.text(" PROBE  \(terminal.typeName) \(terminal.colorDepth) \(bounds.width)x\(bounds.height)", at: .init(x: 0, y: 0), role: .title)
    let split = bounds.inset(top: 1, bottom: 2).split(left: state.hasDetail ? min(60, bounds.width) : bounds.width)
    drawList(&canvas, split.left)
    if state.hasDetail, split.rest.width > 4 { drawDetail(&canvas, split.rest) }
    canvas.text(state.last, at: .init(x: 0, y: bounds.maxY - 2))
    canvas.text(state.metrics, at: .init(x: 0, y: bounds.maxY - 1), role: .textMuted)
    return canvas
  }

  private func drawList(_ canvas: inout Canvas, _ area: Rect) {
    for line in 0..<area.height where state.top + line < ProbeData.count {
      let index = state.top + line
      let item = ProbeData.row(index)
      let row = area.row(line)
      canvas.text(item.number, at: row.origin.offset(x: 1), width: 9)
      canvas.text(item.name, at: row.origin.offset(x: 12), width: max(0, min(22, row.width - 12)))
      canvas.text(item.born, at: row.origin.offset(x: 35), width: max(0, min(10, row.width - 35)))
      canvas.text(item.value, at: row.origin.offset(x: 46), width: max(0, min(5, row.width - 46)), role: .flagHigh, align: .trailing)
      guard index == state.selection else { continue }
      if !state.isMarkerOnly { canvas.restyle(row, role: .selectRow) }
      canvas.glyph(.marker, at: row.origin, role: state.isMarkerOnly ? .text : .selectRow)
      canvas.cursor = row.origin
    }
  }

  private func drawDetail(_ canvas: inout Canvas, _ area: Rect) {
    let item = ProbeData.row(state.selection)
    canvas.verticalLine(at: area.origin, length: area.height)
    let inside = area.inset(left: 2)
    canvas.text(item.name, at: inside.origin, width: inside.width, role: .title)
    canvas.text("born \(item.born)  MRN \(item.number)", at: inside.origin.offset(y: 1), width: inside.width)
    for (line, label) in ["HbA1c", "Glucose", "LDL", "eGFR"].enumerated() {
      canvas.text("\(label)  \(item.value)", at: inside.origin.offset(y: 3 + line), width: inside.width)
    }
  }
}

UIActor.executor.bindToCurrentThread()
let status = UIActor.assumeIsolated {
  let probe = Probe()
  return probe.run()
}
exit(status)
