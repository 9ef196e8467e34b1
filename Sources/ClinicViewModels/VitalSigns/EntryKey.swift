/// A key of an entry form. Those that come while the chart is being opened wait for it, so that nobody has to.
public enum EntryKey: Hashable, Sendable {
  case character(Character)
  case backspace
  case enter
  case next
  case previous
  /// Stores what was checked.
  case sign
}
