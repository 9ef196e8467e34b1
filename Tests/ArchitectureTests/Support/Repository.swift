import Foundation

/// A file of the repository, by its path from the top, taken apart once.
struct RepositoryFile {
  let path: String
  let text: String
  let source: SwiftSource

  init(path: String, text: String) {
    self.path = path
    self.text = text
    source = SwiftSource(text)
  }

  /// As a compiler says it, so that an editor can jump there.
  func place(_ line: Int) -> String { "\(path):\(line)" }
}

/// The repository the tests were built from.
enum Repository {
  static let root = URL(filePath: #filePath).appending(path: "../../../..").standardized

  static func text(_ path: String) throws -> String { try String(contentsOf: root.appending(path: path), encoding: .utf8) }

  static func manifest() throws -> Manifest { Manifest(try text("Package.swift")) }

  /// Swift and C files below one of the folders, in the order of their paths.
  static func files(in folders: [String], extensions: Set<String> = ["swift"]) throws -> [RepositoryFile] {
    try all.get().filter { file in
      extensions.contains((file.path as NSString).pathExtension) && folders.contains { file.path.hasPrefix($0 + "/") }
    }
  }

  private static let all = Result { try readAll() }

  private static func readAll() throws -> [RepositoryFile] {
    var files: [RepositoryFile] = []
    for folder in ["Sources", "Tests"] {
      guard let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path) else { continue }
      for case let name as String in names where ["swift", "c", "h"].contains((name as NSString).pathExtension) {
        files.append(RepositoryFile(path: folder + "/" + name, text: try text(folder + "/" + name)))
      }
    }
    return files.sorted { $0.path < $1.path }
  }

  /// What stands at the top and is neither hidden nor ignored by version control.
  static func topLevel() throws -> [String] {
    let ignored = Set(try text(".gitignore").split(separator: "\n").map { $0.hasSuffix("/") ? String($0.dropLast()) : String($0) })
    let names = try FileManager.default.contentsOfDirectory(atPath: root.path)
    return names.filter { !$0.hasPrefix(".") && !ignored.contains($0) }.sorted()
  }
}
