import Foundation

/// One file of `sql/`, with its path inside that folder.
public struct SchemaFile: Sendable, Equatable {
  public let path: String
  public let text: String

  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }

  /// Reads `path` below `folder`; throws a `SchemaError` that names the file when it is missing or no UTF-8.
  public static func read(_ path: String, in folder: String) throws -> SchemaFile {
    guard let data = FileManager.default.contents(atPath: folder + "/" + path) else {
      throw SchemaError(.folder, "\(folder)/\(path) is missing or cannot be read: restore it from the installation.")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw SchemaError(.folder, "\(folder)/\(path) is damaged (no UTF-8): restore it from the installation.")
    }
    return SchemaFile(path: path, text: text)
  }

  /// Where a character position of the text (from 1, as PostgreSQL counts) lies: its line.
  func line(ofCharacter position: Int) -> Int {
    1 + text.unicodeScalars.prefix(max(0, position - 1)).filter { $0 == "\n" }.count
  }
}
