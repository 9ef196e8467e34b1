/// Who may import what.
enum Imports {
  /// Modules of the system and the toolchain that any target may use; Foundation and Dispatch are judged apart.
  static let system: Set<String> = ["Swift", "Glibc", "Synchronization", "FoundationEssentials", "Foundation", "Dispatch",
    "Testing"]

  struct Import: Hashable {
    var line: Int
    var module: String
  }

  /// The imports of a file: "import X", "@testable import X", "public import struct X.Y".
  static func imports(in source: SwiftSource) -> [Import] {
    source.code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { number, line in
      line.split(separator: ";").compactMap { statement -> Import? in
        var words = statement.split(whereSeparator: \.isWhitespace)[...]
        while let word = words.first, word.hasPrefix("@") || ["public", "package", "internal", "private",
          "fileprivate"].contains(word) { words.removeFirst() }
        guard words.popFirst() == "import" else { return nil }
        if let kind = words.first, ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
          "actor"].contains(kind) { words.removeFirst() }
        return words.first?.split(separator: ".").first.map { Import(line: number + 1, module: String($0)) }
      }
    }
  }

  /// Imports that Package.swift does not allow.
  static func undeclared(in files: [RepositoryFile], _ manifest: Manifest) -> [String] {
    files.flatMap { file -> [String] in
      guard let target = manifest.target(of: file.path) else { return ["\(file.path): belongs to no target"] }
      let allowed = Set(target.dependencies.map { manifest[$0]?.module ?? $0 })
      return imports(in: file.source).filter { !allowed.contains($0.module) && !system.contains($0.module) }
        .map { "\(file.place($0.line)): \(target.name) does not depend on \($0.module)" }
    }
  }

  /// Imports of a module by anybody but its owners.
  static func imports(of module: String, except owners: Set<String>, in files: [RepositoryFile],
    _ manifest: Manifest) -> [String] {
    files.flatMap { file -> [String] in
      guard let target = manifest.target(of: file.path), !owners.contains(target.name) else { return [] }
      return imports(in: file.source).filter { $0.module == module }
        .map { "\(file.place($0.line)): \(target.name) imports \(module)" }
    }
  }

  /// Full Foundation, threads of Dispatch, or a test module, in anything that a program links.
  static func foundation(in files: [RepositoryFile], linkedBy program: String, _ manifest: Manifest) -> [String] {
    let linked = manifest.closure(of: program)
    return files.flatMap { file -> [String] in
      guard let target = manifest.target(of: file.path), linked.contains(target.name) else { return [] }
      return imports(in: file.source).filter { ["Foundation", "Dispatch", "Testing"].contains($0.module) }
        .map { "\(file.place($0.line)): \(program) links \(target.name), which imports \($0.module)" }
    }
  }
}
