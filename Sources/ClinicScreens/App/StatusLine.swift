import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// The top line: where, who, when, and what waits.
@UIActor
struct StatusLine {
  let model: AppModel
  let title: Message

  func draw(on canvas: inout Canvas, in row: Rect, _ context: DrawContext) {
    canvas.fill(row, role: .banner)
    let wording = context.wording
    var x = row.x + 1
    x += canvas.text("CLINIC", at: Point(x: x, y: row.y), role: .banner) + 2
    x += canvas.text(wording(title), at: Point(x: x, y: row.y), role: .banner) + 1
    drawRight(on: &canvas, row, from: x + 1, context)
  }

  /// From the right, the most important last to go: queue, clock, name, environment.
  private func drawRight(on canvas: inout Canvas, _ row: Rect, from left: Int, _ context: DrawContext) {
    var parts: [(text: String, role: Role)] = []
    if let waiting = model.session?.emergency.counts.waiting, waiting > 0 {
      parts.append((" ! \(waiting) ", .emergency))
    }
    parts.append((context.clock.local(context.now).clock, .banner))
    if let minutes = model.minutesUntilLock, minutes <= 1 {
      parts.append((context.wording(Message(en: "locks in 1 min", es: "se bloquea en 1 min")), .banner))
    }
    if let user = model.session?.user {
      let wards = user.wards.isEmpty ? "" : " \(user.wards.joined(separator: ","))"
      parts.append((user.name + ", " + context.wording(.role(user.role)) + wards, .banner))
    }
    if let environment = model.site?.environment, environment != .production {
      parts.append((" " + context.wording(.environment(environment)) + " ", environment == .demo ? .bannerDemo : .bannerTraining))
    }
    var right = row.maxX - 1
    for (index, part) in parts.enumerated() {
      let width = DisplayWidth.of(part.text)
      guard right - width >= left else { continue }
      right -= width
      canvas.text(part.text, at: Point(x: right, y: row.y), width: width, role: part.role)
      right -= index + 1 < parts.count ? 2 : 0
    }
  }
}

/// The line above the help bar: what was just said.
@UIActor
struct NoticeLine {
  let model: AppModel

  func draw(on canvas: inout Canvas, in row: Rect, _ context: DrawContext) {
    guard let notice = model.notice else { return }
    let text = context.wording(.notice(notice, clock: context.clock))
    canvas.text((notice.isProblem ? " ! " : " ") + text, at: row.origin, width: row.width, role: notice.isProblem ? .toastWarning : .toastInfo, pad: true)
  }
}
