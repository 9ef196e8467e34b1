/// What an event did to a field.
public enum FieldOutcome: Sendable, Hashable {
  /// Not for a field: the caller may use it.
  case ignored
  /// Used, the value is the same; the caret may have moved.
  case moved
  /// The value changed.
  case changed
  /// Enter.
  case submitted
}
