/// One theme file, read and checked by itself; names are resolved when it is joined with those it inherits from.
struct ThemeFile {
  /// The forms of one colour; a missing one falls to the next simpler.
  struct Paint: Sendable, Hashable {
    var rgb: TerminalColor?
    var c256: TerminalColor?
    var c16: TerminalColor?
    var isBold16 = false
  }

  struct Style: Sendable, Hashable {
    var fg: String?
    var bg: String?
    var attributes: TextAttributes?
    var mono: TextAttributes?
    var text: String?
    var glyph: Glyph?
  }

  let file: String
  private(set) var name = ""
  private(set) var isLight: Bool?
  private(set) var inherits: String?
  private(set) var minimumContrast: Double?
  private(set) var minimumDistance: Double?
  private(set) var palette: [String: Paint] = [:]
  private(set) var roles: [String: Style] = [:]

  /// Reads the text of a file.
  ///
  /// - Throws: `ThemeError` for anything a theme has not.
  init(_ text: String, file: String) throws(ThemeError) {
    self.file = file
    for (key, node) in try TOMLDocument.parse(text, file: file).sorted(by: { $0.key < $1.key }) {
      let table = try self.table(node, key)
      switch key {
      case "meta": for (name, value) in table.sorted(by: { $0.key < $1.key }) { try readMeta(name, value) }
      case "palette":
        for (name, value) in table.sorted(by: { $0.key < $1.key }) {
          guard Self.isName(name.replacing("_", with: "-")) else {
            throw error("palette.\"\(name)\"", "is not the name of a colour")
          }
          palette[name] = try paint(value, "palette.\(name)")
        }
      case "role": for (name, value) in table.sorted(by: { $0.key < $1.key }) { try readRole(name, value) }
      default: throw error(key, "unknown key")
      }
    }
    guard Self.isName(name) else { throw error("meta.name", "is needed, of lower-case letters, digits and -") }
  }

  /// Lower-case letters, digits and `-`, 40 at most: never a path.
  static func isName(_ name: String) -> Bool {
    (1...40).contains(name.utf8.count)
      && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
  }

  func error(_ key: String, _ reason: String) -> ThemeError { ThemeError(file: file, key: key, reason: reason) }

  private mutating func readMeta(_ name: String, _ node: TOMLNode) throws(ThemeError) {
    let key = "meta.\(name)"
    switch name {
    case "name": self.name = try string(node, key)
    case "kind":
      switch try string(node, key) {
      case "dark": isLight = false
      case "light": isLight = true
      default: throw error(key, "must be dark or light")
      }
    case "inherits":
      let parent = try string(node, key)
      guard Self.isName(parent) else { throw error(key, "must be the name of a theme") }
      inherits = parent
    case "min_contrast":
      minimumContrast = try number(node, key, 4.5...21, "a theme may ask for more, not for less")
    case "min_distance": minimumDistance = try number(node, key, 0...100, "")
    default: throw error(key, "unknown key")
    }
  }

  private mutating func readRole(_ name: String, _ node: TOMLNode) throws(ThemeError) {
    let key = "role.\"\(name)\""
    guard ThemeRoles.names.contains(name) else { throw error(key, "unknown role") }
    var style = Style()
    for (part, value) in try table(node, key).sorted(by: { $0.key < $1.key }) {
      let partKey = "\(key).\(part)"
      switch part {
      case "fg": style.fg = try string(value, partKey)
      case "bg": style.bg = try string(value, partKey)
      case "attributes": style.attributes = try attributes(value, partKey)
      case "mono": style.mono = try attributes(value, partKey)
      case "text": style.text = try shownText(value, partKey, isFlag: ThemeRoles.isFlag(name))
      case "glyph": style.glyph = try glyph(value, partKey, isFlag: ThemeRoles.isFlag(name))
      default: throw error(partKey, "unknown key")
      }
    }
    roles[name] = style
  }

  private func table(_ node: TOMLNode, _ key: String) throws(ThemeError) -> [String: TOMLNode] {
    guard case .table(let table) = node else { throw error(key, "must be a table, not \(node.kind)") }
    return table
  }

  private func string(_ node: TOMLNode, _ key: String) throws(ThemeError) -> String {
    guard case .string(let text) = node else { throw error(key, "must be a string, not \(node.kind)") }
    return text
  }

  private func number(_ node: TOMLNode, _ key: String, _ range: ClosedRange<Double>, _ why: String) throws(ThemeError) -> Double {
    let value: Double
    switch node {
    case .integer(let number): value = Double(number)
    case .number(let number): value = number
    default: throw error(key, "must be a number, not \(node.kind)")
    }
    guard range.contains(value) else {
      throw error(key, "must be \(range.lowerBound) to \(range.upperBound)" + (why.isEmpty ? "" : "; " + why))
    }
    return value
  }

  private func paint(_ node: TOMLNode, _ key: String) throws(ThemeError) -> Paint {
    var paint = Paint()
    for (part, value) in try table(node, key) {
      let partKey = "\(key).\(part)"
      switch part {
      case "rgb":
        guard let color = TerminalColor(hex: try string(value, partKey)) else { throw error(partKey, "must be \"#rrggbb\"") }
        paint.rgb = color
      case "c256":
        guard case .integer(let index) = value, (16...255).contains(index) else {
          throw error(partKey, "must be 16 to 255: those below are the terminal's own")
        }
        paint.c256 = .index(index)
      case "c16":
        guard let index = TerminalColor.names16.firstIndex(of: try string(value, partKey)) else {
          throw error(partKey, "must be one of " + TerminalColor.names16.joined(separator: ", "))
        }
        paint.c16 = .index(index)
      case "bold16":
        guard case .bool(let flag) = value else { throw error(partKey, "must be true or false") }
        paint.isBold16 = flag
      default: throw error(partKey, "unknown key")
      }
    }
    guard paint.rgb != nil || paint.c256 != nil || paint.c16 != nil else { throw error(key, "has no colour") }
    return paint
  }

  private func attributes(_ node: TOMLNode, _ key: String) throws(ThemeError) -> TextAttributes {
    var result: TextAttributes = []
    for word in try string(node, key).split(separator: " ") {
      guard let attribute = TextAttributes.named[String(word)] else {
        throw error(key, "\"\(word)\" is none of " + TextAttributes.named.keys.sorted().joined(separator: ", "))
      }
      result.formUnion(attribute)
    }
    return result
  }

  private func shownText(_ node: TOMLNode, _ key: String, isFlag: Bool) throws(ThemeError) -> String {
    let text = try string(node, key)
    let limit = isFlag ? 2 : 20
    guard text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }), text.utf8.count <= limit else {
      throw error(key, "must be at most \(limit) printable ASCII characters")
    }
    if isFlag, text.allSatisfy({ $0 == " " }) { throw error(key, "a flag's letter may not be emptied") }
    return text
  }

  private func glyph(_ node: TOMLNode, _ key: String, isFlag: Bool) throws(ThemeError) -> Glyph {
    var forms: [String: Unicode.Scalar] = [:]
    for (form, value) in try table(node, key) {
      let scalars = Array(try string(value, "\(key).\(form)").unicodeScalars)
      guard ["utf8", "ascii"].contains(form) else { throw error("\(key).\(form)", "unknown key") }
      guard scalars.count == 1, ScalarClass(of: scalars[0]) == .narrow || scalars[0] == " ", form == "utf8" || scalars[0].isASCII
      else { throw error("\(key).\(form)", "must be one character of one column") }
      if isFlag, scalars[0] == " " { throw error("\(key).\(form)", "a flag's sign may not be emptied") }
      forms[form] = scalars[0]
    }
    guard let ascii = forms["ascii"] else { throw error("\(key).ascii", "is needed") }
    return Glyph(forms["utf8"] ?? ascii, ascii: ascii)
  }
}

extension TextAttributes {
  static let named: [String: TextAttributes] = [
    "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline, "reverse": .reverse, "none": [],
  ]
}

extension TerminalColor {
  static let names16 = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "bright-black", "bright-red", "bright-green",
    "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
  ]

  /// `#rrggbb`.
  init?(hex: String) {
    guard hex.utf8.count == 7, hex.first == "#", hex.dropFirst().allSatisfy({ $0.isASCII && $0.isHexDigit }),
      let value = UInt32(hex.dropFirst(), radix: 16)
    else { return nil }
    self = .rgb(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
  }
}
