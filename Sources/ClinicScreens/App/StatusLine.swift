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
    let wording = context.wording
    var trailing: [Banner.Part] = []
    if let environment = model.site?.environment, environment != .production {
      trailing.append(
        Banner.Part(
          " " + wording(.environment(environment)) + " ", role: environment == .demo ? .bannerDemo : .bannerTraining, dropOrder: 3
        ))
    }
    if let user = model.session?.user {
      let wards = user.wards.isEmpty ? "" : ", " + user.wards.joined(separator: " ")
      trailing.append(Banner.Part(user.name, dropOrder: 2, minimumWidth: 10))
      trailing.append(Banner.Part(wording(.role(user.role)) + wards, dropOrder: 4))
    }
    if let minutes = model.minutesUntilLock, minutes <= 1 {
      trailing.append(Banner.Part(wording(Message(en: "locks in 1 min", es: "se bloquea en 1 min")), dropOrder: 1))
    }
    if !model.hasClinicZone {
      trailing.append(
        Banner.Part(" ! " + wording(Message(en: "machine's time", es: "hora de la máquina")) + " ", role: .stale, dropOrder: 1))
    }
    trailing.append(Banner.Part(context.clock.local(context.now).clock, dropOrder: 1))
    if let waiting = model.session?.emergency.counts.waiting, waiting > 0 {
      trailing.append(
        Banner.Part(" ! " + wording(Message(en: "\(waiting) waiting", es: "\(waiting) en espera")) + " ", role: .emergency))
    }
    Banner([Banner.Part("CLINIC  " + wording(title))], trailing: trailing, hasDividers: false).draw(on: &canvas, in: row)
  }
}

/// The line above the help bar: what was just said. A long one takes up to three rows rather than be cut.
@UIActor
struct NoticeLine {
  let model: AppModel

  func height(width: Int, _ glyphs: GlyphSet, _ context: DrawContext) -> Int {
    min(3, max(1, toast(context, glyphs)?.height(width: width, glyphs: glyphs) ?? 1))
  }

  func draw(on canvas: inout Canvas, in rows: Rect, _ context: DrawContext) {
    toast(context, canvas.glyphs)?.draw(on: &canvas, in: rows)
  }

  private func toast(_ context: DrawContext, _ glyphs: GlyphSet) -> Toast? {
    // Line ends in a stored text are shown, not obeyed.
    model.notice.map {
      Toast(
        $0.isProblem ? .warning : .info, TextFunnel.visible(context.wording(.notice($0, clock: context.clock)), glyphs: glyphs))
    }
  }
}
