/// One action a screen offers. Help overlay, palette, help bar and dispatch are all made from these.
public struct KeyBinding<Action: Hashable & Sendable>: Sendable {
  /// The keys that start it; the first is the one shown.
  public var keys: [Key]
  public var action: Action
  /// One or two words for the help bar, in the user's language.
  public var label: String
  /// A sentence for the help overlay and the palette.
  public var detail: String
  /// The heading in the help overlay.
  public var group: String
  /// Changes data: shown as such, and never on a bare lower-case letter alone.
  public var isWriting: Bool
  public var isInHelpBar: Bool
  public var isEnabled: Bool
  /// Why it is greyed: which role or state would allow it.
  public var disabledReason: String?

  public init(
    _ keys: [Key], _ action: Action, label: String, detail: String = "", group: String = "", isWriting: Bool = false,
    isInHelpBar: Bool = true, isEnabled: Bool = true, disabledReason: String? = nil
  ) {
    self.keys = keys
    self.action = action
    self.label = label
    self.detail = detail
    self.group = group
    self.isWriting = isWriting
    self.isInHelpBar = isInHelpBar
    self.isEnabled = isEnabled
    self.disabledReason = disabledReason
  }

  /// The spelling of the first key; empty where the action has none and is reached through the palette.
  public var keySpelling: String { keys.first?.spelling ?? "" }
}
