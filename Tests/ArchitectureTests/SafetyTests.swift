import Testing

@Suite struct SafetyTests {
  private func file(_ text: String, _ path: String = "Sources/ClinicStore/A.swift") -> [RepositoryFile] {
    [RepositoryFile(path: path, text: text)]
  }

  // MARK: The repository

  /// Before anything else the program starts itself again with a clean environment: the one line that may.
  private static let restart = "Sources/CCleanStart/clean_start.c: execve(\"/proc/self/exe\", argv, clean);"

  @Test func theApplicationStartsNoProgram() throws {
    let manifest = try Repository.manifest()
    let linked = manifest.closure(of: "clinic")
    let files = try Repository.files(in: ["Sources"], extensions: ["swift", "c",
      "h"]).filter { file in manifest.target(of: file.path).map { linked.contains($0.name) } == true }
    #expect(files.count > 50)
    #expect(Safety.childProcesses(in: files, except: [Self.restart]) == [])
    #expect(Safety.childProcesses(in: files).count == 1)
  }

  @Test func statementsAreWrittenOut() throws {
    let files = try Repository.files(in: ["Sources/ClinicStore"])
    #expect(!files.isEmpty)
    #expect(Safety.assembledSQL(in: files) == [])
  }

  @Test func screensSpeakBothLanguages() throws {
    let files = try Repository.files(in: ["Sources/ClinicScreens"])
    #expect(!files.isEmpty)
    #expect(Safety.untranslated(in: files) == [])
  }

  @Test func theTopLevelIsTheAgreedOne() throws {
    let found = Safety.unexpectedAtTheTop(try Repository.topLevel())
    #expect(found == [])
  }

  // MARK: The checks themselves

  @Test(arguments: [
    "system(\"ls\")", "let f = popen(\"ls\", \"r\")", "if fork() == 0 {}", "posix_spawn(&p, path, nil, nil, argv, environ)",
    "execvp(argv[0], argv);", "let p = Process()",
    "Glibc;system(x)", "\"\\(system(x))\"",
  ])
  func aChildProcessIsFound(_ text: String) {
    #expect(Safety.childProcesses(in: file(text)).count == 1)
  }

  @Test(arguments: ["// system(x)", "\"system(x)\"", "fileSystem(x)", "model.system(x)", "func system(x: Int) {}",
    "ClinicClock.system", "connection.execute(x)"])
  func whatOnlyLooksLikeOneIsNot(_ text: String) {
    #expect(Safety.childProcesses(in: file(text)).isEmpty)
  }

  @Test func anExceptionIsOneLineOfOneFile() {
    let allowed = ["Sources/A/a.c: execve(\"x\", argv, clean);"]
    #expect(Safety.childProcesses(in: file("  execve(\"x\", argv, clean);", "Sources/A/a.c"), except: allowed).isEmpty)
    #expect(Safety.childProcesses(in: file("  execve(\"x\", argv, other);", "Sources/A/a.c"), except: allowed).count == 1)
    #expect(Safety.childProcesses(in: file("  execve(\"x\", argv, clean);", "Sources/B/a.c"), except: allowed).count == 1)
  }

  @Test(arguments: [
    #"query("select * from t where id = \(id)")"#, #"query("SELECT a FROM \(table)")"#,
    #"let s = "insert into t values (" + value + ")""#,
    "let s = \"\"\"\n  update t\n  set a = \\(b)\n  \"\"\"", #"let s = "set role \(role)""#,
  ])
  func assembledSQLIsFound(_ text: String) {
    #expect(Safety.assembledSQL(in: file(text)).count == 1)
  }

  @Test(arguments: [
    #"query("select * from t where id = $1", id)"#, #"throw invalid("unknown \(name)")"#, #"let s = "selected \(count)""#,
    "let s = \"\"\"\n  select 1\n  from t\n  \"\"\"", "let word = \"select\"",
  ])
  func whatIsWrittenOutIsRight(_ text: String) {
    #expect(Safety.assembledSQL(in: file(text)).isEmpty)
  }

  @Test(arguments: [
    #"canvas.text("Find", at: p)"#, #"canvas.text(x + " of", at: p)"#, #"x += canvas.text(b ? "No" : "-", at: p)"#,
    #"canvas.frame(box, title: "Find")"#, #"canvas.text("\(n) rows", at: p)"#,
  ])
  func anUntranslatedWordIsFound(_ text: String) {
    #expect(Safety.untranslated(in: file(text)).count == 1)
  }

  @Test(arguments: [
    #"canvas.text(wording(Message(en: "Find", es: "Buscar")), at: p)"#, #"canvas.text("! " + problem, at: p)"#,
    #"canvas.text("(o) ", at: p)"#, #"let id = "patients.find""#,
    #"canvas.text("\(a)  \(b)", at: p)"#, #"Command("app.help")"#,
  ])
  func translatedWordsAndSignsAreRight(_ text: String) {
    #expect(Safety.untranslated(in: file(text)).isEmpty)
  }

  @Test func aStrangerAtTheTopIsFoundAndSoIsAGap() {
    let names = Safety.topLevel.sorted()
    #expect(Safety.unexpectedAtTheTop(names).isEmpty)
    #expect(Safety.unexpectedAtTheTop(names + ["notes.txt"]) == ["notes.txt does not belong to the top level"])
    #expect(Safety.unexpectedAtTheTop(names.filter { $0 != "sql" }) == ["sql is missing"])
  }
}
