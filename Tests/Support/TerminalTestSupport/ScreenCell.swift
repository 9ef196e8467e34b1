import CVTerm

/// One cell as the terminal emulator shows it.
public struct ScreenCell: Equatable, Sendable {
  /// A colour as the program asked for it.
  public enum Color: Equatable, Sendable {
    case terminalDefault
    case index(Int)
    case rgb(Int)
  }

  /// The character with its marks; a space where nothing was written; empty in the right half of a wide one.
  public let text: String
  public let width: Int
  public let isBold: Bool
  public let isItalic: Bool
  public let isUnderlined: Bool
  public let isReversed: Bool
  public let foreground: Color
  public let background: Color

  init(_ cell: VTCell) {
    var cell = cell
    text = withUnsafeBytes(of: &cell.characters) { bytes in
      let codes = Array(bytes.bindMemory(to: UInt32.self))
      if codes[0] == UInt32.max { return "" }
      if codes[0] == 0 { return " " }
      return String(String.UnicodeScalarView(codes.prefix { $0 != 0 }.compactMap(Unicode.Scalar.init)))
    }
    width = Int(cell.width)
    isBold = cell.bold != 0
    isItalic = cell.italic != 0
    isUnderlined = cell.underline != 0
    isReversed = cell.reverse != 0
    foreground = Self.color(cell.fgIsDefault, cell.fgIsIndexed, cell.fg)
    background = Self.color(cell.bgIsDefault, cell.bgIsIndexed, cell.bg)
  }

  private static func color(_ isDefault: Int32, _ isIndexed: Int32, _ value: Int32) -> Color {
    isDefault != 0 ? .terminalDefault : isIndexed != 0 ? .index(Int(value)) : .rgb(Int(value))
  }
}
