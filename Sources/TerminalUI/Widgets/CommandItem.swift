/// A command as help and palette list it.
public struct CommandItem<Action: Hashable & Sendable>: Sendable {
  /// What it starts.
  public var action: Action
  /// The spellings of its keys with two spaces between, empty where it has none.
  public var keys: String
  /// One or two words in the user's language.
  public var label: String
  /// A sentence, the label where the binding has none.
  public var detail: String
  /// Its heading in help.
  public var group: String
  /// Whether it may be run now.
  public var isEnabled: Bool
  /// Which role or state would allow it.
  public var disabledReason: String
  /// All its words, folded for matching.
  private let words: String

  /// Takes everything from a binding of a key table.
  public init(_ binding: KeyBinding<Action>) {
    action = binding.action
    keys = binding.keys.map(\.spelling).joined(separator: "  ")
    label = binding.label
    detail = binding.detail.isEmpty ? binding.label : binding.detail
    group = binding.group
    isEnabled = binding.isEnabled
    disabledReason = binding.disabledReason ?? ""
    words = MatchText.fold([label, detail, group, keys].joined(separator: " "))
  }

  /// How well it answers a folded query: 0 best; nil where a word of the query is not in it.
  func rank(_ query: [Substring]) -> Int? {
    guard query.allSatisfy({ words.contains($0) }) else { return nil }
    let name = MatchText.fold(label)
    guard let first = query.first else { return 0 }
    if name.hasPrefix(first) { return 0 }
    return name.contains(first) ? 1 : 2
  }
}

/// Text without case and accents, for finding commands.
enum MatchText {
  static func fold(_ text: String) -> String { AsciiFold.fold(text).lowercased() }

  static func words(_ query: String) -> [Substring] { fold(query).split(separator: " ") }
}
