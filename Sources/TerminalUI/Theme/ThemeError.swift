/// Why a theme was refused, on one line: the file, the key, the reason. Text from the file is shown with controls made visible.
public struct ThemeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file without its folder.
  public let file: String
  /// The key, such as `role."flag.high".fg`, or the line; empty where it is the whole file.
  public let key: String
  /// What is wrong, in English.
  public let reason: String

  /// Made by the loader; callers show `description`.
  public init(file: String, key: String, reason: String) {
    self.file = file
    self.key = key
    self.reason = reason
  }

  /// `file: key: reason`.
  public var description: String {
    let parts = [file, key, reason].filter { !$0.isEmpty }.map { Self.visible($0) }
    return parts.joined(separator: ": ")
  }

  private static func visible(_ text: String) -> String { TextFunnel.visible(String(text.prefix(200))) }
}
