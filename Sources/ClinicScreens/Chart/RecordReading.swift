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

  private static func lines(_ piece: Piece, width: Int, _ glyphs: GlyphSet) -> [String] {
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
    var rest = area.split(left: min(area.width, 118)).left
    for (place, piece) in pieces.enumerated() where rest.height > 0 {
      let (text, role): (String, Role) =
        switch piece {
        case .heading(let text): (text, place == 0 ? .textStrong : .text)
        case .facts(let text): (text, .text)
        case .body(let text): (text, .text)
        }
      var inside = rest
      if case .body = piece {
        canvas.glyph(.vertical, at: rest.origin, role: .frame)
        inside = rest.inset(left: 2)
      }
      let used = canvas.wrapped(text, in: inside, role: role)
      if case .body = piece {
        for row in 0..<used { canvas.glyph(.vertical, at: rest.origin.offset(y: row), role: .frame) }
      }
      if used == rest.height, place + 1 < pieces.count {
        canvas.glyph(.cut, at: Point(x: rest.maxX - 1, y: rest.maxY - 1), role: .textMuted)
      }
      rest = rest.split(top: used).rest
    }
  }
}
