/// One line of text that finds entries of a list while it is typed.
///
/// While it has the focus, the entries that match stand below it: Up and Down choose, Enter takes the chosen one. What was typed
/// stays where nothing is taken.
public struct LookupField: Sendable, Hashable {
  /// The outcomes all fields share.
  public typealias Outcome = FieldOutcome

  /// The entries shown at once.
  public static let mostMatches = 4

  /// What was typed, or the label that was taken.
  public private(set) var input: TextField
  /// What can be found.
  public var options: [ChoiceField.Option]
  private var chosen = 0

  /// A field with nothing typed.
  public init(_ options: [ChoiceField.Option], maximumLength: Int = 200) {
    self.options = options
    input = TextField(maximumLength: maximumLength)
  }

  /// The text as typed.
  public var text: String { input.text }
  /// Greyed fields ignore every event.
  public var isEnabled: Bool {
    get { input.isEnabled }
    set { input.isEnabled = newValue }
  }

  /// Sets the text as typed, as from a draft.
  public mutating func setText(_ text: String) {
    guard text != input.text else { return }
    input.setText(text)
    chosen = 0
  }

  /// The entry whose label the text is.
  public var taken: ChoiceField.Option? {
    let typed = Self.folded(input.text)
    return options.first { Self.folded($0.label) == typed }
  }

  /// The entries in which every typed word begins a word; none while empty, or where one is taken.
  public var matches: [ChoiceField.Option] {
    let words = Self.folded(input.text).split(separator: " ")
    guard !words.isEmpty, taken == nil else { return [] }
    return Array(
      options.lazy.filter { option in
        let parts = Self.folded(option.label).split { !($0.isLetter || $0.isNumber) }
        return words.allSatisfy { word in parts.contains { $0.hasPrefix(word) } }
      }.prefix(Self.mostMatches))
  }

  private static func folded(_ text: String) -> String {
    AsciiFold.fold(text).lowercased().split(separator: " ").joined(separator: " ")
  }

  func claims(_ event: InputEvent) -> Bool {
    guard isEnabled, event == .key(.up) || event == .key(.down) else { return false }
    return matches.count > 1
  }

  /// As a `TextField`; Up and Down choose among the matches, Enter takes one and submits.
  public mutating func handle(_ event: InputEvent) -> Outcome {
    guard isEnabled else { return .ignored }
    let matches = matches
    switch event {
    case .key(.up) where matches.count > 1: chosen = (chosen + matches.count - 1) % matches.count
    case .key(.down) where matches.count > 1: chosen = (chosen + 1) % matches.count
    case .key(.enter):
      if matches.indices.contains(chosen) { setText(matches[chosen].label) }
      return .submitted
    default:
      let outcome = input.handle(event)
      if outcome == .changed { chosen = 0 }
      return outcome
    }
    return .moved
  }

  /// Rows it takes: one, and the matches below while it has the focus.
  func height(isFocused: Bool) -> Int { 1 + (isFocused ? matches.count : 0) }

  /// Draws the text over the first row of `rect` and the matches below.
  public func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool, isInvalid: Bool = false) {
    input.draw(on: &canvas, in: rect.row(0), isFocused: isFocused, isInvalid: isInvalid)
    guard isFocused else { return }
    for (place, option) in matches.enumerated() where place + 1 < rect.height {
      let row = rect.row(place + 1)
      let isChosen = place == min(chosen, matches.count - 1)
      canvas.text(
        (isChosen ? Glyph.marker.text(canvas.glyphs) : " ") + " " + option.label, at: row.origin, width: row.width,
        role: isChosen ? .selectRow : .text, pad: isChosen)
    }
  }
}
