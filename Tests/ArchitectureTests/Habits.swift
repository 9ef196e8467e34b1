/// Code habits that a reader can count on.
enum Habits {
  static let longestFile = 400

  static func tooLong(_ files: [RepositoryFile]) -> [String] {
    files.compactMap { file in
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - (file.text.hasSuffix("\n") ? 1 : 0)
      return lines > longestFile ? "\(file.path): \(lines) lines" : nil
    }
  }

  /// Code that traps, or silences the compiler.
  static let forbiddenCode = ["try!", "as!", "nonisolated(unsafe)", "fatalError(", "@preconcurrency", "print(",
    "swift-format-ignore"]
  static let forbiddenWords = ["TODO", "FIXME", "XXX", "HACK"]

  static func forbiddenCode(_ words: [String] = forbiddenCode, in files: [RepositoryFile]) -> [String] {
    files.flatMap { file in
      let source = file.source
      return words.flatMap { word in
        source.lines { contains(word, in: $0) }.map { "\(file.place($0.number)): \(word)" }
      }
    }
  }

  static func unfinished(_ files: [RepositoryFile]) -> [String] {
    files.flatMap { file in
      file.source.comments.flatMap { comment in
        forbiddenWords.filter { comment.text.contains($0) }.map { "\(file.place(comment.line)): \($0)" }
      }
    }
  }

  /// The word, and not a part of another: "as!" is not in "alias!".
  private static func contains(_ word: String, in line: Substring) -> Bool {
    var rest = line[...]
    while let range = rest.firstRange(of: word) {
      let before = range.lowerBound == line.startIndex ? " " : line[line.index(before: range.lowerBound)]
      if !before.isLetter, !before.isNumber, before != "_", before != "." { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }

  /// `@unchecked Sendable` without a comment that says why: on its line, or right above it.
  static func unexplained(_ files: [RepositoryFile]) -> [String] {
    files.flatMap { file in
      let source = file.source
      let commented = Set(source.comments.flatMap { comment in
        comment.line...(comment.line + comment.text.count { $0 == "\n" })
      })
      let code = source.code.split(separator: "\n", omittingEmptySubsequences: false)
      return source.lines { $0.contains("@unchecked") }.filter { number, _ in
        var line = number
        // Attributes may stand between the comment and the declaration.
        func isPassed(_ line: Int) -> Bool {
          line == number || code[line - 1].allSatisfy(\.isWhitespace) || isAttribute(code[line - 1])
        }
        while line > 1, !commented.contains(line), isPassed(line) { line -= 1 }
        return !commented.contains(line)
      }.map { "\(file.place($0.number)): no word on why this is safe" }
    }
  }

  private static func isAttribute(_ line: Substring) -> Bool { line.drop(while: \.isWhitespace).hasPrefix("@") }
}
