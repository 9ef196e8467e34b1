/// A key as the program sees it, whatever bytes the terminal sent.
public enum Key: Hashable, Sendable {
  /// A printed character, the space too.
  case character(Character)
  /// Ctrl with a lower-case letter, or one of `@ [ \ ] ^ _`; Tab, Enter, Backspace and Esc have cases of their own.
  case control(Character)
  case alt(Character)
  /// F1 to F12.
  case function(Int)
  case up, down, left, right
  case pageUp, pageDown, home, end
  case enter, tab, backTab, escape, backspace, delete, insert

  /// Keys that stand for text in a field.
  public var isText: Bool {
    if case .character = self { true } else { false }
  }
}
