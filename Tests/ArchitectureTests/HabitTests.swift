import Testing

@Suite struct HabitTests {
  private func file(_ text: String) -> [RepositoryFile] { [RepositoryFile(path: "Sources/A/A.swift", text: text)] }

  // MARK: The repository

  @Test func filesAreShort() throws {
    let found = Habits.tooLong(try Repository.files(in: ["Sources", "Tests"], extensions: ["swift", "c", "h"]))
    #expect(found == [])
  }

  @Test func nothingTrapsOrSilencesTheCompiler() throws {
    // Programs print, and so do test helpers; libraries do not.
    let programs = ["Sources/clinicctl", "Sources/clinic"]
    let files = try Repository.files(in: ["Sources"]).filter { file in !programs.contains { file.path.hasPrefix($0 + "/") } }
    #expect(Habits.forbiddenCode(in: files) == [])
    let others = try Repository.files(in: programs + ["Tests"])
    #expect(Habits.forbiddenCode(["try!", "as!", "nonisolated(unsafe)"], in: others) == [])
  }

  @Test func nothingIsLeftForLater() throws {
    let files = try Repository.files(in: ["Sources", "Tests"],
      extensions: ["swift", "c", "h"]).filter { !$0.path.hasPrefix("Tests/ArchitectureTests/") }
    #expect(Habits.unfinished(files) == [])
  }

  @Test func whatIsUncheckedSaysWhy() throws {
    let found = Habits.unexplained(try Repository.files(in: ["Sources", "Tests"]))
    #expect(found == [])
  }

  // MARK: The checks themselves

  @Test func aFileOf401LinesIsFound() {
    #expect(Habits.tooLong(file(String(repeating: "a\n", count: 400))).isEmpty)
    #expect(Habits.tooLong(file(String(repeating: "a\n", count: 400) + "a")) == ["Sources/A/A.swift: 401 lines"])
  }

  @Test(arguments: [
    "let a = try! b()", "let a = (b as! C)", "nonisolated(unsafe) var a = 1", "default: fatalError(\"no\")", "  print(a)",
    "let s = \"\\(try! f())\"",
  ])
  func aTrapIsFound(_ text: String) {
    #expect(Habits.forbiddenCode(in: file(text)).count == 1)
  }

  @Test(arguments: ["try? b()", "// try! is forbidden", "let a = \"as! b\"", "alias!", "fingerprint(a)", "canvas.print(a)",
    "preconditionFailure()"])
  func whatOnlyLooksLikeATrapIsNot(_ text: String) {
    #expect(Habits.forbiddenCode(in: file(text)).isEmpty)
  }

  @Test func unfinishedWorkIsFound() {
    #expect(Habits.unfinished(file("let a = 1 // TODO: later")).count == 1)
    #expect(Habits.unfinished(file("/* FIXME */")).count == 1)
    #expect(Habits.unfinished(file("let todo = \"TODO\"")).isEmpty)
  }

  @Test(arguments: ["final class A: @unchecked Sendable {}", "// far away\nlet a = 1\nfinal class A: @unchecked Sendable {}",
    "let x = 1\nextension A: @unchecked Sendable {}"])
  func anUnexplainedUncheckedIsFound(_ text: String) {
    #expect(Habits.unexplained(file(text)).count == 1)
  }

  @Test(arguments: [
    "/// Safe: never changes.\nfinal class A: @unchecked Sendable {}", "final class A: @unchecked Sendable {} // never changes",
    "/* never changes */\n@frozen\npublic final class A: @unchecked Sendable {}", "// \"@unchecked Sendable\" is not used here",
  ])
  func anExplainedUncheckedIsRight(_ text: String) {
    #expect(Habits.unexplained(file(text)).isEmpty)
  }
}
