import ClinicViewModels
import EventLoop
import TerminalUI

/// One record read whole: headings, facts and free text, wrapped and scrolled.
@UIActor
struct RecordReading {
  enum Piece {
    case heading(String)
    case facts(String)
    /// Free text. Its line ends are kept; every line of it stands behind a bar, so that it cannot look like a heading of ours.
    case body(String)
  }

  private var scroll = ScrollText("")

  init() {}

  /// True where the key scrolled.
  mutating func handle(_ event: InputEvent) -> Bool { scroll.handle(event) == .moved }

  mutating func draw(_ pieces: [Piece], on canvas: inout Canvas, in area: Rect) {
    let area = area.split(left: min(area.width, 104)).left
    let text = pieces.enumerated().map { place, piece in
      (place > 0 && piece.isHeading ? "\n" : "") + Self.lines(piece, width: area.width - 2, canvas.glyphs).joined(separator: "\n")
    }.joined(separator: "\n")
    if scroll.text != text { scroll.text = text }
    scroll.draw(on: &canvas, in: area, isFocused: true)
  }

  fileprivate static func lines(_ piece: Piece, width: Int, _ glyphs: GlyphSet) -> [String] {
    switch piece {
    case .heading(let text): return Canvas.lines(text, width: width, glyphs)
    case .facts(let text): return Canvas.lines(text, width: width, glyphs)
    case .body(let text):
      let bar = Glyph.vertical.text(glyphs) + " "
      return text.split(separator: "\n", omittingEmptySubsequences: false)
        .flatMap { Canvas.lines(String($0), width: width - 2, glyphs) }.map { bar + $0 }
    }
  }
}

extension RecordReading.Piece {
  fileprivate var isHeading: Bool { if case .heading = self { true } else { false } }
}

/// The beginning of a record, below its list: where not all fits, the last row ends in `~`, and Enter reads it whole.
@UIActor
struct RecordExcerpt {
  private let pieces: [RecordReading.Piece]

  init(_ pieces: [RecordReading.Piece]) { self.pieces = pieces }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let area = area.split(left: min(area.width, 118)).left
    let rows = pieces.enumerated().flatMap { place, piece in
      RecordReading.lines(piece, width: area.width - 2, canvas.glyphs).map { (text: $0, role: place == 0 ? Role.textStrong : .text) }
    }
    for (place, row) in rows.prefix(area.height).enumerated() {
      canvas.text(row.text, at: area.origin.offset(y: place), width: area.width - 2, role: row.role)
    }
    if rows.count > area.height { canvas.glyph(.cut, at: Point(x: area.maxX - 1, y: area.maxY - 1), role: .textMuted) }
  }
}
