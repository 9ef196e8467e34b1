import CNcurses
import EventLoop
import TerminalUI

/// Turns roles into curses attributes and colour pairs for one terminal, remembering both.
@UIActor
final class StyleTable {
  struct Curses: Equatable {
    var attributes: attr_t
    var pair: Int32
  }

  private struct Colors: Hashable {
    var fg: Int32
    var bg: Int32
  }

  let depth: ColorDepth
  private let colors: Int
  private let pairLimit: Int
  private let hasDefaultColors: Bool
  private var styles: [Role: Curses] = [:]
  private var pairs: [Colors: Int32] = [:]

  /// Call after `newterm`. Colours are started only where they will be used: on a terminal without, pairs crash ncurses.
  init(isMono: Bool) {
    guard !isMono, has_colors(), start_color() == OK else {
      depth = .mono
      colors = 0
      pairLimit = 0
      hasDefaultColors = false
      return
    }
    hasDefaultColors = use_default_colors() == OK
    colors = Int(nc_colors())
    pairLimit = Int(nc_color_pairs())
    depth = colors >= 1 << 24 ? .direct : colors >= 256 ? .c256 : colors >= 8 ? .c16 : .mono
  }

  /// Forgets looks (a new theme), not pairs.
  func reset() { styles.removeAll(keepingCapacity: true) }

  func curses(for role: Role, theme: any ThemeStyle) -> Curses {
    if let known = styles[role] { return known }
    let style = theme.style(for: role, depth: depth)
    var result = Curses(attributes: Self.attributes(style.attributes), pair: 0)
    if depth != .mono {
      let fg = number(style.fg)
      // Eight colours: the bright half is the other half in bold.
      if fg.isBright { result.attributes |= attr_t(NC_BOLD) }
      result.pair = pair(Colors(fg: fg.number, bg: number(style.bg).number))
    }
    styles[role] = result
    return result
  }

  /// Default colours get a pair like others: ncurses leaves pair 0 by resetting every attribute, eleven bytes for five.
  private func pair(_ colors: Colors) -> Int32 {
    if let known = pairs[colors] { return known }
    let next = Int32(pairs.count + 1)
    // A pair that could not be made paints black on black: the default is always legible.
    let fg = colors.fg < 0 && !hasDefaultColors ? Int32(COLOR_WHITE) : colors.fg
    let bg = colors.bg < 0 && !hasDefaultColors ? Int32(COLOR_BLACK) : colors.bg
    guard Int(next) < pairLimit, init_extended_pair(next, fg, bg) == OK else { return 0 }
    pairs[colors] = next
    return next
  }

  private func number(_ color: TerminalColor?) -> (number: Int32, isBright: Bool) {
    switch color {
    case nil: (-1, false)
    case .index(let index) where depth == .direct: (Palette.direct(index), false)
    case .index(let index) where index < 0 || index >= max(colors, 16): (-1, false)
    case .index(let index) where index >= colors: (Int32(index - 8), true)
    case .index(let index): (Int32(index), false)
    case .rgb(let red, let green, let blue) where depth == .direct: (Palette.direct(red, green, blue), false)
    case .rgb: (-1, false)
    }
  }

  private static func attributes(_ attributes: TextAttributes) -> attr_t {
    var result: UInt32 = 0
    if attributes.contains(.bold) { result |= NC_BOLD }
    if attributes.contains(.dim) { result |= NC_DIM }
    if attributes.contains(.italic) { result |= NC_ITALIC }
    if attributes.contains(.underline) { result |= NC_UNDERLINE }
    if attributes.contains(.reverse) { result |= NC_REVERSE }
    return attr_t(result)
  }
}

/// Colours as numbers on a terminal with direct colour, where 0 to 7 are the palette and the rest is 0xRRGGBB.
enum Palette {
  static func direct(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int32 {
    let value = Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
    return value < 8 ? 0 : value
  }

  /// The usual colours of the 256 indices; the lowest eight stay the terminal's own.
  static func direct(_ index: Int) -> Int32 {
    switch index {
    case 0..<8: return Int32(index)
    case 8..<16:
      let bright: [Int32] = [0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF]
      return bright[index - 8]
    case 16..<232:
      let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
      let cube = index - 16
      return direct(steps[cube / 36], steps[cube / 6 % 6], steps[cube % 6])
    case 232..<256:
      let grey = UInt8(8 + (index - 232) * 10)
      return direct(grey, grey, grey)
    default: return -1
    }
  }
}
