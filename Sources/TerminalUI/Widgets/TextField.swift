/// One line of text being typed, with a caret. A value: the caller keeps it, hands it events and draws it.
///
/// The caret counts whole characters (grapheme clusters). Shown as `[text____]`, so the field's extent needs no colour.
public struct TextField: Sendable, Hashable {
  /// The outcomes all fields share.
  public typealias Outcome = FieldOutcome

  /// What may be typed; anything else is used up without effect.
  public enum Accepted: Sendable, Hashable {
    case any
    case digits
    /// Digits, comma, point, sign.
    case number
    /// Digits, `-`, `/`, `.`.
    case date
  }

  /// The text, never longer than `maximumLength` characters.
  public private(set) var text: String
  /// Characters before the caret, 0 to the length of the text.
  public private(set) var caret: Int
  /// In characters; what is longer does not come in.
  public var maximumLength: Int
  /// Shows a mark per character, for secrets.
  public var isMasked: Bool
  /// What may be typed or pasted.
  public var accepts: Accepted
  /// Shown while empty, already in the user's language.
  public var placeholder: String
  /// Greyed fields ignore every event.
  public var isEnabled: Bool
  /// The value Ctrl-Z returns to; Ctrl-Z again brings the edit back.
  private var undone: String

  /// A field with the caret at the end of its text.
  public init(
    _ text: String = "", maximumLength: Int = 200, isMasked: Bool = false, accepts: Accepted = .any, placeholder: String = "",
    isEnabled: Bool = true
  ) {
    self.maximumLength = max(0, maximumLength)
    self.isMasked = isMasked
    self.accepts = accepts
    self.placeholder = placeholder
    self.isEnabled = isEnabled
    self.text = String(text.prefix(self.maximumLength))
    caret = self.text.count
    undone = self.text
  }

  /// Nothing typed.
  public var isEmpty: Bool { text.isEmpty }
  /// No character more will be taken.
  public var isFull: Bool { text.count >= maximumLength }

  /// Replaces the text, as from a draft; the caret goes to its end and Ctrl-Z returns to this text.
  public mutating func setText(_ text: String) {
    self.text = String(text.prefix(maximumLength))
    caret = self.text.count
    undone = self.text
  }

  /// Empties the field and its undo value; for secrets after use.
  public mutating func wipe() { setText("") }

  /// Uses keys of text and editing, and pastes; everything else is `.ignored`.
  public mutating func handle(_ event: InputEvent) -> Outcome {
    guard isEnabled else { return .ignored }
    switch event {
    case .key(let key): return handle(key)
    case .paste(let pasted): return insert(Self.singleLine(pasted))
    default: return .ignored
    }
  }

  private mutating func handle(_ key: Key) -> Outcome {
    switch key {
    case .character(let character): return insert(String(character))
    case .left: return move(to: caret - 1)
    case .right: return move(to: caret + 1)
    case .home, .control("a"): return move(to: 0)
    case .end, .control("e"): return move(to: text.count)
    case .alt("b"): return move(to: wordStart)
    case .alt("f"): return move(to: wordEnd)
    case .backspace: return remove(caret - 1..<caret)
    case .delete: return remove(caret..<caret + 1)
    case .control("u"): return remove(0..<caret)
    case .control("k"): return remove(caret..<text.count)
    case .control("w"): return remove(wordStart..<caret)
    case .control("z"):
      guard undone != text else { return .moved }
      swap(&text, &undone)
      caret = text.count
      return .changed
    case .enter: return .submitted
    default: return .ignored
    }
  }

  private mutating func move(to place: Int) -> Outcome {
    caret = min(max(0, place), text.count)
    return .moved
  }

  private mutating func insert(_ inserted: String) -> Outcome {
    let taken = inserted.filter(isAccepted).prefix(max(0, maximumLength - text.count))
    guard !taken.isEmpty else { return .moved }
    let length = text.count
    let behind = length - caret
    text.insert(contentsOf: taken, at: text.index(text.startIndex, offsetBy: caret))
    // Counted from the end: a combining mark may join the character before it, so lengths do not simply add.
    caret = max(0, text.count - behind)
    if text.count > maximumLength {
      text = String(text.prefix(maximumLength))
      caret = min(caret, text.count)
    }
    return .changed
  }

  private mutating func remove(_ range: Range<Int>) -> Outcome {
    let range = range.clamped(to: 0..<text.count)
    guard !range.isEmpty else { return .moved }
    let start = text.index(text.startIndex, offsetBy: range.lowerBound)
    let end = text.index(start, offsetBy: range.count)
    text.removeSubrange(start..<end)
    caret = min(range.lowerBound, text.count)
    return .changed
  }

  private var wordStart: Int {
    let before = Array(text.prefix(caret))
    var place = before.count
    while place > 0, before[place - 1] == " " { place -= 1 }
    while place > 0, before[place - 1] != " " { place -= 1 }
    return place
  }

  private var wordEnd: Int {
    let all = Array(text)
    var place = caret
    while place < all.count, all[place] == " " { place += 1 }
    while place < all.count, all[place] != " " { place += 1 }
    return place
  }

  private func isAccepted(_ character: Character) -> Bool {
    switch accepts {
    case .any: true
    case .digits: "0123456789".contains(character)
    case .number: "0123456789.,-+".contains(character)
    case .date: "0123456789-/.".contains(character)
    }
  }

  /// Line ends at the edges go, those inside and tabs become spaces, other controls go.
  private static func singleLine(_ pasted: String) -> String {
    var lines = pasted[...]
    while let last = lines.last, last.isNewline { lines.removeLast() }
    while let first = lines.first, first.isNewline { lines.removeFirst() }
    var result = ""
    for scalar in String(lines).unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x85, 0x2028, 0x2029: result += " "
      case 0x00..<0x20, 0x7F..<0xA0: continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
