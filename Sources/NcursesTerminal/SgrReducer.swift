/// Leaves out of ncurses' output what changes nothing: colours and attributes that the terminal has already, and those that
/// the next one replaces before anything was painted with them.
///
/// ncurses resets all attributes after every frame and sends every colour as a sequence of its own: 36 of the 37 bytes of a typed
/// letter. Here an attribute is sent when something is painted with it, and what the frame before left is still known.
struct SgrReducer {
  /// How text is painted: attributes by their number, colours as the parameters that choose them, empty for the default.
  private struct Look: Equatable {
    var attributes: UInt32 = 0
    var foreground: [UInt8] = []
    var background: [UInt8] = []
    var isPlain: Bool { attributes == 0 && foreground.isEmpty && background.isEmpty }
  }

  /// What the terminal paints with now; nil where that is not known.
  private var shown: Look?
  /// What ncurses believes it paints with.
  private var wanted = Look()
  private var isCharsetPlain = false

  /// The terminal may paint with anything: somebody else wrote to it.
  mutating func forget() {
    shown = nil
    isCharsetPlain = false
  }

  /// What has to be sent before bytes that do not come through `reduce`.
  mutating func flush() -> [UInt8] {
    var output: [UInt8] = []
    apply(to: &output)
    return output
  }

  /// The same painting in fewer bytes. `bytes` are whole sequences, as ncurses writes them.
  mutating func reduce(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      if bytes[place] == 0x1B {
        let end = Self.endOfSequence(bytes, from: place)
        take(bytes[place..<end], to: &output)
        place = end
      } else {
        // Carriage return, backspace and bell paint nothing.
        if bytes[place] >= 0x20 || bytes[place] == 0x0A { apply(to: &output) }
        output.append(bytes[place])
        place += 1
      }
    }
    return output
  }

  private mutating func take(_ sequence: ArraySlice<UInt8>, to output: inout [UInt8]) {
    if sequence.elementsEqual("\u{1B}(B".utf8) {
      if !isCharsetPlain { output += sequence }
      isCharsetPlain = true
      return
    }
    let isControl = sequence.dropFirst().first == UInt8(ascii: "[")
    if isControl, sequence.last == UInt8(ascii: "m"), let look = Self.look(sequence.dropFirst(2).dropLast(), over: wanted) {
      wanted = look
      return
    }
    // Moves paint nothing; everything else may erase with the background, or keep the attributes for later.
    let isMove = isControl && "ABCDGHdfhl".utf8.contains(sequence.last ?? 0)
    if !isMove {
      apply(to: &output)
      if !isControl { forget() }
    }
    output += sequence
  }

  /// Sends what is wanted and not shown.
  private mutating func apply(to output: inout [UInt8]) {
    guard shown != wanted else { return }
    defer { shown = wanted }
    if wanted.isPlain {
      output += "\u{1B}[m".utf8
      return
    }
    let whole = Self.sequence(from: Look(), to: wanted, isReset: true)
    if let shown, shown.attributes & ~wanted.attributes == 0 {
      let change = Self.sequence(from: shown, to: wanted, isReset: false)
      output += change.count < whole.count ? change : whole
    } else {
      output += whole
    }
  }

  private static func sequence(from old: Look, to new: Look, isReset: Bool) -> [UInt8] {
    var parameters: [[UInt8]] = isReset ? [[UInt8(ascii: "0")]] : []
    for number in 1...9 where new.attributes & ~old.attributes & 1 << number != 0 { parameters.append(Array(String(number).utf8)) }
    if new.foreground != old.foreground { parameters.append(new.foreground.isEmpty ? Array("39".utf8) : new.foreground) }
    if new.background != old.background { parameters.append(new.background.isEmpty ? Array("49".utf8) : new.background) }
    return Array("\u{1B}[".utf8) + parameters.joined(separator: [UInt8(ascii: ";")]) + [UInt8(ascii: "m")]
  }

  // MARK: Reading

  /// The look after these parameters; nil where one of them is not known here.
  private static func look(_ parameters: ArraySlice<UInt8>, over old: Look) -> Look? {
    var look = old
    let parts = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    var index = 0
    while index < parts.count {
      let part = parts[index]
      index += 1
      guard let number = part.isEmpty ? 0 : Int(String(decoding: part.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)) else { return nil }
      switch number {
      case 0: look = Look()
      case 1...9: look.attributes |= 1 << UInt32(number)
      case 22: look.attributes &= ~(1 << 1 | 1 << 2)
      case 23...25, 27...29: look.attributes &= ~(1 << UInt32(number - 20))
      case 30...37, 90...97: look.foreground = Array(part)
      case 39: look.foreground = []
      case 40...47, 100...107: look.background = Array(part)
      case 49: look.background = []
      case 38, 48:
        var color = Array(part)
        // 38;5;n and 38;2;r;g;b; with colons it is one part.
        if color.count == 2 {
          guard index < parts.count, let count = [UInt8(ascii: "5"): 2, UInt8(ascii: "2"): 4][parts[index].first ?? 0], index + count <= parts.count
          else { return nil }
          for more in parts[index..<index + count] { color += [UInt8(ascii: ";")] + more }
          index += count
        }
        if number == 38 { look.foreground = color } else { look.background = color }
      default: return nil
      }
    }
    return look
  }

  private static func endOfSequence(_ bytes: [UInt8], from start: Int) -> Int {
    var place = start + 1
    guard place < bytes.count else { return place }
    if bytes[place] == UInt8(ascii: "[") {
      place += 1
      while place < bytes.count, (0x20..<0x40).contains(bytes[place]) { place += 1 }
    } else {
      while place < bytes.count, (0x20..<0x30).contains(bytes[place]) { place += 1 }
    }
    return min(place + 1, bytes.count)
  }
}
