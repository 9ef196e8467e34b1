/// One place on the screen: at most one base character with its marks, and a role.
///
/// Only a `Canvas` makes cells, so a cell's text has passed the funnel; 15 bytes at most, kept inline by `String`.
public struct Cell: Hashable, Sendable {
  /// What is shown; empty in the right half of a wide character.
  public internal(set) var text: String
  public internal(set) var role: Role

  init(text: String, role: Role) {
    self.text = text
    self.role = role
  }

  static let blank = Cell(text: " ", role: .text)

  /// True in the right half of a wide character.
  public var isContinuation: Bool { text.isEmpty }
}
