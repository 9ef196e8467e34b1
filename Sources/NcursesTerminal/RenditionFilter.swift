/// Leaves out what says nothing new about colours and attributes. ncurses sends both colours at every change of either, resets
/// at the end of each refresh, and sets colours before blanks that show none; every cell that reaches the terminal looks the same
/// without. What is set is sent late, as one sequence, when something depends on it.
struct RenditionFilter {
  private struct Rendition: Equatable {
    /// SGR 1 to 9, a bit each.
    var attributes: UInt16 = 0
    /// Parameters as sent (`38;5;117`); empty: the terminal's default.
    var foreground: [UInt8] = []
    var background: [UInt8] = []

    static let bold: UInt16 = 1 << 1
    static let dim: UInt16 = 1 << 2
    static let underlined: UInt16 = 1 << 4
    static let reverse: UInt16 = 1 << 7
    /// Bold, dim, italic.
    static let invisibleOnBlanks: UInt16 = 1 << 1 | 1 << 2 | 1 << 3
  }

  /// What the program asked for.
  private var wanted = Rendition()
  /// What the terminal has; nil: unknown.
  private var actual: Rendition?
  /// A terminal that was never sent an SGR sequence may not know any.
  private var knowsRenditions = false
  /// The character sets designated so far, by the byte behind ESC.
  private var characterSets: [UInt8: UInt8] = [:]
  private var output: [UInt8] = []

  /// The bytes to send instead of these. Whole sequences only, as ncurses writes them; one that is cut off goes through as it is.
  mutating func reduce(_ bytes: [UInt8]) -> [UInt8] {
    output = []
    output.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      switch byte {
      case 0x1B: place = escape(bytes, place)
      case 0x0A, 0x0B, 0x0C:  // may scroll a line in, which takes the background
        settle(hasGlyph: false)
        output.append(byte)
        place += 1
      case 0x20:
        settle(hasGlyph: false)
        output.append(byte)
        place += 1
      case 0x00...0x1F:
        output.append(byte)
        place += 1
      default:
        settle(hasGlyph: true)
        output.append(byte)
        place += 1
      }
    }
    if actual == nil { settle(hasGlyph: true) }
    return output
  }

  /// What is left to send when nothing follows: the rendition that was asked for last.
  mutating func end() -> [UInt8] {
    output = []
    settle(hasGlyph: true)
    return output
  }

  /// Handles a sequence that begins at `start`; returns the place behind it.
  private mutating func escape(_ bytes: [UInt8], _ start: Int) -> Int {
    guard start + 1 < bytes.count else { return pass(bytes, start, bytes.count) }
    switch bytes[start + 1] {
    case UInt8(ascii: "["):
      guard let end = bytes[(start + 2)...].firstIndex(where: { (0x40...0x7E).contains($0) }) else { return pass(bytes, start, bytes.count) }
      control(bytes, start, end)
      return end + 1
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
      // A string up to BEL or ESC \: no text on the screen.
      var end = start + 2
      while end < bytes.count, bytes[end] != 0x07, !(bytes[end] == 0x1B && end + 1 < bytes.count && bytes[end + 1] == UInt8(ascii: "\\")) { end += 1 }
      let length = end < bytes.count ? (bytes[end] == 0x07 ? 1 : 2) : 0
      output += bytes[start..<(end + length)]
      return end + length
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"):
      guard start + 2 < bytes.count else { return pass(bytes, start, bytes.count) }
      if characterSets.updateValue(bytes[start + 2], forKey: bytes[start + 1]) != bytes[start + 2] { output += bytes[start...(start + 2)] }
      return start + 3
    case UInt8(ascii: "M"), UInt8(ascii: "D"), UInt8(ascii: "E"), UInt8(ascii: "="), UInt8(ascii: ">"):
      settle(hasGlyph: false)
      output += bytes[start...(start + 1)]
      return start + 2
    default:
      // Saved and restored cursors, resets: rare, and some of them change the rendition.
      return pass(bytes, start, start + 2)
    }
  }

  /// Everything asked for so far, then these bytes; what they did is unknown.
  private mutating func pass(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    settle(hasGlyph: true)
    output += bytes[start..<end]
    actual = nil
    characterSets = [:]
    return end
  }

  private mutating func control(_ bytes: [UInt8], _ start: Int, _ end: Int) {
    let parameters = bytes[(start + 2)..<end]
    switch bytes[end] {
    case UInt8(ascii: "m") where parameters.first.map({ $0 < UInt8(ascii: "<") }) ?? true:
      knowsRenditions = true
      if let new = Self.applied(parameters, to: wanted) { wanted = new } else { _ = pass(bytes, start, end + 1) }
    case UInt8(ascii: "h"), UInt8(ascii: "l"):
      // The alternate screen saves and restores the cursor with its rendition.
      let isScreen = ["47", "1047", "1048", "1049"].contains { parameters.elementsEqual(("?" + $0).utf8) }
      if isScreen { _ = pass(bytes, start, end + 1) } else { output += bytes[start...end] }
    case UInt8(ascii: "A"), UInt8(ascii: "B"), UInt8(ascii: "C"), UInt8(ascii: "D"), UInt8(ascii: "G"), UInt8(ascii: "H"),
      UInt8(ascii: "d"), UInt8(ascii: "f"):
      output += bytes[start...end]
    case UInt8(ascii: "K"), UInt8(ascii: "J"), UInt8(ascii: "X"), UInt8(ascii: "P"), UInt8(ascii: "@"), UInt8(ascii: "L"), UInt8(ascii: "M"),
      UInt8(ascii: "S"), UInt8(ascii: "T"), UInt8(ascii: "b"):
      settle(hasGlyph: false)
      output += bytes[start...end]
    default:
      settle(hasGlyph: true)
      output += bytes[start...end]
    }
  }

  /// Makes the terminal's rendition the one asked for. Blanks do not show a foreground, unless they are reversed or underlined.
  private mutating func settle(hasGlyph: Bool) {
    guard knowsRenditions, actual != wanted else { return }
    var new = wanted
    if !hasGlyph, let actual, actual.attributes == wanted.attributes, wanted.attributes & ~Rendition.invisibleOnBlanks == 0 {
      new.foreground = actual.foreground
      if new == actual { return }
    }
    let sequence = actual.flatMap { Self.steps(from: $0, to: new) }
    let reset = Self.reset(to: new)
    let shortest = sequence.map { $0.count < reset.count ? $0 : reset } ?? reset
    output += [0x1B, UInt8(ascii: "[")] + shortest + [UInt8(ascii: "m")]
    actual = new
  }

  /// The parameters that make a rendition out of whatever is set.
  private static func reset(to new: Rendition) -> [UInt8] {
    let parts = steps(from: Rendition(), to: new) ?? []
    return parts.isEmpty ? [] : [UInt8(ascii: "0"), UInt8(ascii: ";")] + parts
  }

  /// The parameters that change one rendition into another; nil where an attribute goes that only a reset surely takes away.
  private static func steps(from old: Rendition, to new: Rendition) -> [UInt8]? {
    var parts: [[UInt8]] = []
    let gone = old.attributes & ~new.attributes
    if gone != 0 {
      // Bold, underlined, reverse: any terminal with 256 colours knows the way back. Bold and dim have the same one.
      guard gone & ~(Rendition.bold | Rendition.underlined | Rendition.reverse) == 0, new.attributes & Rendition.dim == 0,
        [old.foreground, old.background, new.foreground, new.background].contains(where: { $0.count > 3 })
      else { return nil }
      if gone & Rendition.bold != 0 { parts.append(Array("22".utf8)) }
      if gone & Rendition.underlined != 0 { parts.append(Array("24".utf8)) }
      if gone & Rendition.reverse != 0 { parts.append(Array("27".utf8)) }
    }
    for number in 1...9 where new.attributes & ~old.attributes & (1 << UInt16(number)) != 0 { parts.append([UInt8(ascii: "0") + UInt8(number)]) }
    if new.foreground != old.foreground { parts.append(new.foreground.isEmpty ? Array("39".utf8) : new.foreground) }
    if new.background != old.background { parts.append(new.background.isEmpty ? Array("49".utf8) : new.background) }
    return Array(parts.joined(separator: [UInt8(ascii: ";")]))
  }

  /// What SGR parameters make of a rendition; nil where one is not known here.
  private static func applied(_ parameters: ArraySlice<UInt8>, to old: Rendition) -> Rendition? {
    var new = old
    var rest = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)[...]
    while let first = rest.popFirst() {
      if first.starts(with: Array("38:".utf8)) {
        new.foreground = Array(first)
        continue
      }
      if first.starts(with: Array("48:".utf8)) {
        new.background = Array(first)
        continue
      }
      guard let number = first.isEmpty ? 0 : Int(String(decoding: first, as: UTF8.self)) else { return nil }
      switch number {
      case 0: new = Rendition()
      case 1...9: new.attributes |= 1 << UInt16(number)
      case 22: new.attributes &= ~(1 << 1 | 1 << 2)
      case 23, 24, 25, 27, 28, 29: new.attributes &= ~(1 << UInt16(number - 20))
      case 30...37, 90...97: new.foreground = Array(first)
      case 39: new.foreground = []
      case 40...47, 100...107: new.background = Array(first)
      case 49: new.background = []
      case 38, 48:
        let count = rest.first.map { $0.elementsEqual("5".utf8) ? 2 : $0.elementsEqual("2".utf8) ? 4 : 0 } ?? 0
        guard count > 0, rest.count >= count else { return nil }
        let color = ([first] + rest.prefix(count)).joined(separator: [UInt8(ascii: ";")])
        if number == 38 { new.foreground = Array(color) } else { new.background = Array(color) }
        rest = rest.dropFirst(count)
      default: return nil
      }
    }
    return new
  }
}
