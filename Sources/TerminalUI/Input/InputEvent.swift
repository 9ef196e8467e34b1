/// What a terminal reports.
public enum InputEvent: Sendable, Equatable {
  case key(Key)
  /// Pasted text as one piece: data, never keys. Line ends are `\n`.
  case paste(String)
  /// The terminal's new size, after the resizing came to rest.
  case resize(Size)
  /// The terminal is gone; nothing can be written any more.
  case hangUp
  /// Asked to end (SIGTERM).
  case terminate
  /// Continued after a stop; the screen was drawn again.
  case resumed
}
