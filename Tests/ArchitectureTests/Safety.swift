/// What the application must not be able to do, and how statements and sentences are written.
enum Safety {
  /// Functions that start programs.
  private static let starters = [
    "system", "popen", "posix_spawn", "posix_spawnp", "fork", "vfork", "execl", "execle", "execlp", "execv", "execve", "execvp",
    "execvpe", "fexecve", "clone", "Process",
    "dlopen",
  ]

  /// Calls that start a program or load code, in Swift or C files; `allowed` are lines as they are written: "path: line".
  static func childProcesses(in files: [RepositoryFile], except allowed: [String] = []) -> [String] {
    files.flatMap { file in
      let written = file.text.split(separator: "\n", omittingEmptySubsequences: false)
      return file.source.code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { number,
        line -> [String] in
        guard !allowed.contains("\(file.path): \(written[number].drop(while: \.isWhitespace))") else { return [] }
        return starters.filter { calls($0, in: line) }.map { "\(file.place(number + 1)): \($0)" }
      }
    }
  }

  private static func calls(_ name: String, in line: Substring) -> Bool {
    var rest = line[...]
    while let range = rest.firstRange(of: name + "(") {
      let before = range.lowerBound == line.startIndex ? " " : line[line.index(before: range.lowerBound)]
      let declares = line[..<range.lowerBound].split(separator: " ").last == "func"
      if !before.isLetter, !before.isNumber, before != "_", before != ".", !declares { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }

  private static let statements: Set<String> = [
    "select", "insert", "update", "delete", "with", "call", "set", "reset", "begin", "commit", "rollback", "listen", "notify",
    "do", "create", "alter", "drop", "grant", "revoke",
    "copy", "truncate", "lock", "values", "merge",
  ]

  /// SQL that is put together from pieces: values are always bound, names are always written out.
  static func assembledSQL(in files: [RepositoryFile]) -> [String] {
    files.flatMap { file in
      let source = file.source
      let code = source.code.split(separator: "\n", omittingEmptySubsequences: false)
      return source.literals.filter { literal in
        guard let word = literal.text.split(whereSeparator: { !$0.isLetter }).first, statements.contains(word.lowercased()),
          literal.text.drop(while: \.isWhitespace).lowercased().hasPrefix(word.lowercased()),
            literal.text.contains(where: \.isWhitespace)
        else { return false }
        return literal.isInterpolated || code[literal.line - 1].contains("\" +") || code[literal.line - 1].contains("+ \"")
      }.map { "\(file.place($0.line)): SQL put together from pieces" }
    }
  }

  /// Calls whose strings nobody reads, or that hold both languages.
  private static let wordingCalls: Set<String> = ["Message", "Command", "precondition", "preconditionFailure", "assert",
    "assertionFailure"]

  /// Words on the screen that are in one language only: a string with two letters in a row outside `Message(...)`.
  static func untranslated(in files: [RepositoryFile]) -> [String] {
    files.flatMap { file in
      file.source.literals.filter { literal in
        guard literal.calls.contains(where: { $0.hasSuffix("canvas.text") || $0.hasSuffix("canvas.frame") }) else { return false }
        guard !literal.calls.contains(where: wordingCalls.contains) else { return false }
        return zip(literal.text, literal.text.dropFirst()).contains { $0.isLetter && $1.isLetter }
      }.map { "\(file.place($0.line)): \"\($0.text)\" is in one language only" }
    }
  }

  /// The visible top level of the repository.
  static let topLevel: Set<String> = ["LICENSE", "Package.swift", "README.md", "Sources", "Tests", "sql", "themes"]

  static func unexpectedAtTheTop(_ names: [String]) -> [String] {
    let strangers = Set(names).subtracting(topLevel).sorted().map { "\($0) does not belong to the top level" }
    return strangers + topLevel.subtracting(names).sorted().map { "\($0) is missing" }
  }
}
