/// A short message over the screen. Its kind shows as a mark before it: `i`, `!` or `!!`. The caller decides when it goes.
public struct Toast: Sendable, Hashable {
  /// How much it matters.
  public enum Kind: Sendable, Hashable {
    case info, warning, error

    var mark: String {
      switch self {
      case .info: "i"
      case .warning: "!"
      case .error: "!!"
      }
    }

    var role: Role {
      switch self {
      case .info: .toastInfo
      case .warning: .toastWarning
      case .error: .toastError
      }
    }
  }

  /// Its mark and look.
  public var kind: Kind
  /// In the user's language.
  public var text: String

  /// A message.
  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }

  /// The rows it needs at this width.
  public func height(width: Int, glyphs: GlyphSet) -> Int { lines(width, glyphs).count }

  /// Draws over the last rows of `rect`, as many as the text needs and there are.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect) }
  }

  private func paint(on canvas: inout Canvas, in rect: Rect) {
    let lines = lines(rect.width, canvas.glyphs)
    let area = rect.split(bottom: lines.count).bottom
    canvas.fill(area, role: kind.role)
    canvas.text(kind.mark, at: area.origin.offset(x: 1), width: min(2, area.width - 1), role: kind.role)
    for (place, line) in lines.prefix(area.height).enumerated() {
      let isCut = place == area.height - 1 && lines.count > area.height
      canvas.text(
        isCut ? line + " ~" : line, at: area.origin.offset(x: 1 + indent, y: place), width: area.width - 2 - indent,
        role: kind.role)
    }
  }

  private var indent: Int { kind.mark.count + 1 }

  private func lines(_ width: Int, _ glyphs: GlyphSet) -> [String] {
    TextWrap.lines(text, width: max(1, width - 2 - indent), glyphs: glyphs)
  }
}
