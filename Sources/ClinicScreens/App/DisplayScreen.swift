import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let displayTheme = Command("display.theme")
  static let displayLanguage = Command("display.language")
  static let displayDots = Command("display.dots")
}

/// The display test: what this terminal makes of lines, blocks, braille, wide letters and colours. Themes and language change
/// here.
@UIActor
final class DisplayScreen: Overlay {
  private unowned let application: ClinicApplication

  init(application: ClinicApplication) { self.application = application }

  var entries: [CommandEntry] {
    [
      CommandEntry(.displayTheme, [.character("t")], Message(en: "next theme", es: "otro tema")),
      CommandEntry(.displayLanguage, [.character("l")], Message(en: "language", es: "idioma")),
      CommandEntry(
        .displayDots, [.character("b")], Message(en: "braille or blocks", es: "braille o bloques"),
        detail: Message(en: "Draw curves in braille, or in blocks", es: "Dibujar curvas en braille, o en bloques"),
        isInHelpBar: application.display.glyphs == .utf8),
      .closeEntry,
    ]
  }

  func handle(_ event: InputEvent) -> OverlayOutcome {
    switch event {
    case .key(.escape), .key(.enter): return .close
    case .key(.character("t")): application.useNextTheme()
    case .key(.character("l")): application.model.setLanguage(application.model.language == .english ? .spanish : .english)
    case .key(.character("b")): application.display.dots = application.display.dots == .braille ? .blocks : .braille
    default: break
    }
    return .stay
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let box = area.centered(Size(width: 66, height: 19))
    canvas.fill(box, role: .text)
    canvas.frame(box, title: wording(Message(en: "Display test", es: "Prueba de pantalla")), role: .frameFocus)
    let x = box.x + 3
    canvas.text(wording(application.display.line), at: Point(x: x, y: box.y + 2), width: box.width - 6)
    let (size, language) = (canvas.size, wording(.language(wording.language)))
    canvas.text(
      "\(application.display.terminal)  \(size.width) x \(size.height)  \(language)",
      at: Point(x: x, y: box.y + 3), width: box.width - 6, role: .textMuted)
    let samples: [(Message, String)] = [
      (Message(en: "Letters", es: "Letras"), "ÁÉÍÓÚ ñ Ñ ü ç ß"), (Message(en: "Wide", es: "Anchas"), "王秀英 佐藤"),
    ]
    for (index, sample) in samples.enumerated() {
      canvas.text(wording(sample.0), at: Point(x: x, y: box.y + 5 + index), width: 14, role: .label)
      canvas.text(sample.1, at: Point(x: x + 15, y: box.y + 5 + index), width: box.width - 21)
    }
    drawGlyphs(on: &canvas, at: Point(x: x, y: box.y + 7), wording)
    drawRoles(on: &canvas, at: Point(x: x, y: box.y + 10), wording)
    canvas.wrapped(
      wording(
        Message(
          en: "Every sign must be clear and every line straight. b: curves without braille. If not, ask support to set TERM.",
          es: "Todo debe verse claro y alineado. b: curvas sin braille. Si no, pida a soporte que ajuste TERM.")),
      in: Rect(x: x, y: box.maxY - 4, width: box.width - 6, height: 2), role: .textMuted)
    canvas.cursor = Point(x: x, y: box.y + 2)
  }

  private func drawGlyphs(on canvas: inout Canvas, at point: Point, _ wording: Wording) {
    canvas.text(wording(Message(en: "Lines, bars", es: "Líneas, barras")), at: point, width: 14, role: .label)
    for (index, glyph) in ([.topLeft, .horizontal, .teeTop, .horizontal, .topRight, .vertical] + Glyph.bars).enumerated() {
      canvas.glyph(glyph, at: point.offset(x: 15 + index))
    }
    let curves =
      application.display.dots == .braille
      ? Message(en: "Curves: braille", es: "Curvas: braille") : Message(en: "Curves: blocks", es: "Curvas: bloques")
    canvas.text(wording(curves), at: point.offset(y: 1), width: 15, role: .label)
    for index in 0..<16 {
      canvas.set(
        braille: UInt8(truncatingIfNeeded: 1 << (index % 8) | 0x40 >> (index % 7)), at: point.offset(x: 17 + index, y: 1),
        role: .chartSeries)
    }
  }

  private func drawRoles(on canvas: inout Canvas, at point: Point, _ wording: Wording) {
    let flags: [ResultFlag] = [.normal, .low, .high, .criticalLow, .criticalHigh]
    canvas.text(wording(Message(en: "Marks", es: "Marcas")), at: point, width: 14, role: .label)
    for (row, flag) in flags.enumerated() {
      let place = point.offset(x: 15 + row % 2 * 24, y: row / 2)
      canvas.text(" " + wording(.flag(flag)) + " ", at: place, width: 4, role: .flag(flag))
      canvas.text(wording(.flagWord(flag)), at: place.offset(x: 5), width: 18)
    }
    canvas.text(wording(Message(en: " ! emergency ", es: " ! urgencia ")), at: point.offset(x: 39, y: 2), role: .emergency)
    canvas.text(
      wording(Message(en: "> selected row", es: "> fila elegida")), at: point.offset(x: 15, y: 3), width: 22, role: .selectRow,
      pad: true)
  }
}
