/// The targets of our own Package.swift, read from its text: asking the package manager would wait for the lock that the running
/// test holds.
struct Manifest {
  struct Target: Hashable {
    var name: String
    /// Targets and products.
    var dependencies: [String] = []
    var path: String

    /// The name in an `import`.
    var module: String { String(name.map { $0 == "-" ? "_" : $0 }) }
  }

  let targets: [Target]

  private static let folders = ["target": "Sources", "executableTarget": "Sources", "systemLibrary": "Sources",
    "testTarget": "Tests"]

  init(_ text: String) {
    let isTarget = Self.isTarget
    var targets: [Target] = []
    for literal in SwiftSource(text).literals {
      guard let call = literal.calls.last, let last = call.split(separator: ".").last.map(String.init) else { continue }
      switch (last, literal.label) {
      case ("product", "name"):
        guard !targets.isEmpty, literal.calls.contains(where: isTarget) else { continue }
        targets[targets.count - 1].dependencies.append(literal.text)
      case (_, "name"):
        if isTarget(call), let folder = Self.folders[last] { targets.append(Target(name: literal.text,
          path: "\(folder)/\(literal.text)")) }
      case (_, "dependencies"):
        if isTarget(call), !targets.isEmpty { targets[targets.count - 1].dependencies.append(literal.text) }
      case (_, "path"):
        if isTarget(call), !targets.isEmpty { targets[targets.count - 1].path = literal.text }
      default: break
      }
    }
    self.targets = targets
  }

  private static func isTarget(_ call: String) -> Bool { folders.keys.contains { call == "." + $0 } }

  subscript(name: String) -> Target? { targets.first { $0.name == name } }

  /// The target and everything it links, directly or not.
  func closure(of name: String) -> Set<String> {
    var found: Set<String> = []
    var waiting = [name]
    while let next = waiting.popLast() {
      guard found.insert(next).inserted else { continue }
      waiting += self[next]?.dependencies ?? []
    }
    return found
  }

  /// The target a file belongs to: the one with the longest path that holds it.
  func target(of path: String) -> Target? {
    targets.filter { path.hasPrefix($0.path + "/") }.max { $0.path.count < $1.path.count }
  }
}
