import Glibc

extension Theme {
  /// Ancestors a theme may have.
  static let maximumAncestors = 8

  /// Reads a theme file; what it inherits from is looked for in the same folder.
  ///
  /// - Throws: `ThemeError`, one line that names file and key. The caller then shows it and goes on with `Theme.mono`.
  public static func load(path: String) throws(ThemeError) -> Theme {
    let cut = path.lastIndex(of: "/")
    let folder = cut.map { String(path[..<$0]) + "/" } ?? ""
    let file = cut.map { String(path[path.index(after: $0)...]) } ?? path
    return try build(Files.read(path, name: file), file: file) { (name) throws(ThemeError) in
      try Files.read(folder + name + ".toml", name: name + ".toml")
    }
  }

  /// Reads a theme by name from a folder of themes; `mono` is built in.
  public static func load(name: String, folder: String) throws(ThemeError) -> Theme {
    if name == mono.name { return mono }
    guard ThemeFile.isName(name) else { throw ThemeError(file: name, key: "", reason: "is not the name of a theme") }
    return try load(path: folder + "/" + name + ".toml")
  }

  /// The names of the themes in a folder in order, and `mono`; without those only meant to be inherited from (`base`).
  public static func names(folder: String) -> [String] {
    let names = Files.list(folder).filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }
    return names.filter { ThemeFile.isName($0) && $0 != "base" && $0 != mono.name }.sorted() + [mono.name]
  }

  /// Builds a theme from text; `inherited` gives the text of a theme by name.
  static func build(
    _ text: String, file: String, inherited: (String) throws(ThemeError) -> String
  ) throws(ThemeError) -> Theme {
    var chain = [try ThemeFile(text, file: file)]
    var seen = [chain[0].name]
    while let parent = chain[0].inherits {
      guard !seen.contains(parent) else {
        throw chain[0].error("meta.inherits", (seen + [parent]).joined(separator: " > ") + " goes round in a circle")
      }
      guard chain.count <= maximumAncestors else {
        throw chain[0].error("meta.inherits", "more than \(maximumAncestors) ancestors")
      }
      chain.insert(try ThemeFile(inherited(parent), file: parent + ".toml"), at: 0)
      guard chain[0].name == parent else { throw chain[0].error("meta.name", "must be \(parent), as its file") }
      seen.append(parent)
    }
    guard let builder = ThemeBuilder(chain) else { return mono }
    return try builder.build()
  }
}

/// Small text files by the C library.
private enum Files {
  static func read(_ path: String, name: String) throws(ThemeError) -> String {
    guard let file = fopen(path, "re") else {
      throw ThemeError(file: name, key: "", reason: "cannot be opened: " + String(cString: strerror(errno)))
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: TOMLDocument.maximumBytes + 1)
    let count = fread(&bytes, 1, bytes.count, file)
    guard ferror(file) == 0 else { throw ThemeError(file: name, key: "", reason: "cannot be read") }
    guard count <= TOMLDocument.maximumBytes else {
      throw ThemeError(file: name, key: "", reason: "longer than \(TOMLDocument.maximumBytes) bytes")
    }
    guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
      throw ThemeError(file: name, key: "", reason: "is not UTF-8")
    }
    return text
  }

  static func list(_ folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.append(name)
    }
    return names
  }
}
