import TerminalUI

/// Something a person can do, by name. Each screen declares its own beside its key table.
public struct Command: Hashable, Sendable, RawRepresentable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ name: String) { rawValue = name }
}

/// A command as a screen offers it: keys, words, and whether it may be done now.
struct CommandEntry {
  var command: Command
  var keys: [Key]
  var label: Message
  var detail: Message
  var group: Message
  var isWriting = false
  var isInHelpBar = true
  /// The help bar's spelling where one entry stands for several keys: "+ -".
  var shownAs: Message?
  /// Nil: may be done. Otherwise why not.
  var obstacle: Message?

  init(
    _ command: Command, _ keys: [Key], _ label: Message, detail: Message? = nil, group: Message = .groupHere,
    isWriting: Bool = false, isInHelpBar: Bool = true, shownAs: Message? = nil, obstacle: Message? = nil
  ) {
    self.command = command
    self.keys = keys
    self.label = label
    self.detail = detail ?? label.capitalized
    self.group = group
    self.isWriting = isWriting
    self.isInHelpBar = isInHelpBar
    self.shownAs = shownAs
    self.obstacle = obstacle
  }

  func binding(_ wording: Wording) -> KeyBinding<Command> {
    KeyBinding(
      keys, command, label: wording(label), detail: wording(detail), group: wording(group), isWriting: isWriting,
      isInHelpBar: isInHelpBar, isEnabled: obstacle == nil, disabledReason: obstacle.map { wording($0) })
  }
}

extension Message {
  static let groupHere = Message(en: "Here", es: "Aquí")
  static let groupEverywhere = Message(en: "Everywhere", es: "En todas partes")
  static let groupMove = Message(en: "Move", es: "Moverse")
}

extension Message {
  static let leftRight = Message(en: "Left/Right", es: "Izq/Der")
  static let upDown = Message(en: "Up/Down", es: "Arr/Abaj")
}
