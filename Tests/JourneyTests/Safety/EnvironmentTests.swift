import Foundation
import TerminalTestSupport
import Testing

/// The environment of who logs in steers nothing, and the program starts nothing.
@Suite struct EnvironmentTests {
  private static let kept: Set<String> = [
    "TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "SSH_CONNECTION", "SSH_TTY", "HOME", "PATH",
    "SWIFT_BACKTRACE", "OPENSSL_CONF", "PGSYSCONFDIR",
  ]

  /// Files that libraries would open if they were asked to, each with content that would change something.
  private static func plant(in home: String) throws {
    func file(_ name: String, _ content: String) throws {
      let path = home + "/" + name
      try FileManager.default.createDirectory(atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try content.write(toFile: path, atomically: false, encoding: .utf8)
      chmod(path, 0o600)
      // Read since it was written: the time of the last access then stays, unless it is read again after the second below.
      var times = [timeval(tv_sec: 1_000_000_000, tv_usec: 0), timeval(tv_sec: 1_100_000_000, tv_usec: 0)]
      utimes(path, &times)
    }
    try file(".terminfo/x/xterm-256color", "not a description")
    try file(".terminfo/78/xterm-256color", "not a description")
    try file(".pgpass", "*:*:*:*:secret")
    try file(".pg_service.conf", "[clinic]\nhost=/nowhere\n")
    try file(".postgresql/root.crt", "nothing")
    try file("openssl.cnf", "openssl_conf = evil\n")
    try file("service.conf", "[clinic]\nhost=/nowhere\n")
    try file("pg_service.conf", "[clinic]\nhost=/nowhere\n")
    try file("evil-backtrace", "#!/bin/sh\ntouch \(home)/started\n")
    chmod(home + "/evil-backtrace", 0o700)
  }

  private static func files(in home: String) -> [String] {
    (FileManager.default.enumerator(atPath: home)?.allObjects as? [String] ?? []).map { home + "/" + $0 }
      .filter { path in
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
      }
  }

  private static func hostile(_ home: String) -> [String: String] {
    var values = [
      "HOME": home, "TERMINFO": home + "/.terminfo", "TERMINFO_DIRS": home + "/.terminfo", "TERMCAP": "x:li#1:", "OPENSSL_CONF": home + "/openssl.cnf",
      "SSL_CERT_FILE": home + "/openssl.cnf", "OPENSSL_MODULES": home, "OPENSSL_ENGINES": home, "SSLKEYLOGFILE": home + "/keys",
      "SWIFT_BACKTRACE": "enable=yes,swift-backtrace=\(home)/evil-backtrace", "SWIFT_DEBUG_RUNTIME": "1", "MALLOC_CHECK_": "3",
      "MALLOC_PERTURB_": "165", "MALLOC_TRACE": home + "/malloc", "GCONV_PATH": home, "LOCPATH": home, "NLSPATH": home, "TZ": ":" + home + "/openssl.cnf",
      "TZDIR": home, "LD_DEBUG_OUTPUT": home + "/ld", "GLIBC_TUNABLES": "glibc.malloc.check=3", "HOSTALIASES": home + "/openssl.cnf",
      "RES_OPTIONS": "debug", "LOCALDOMAIN": "evil.example", "LINES": "2", "COLUMNS": "9", "ESCDELAY": "99999", "TABSIZE": "1", "NCURSES_TRACE": "9999",
      "NCURSES_NO_UTF8_ACS": "1", "PAGER": "/bin/sh", "EDITOR": "/bin/sh", "SHELL": "/bin/sh", "IFS": "x", "ENV": home + "/openssl.cnf",
      "BASH_ENV": home + "/openssl.cnf", "XDG_CONFIG_HOME": home, "LC_PAPER": "garbage", "EMPTY": "", "LD_LIBRARY_PATH": "",
    ]
    for name in [
      "PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGPASSWORD", "PGSERVICE", "PGAPPNAME", "PGCLIENTENCODING", "PGTZ", "PGDATESTYLE",
      "PGTARGETSESSIONATTRS", "PGSSLMODE", "PGREQUIREPEER", "PGCONNECT_TIMEOUT", "PGLOCALEDIR",
    ] { values[name] = "evil" }
    values["PGPASSFILE"] = home + "/.pgpass"
    values["PGSERVICEFILE"] = home + "/service.conf"
    values["PGSYSCONFDIR"] = home
    values["PGSSLROOTCERT"] = home + "/.postgresql/root.crt"
    values["PGOPTIONS"] = "-c search_path=evil -c clinic.token=evil"
    for number in 0..<10 { values["NOISE_\(number)"] = String(repeating: "\u{1B}]0;x\u{07}", count: 50) }
    return values
  }

  @Test func sixtyHostileVariablesHaveNoEffectAndOpenNoFile() throws {
    let home = FileManager.default.temporaryDirectory.path + "/clinic-home-\(UUID().uuidString)"
    try Self.plant(in: home)
    defer { try? FileManager.default.removeItem(atPath: home) }
    let planted = Self.files(in: home)
    #expect(planted.count == 9)
    let watch = try #require(FileWatch(planted))
    let hostile = Self.hostile(home)
    #expect(hostile.count >= 60)
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse, environment: hostile)
    terminal.expect("my patients: 30")
    terminal.openChart("garcia nunez 1971-03-12")
    #expect(watch.opened.isEmpty, "opened: \(watch.opened)")
    #expect(Self.files(in: home).sorted() == planted.sorted(), "something was written")
    let facts = ProcessFacts(pid: terminal.processID)
    #expect(facts.openFiles.allSatisfy { !$0.hasPrefix(home) })
    if let environment = facts.environment {
      #expect(Set(environment.keys).isSubset(of: Self.kept), "\(environment.keys.sorted())")
      #expect(environment["HOME"] == "/nonexistent" && environment["SWIFT_BACKTRACE"] == "enable=no")
    }
    // The connection is the one of --database.
    let settings = "select application_name || ' ' || usename from pg_stat_activity where datname = current_database() and usename <> 'postgres'"
    #expect(try clinic.value(settings)?.hasSuffix(" clinic_terminal") == true)
    #expect(try clinic.value(settings)?.contains("evil") == false)
    terminal.signal(SIGSEGV)
    #expect(terminal.waitForExit() == .signal(SIGSEGV))
    #expect(watch.opened.isEmpty, "after the crash: \(watch.opened)")
    #expect(!FileManager.default.fileExists(atPath: home + "/started"), "the crash started a program")
  }

  @Test func theWatchOfTheFilesSeesAReading() throws {
    let path = FileManager.default.temporaryDirectory.path + "/clinic-watched-\(UUID().uuidString)"
    try "text".write(toFile: path, atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let watch = try #require(FileWatch([path]))
    #expect(watch.opened.isEmpty)
    _ = try String(contentsOfFile: path, encoding: .utf8)
    #expect(watch.opened == [path])
  }

  @Test func noChildAndNoDumpWhateverIsDone() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    let facts = ProcessFacts(pid: terminal.processID)
    #expect(facts.status("PPid") == String(getpid()))
    #expect(facts.coreLimit == ["0", "0"])
    #expect(facts.ownerOfItsFiles == 0)
    for key in ["?", "Esc", ":", "Esc", "F2", "t", "Esc", "Down", "Enter", "1", "Alt-4", "Alt-1", "Ctrl-Z", "!", "Ctrl-L"] {
      terminal.press(key)
      terminal.settle(milliseconds: 20)
      #expect(facts.children.isEmpty, "after \(key)")
    }
    #expect(facts.openFiles.allSatisfy { file in
      ["/dev/pts/", "/dev/ptmx", "socket:", "anon_inode:", "/memfd:", "/dev/null", "pipe:"].contains { file.hasPrefix($0) }
    }, "\(facts.openFiles)")
  }

  @Test(arguments: ["../../etc/passwd", "/tmp/x", "xterm;x", "unknown-terminal", "", String(repeating: "x", count: 10_240), "\u{1B}]0;x\u{07}", "%s%n"])
  func aTerminalTypeThatIsNoneIsRefusedInALine(_ type: String) throws {
    let clinic = try Shared.clinic.get()
    let terminal = try Clinic.start(clinic.database.conninfo(as: "clinic_terminal"), environment: ["TERM": type])
    guard case .code(let code)? = terminal.waitForExit() else { #expect(Bool(false), "not ended, or killed:\n\(terminal.screen)"); return }
    #expect(code != 0)
    #expect(terminal.screen.contains("clinic: "), "\(terminal.screen)")
    #expect(terminal.output.count < 400 && !terminal.output.contains(0x1B), "\(terminal.outputText())")
  }

  @Test(arguments: ["xx_YY.garbage", "C.\u{1B}[31m", String(repeating: "a", count: 5_000), "../../../tmp", "de_DE.ISO-8859-1"])
  func aLocaleThatIsNoneBeginsInAscii(_ locale: String) throws {
    let terminal = try Shared.clinic.get().terminal(environment: ["LANG": locale, "LC_ALL": locale])
    terminal.expect("E-mail")
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
    #expect(!terminal.outputText().contains("\u{1B}[31m"))
  }

  @Test(arguments: [["--database"], ["--nonsense"], ["--database", "", "--mono"], ["--database", "host=/x dbname=y", "--language", "fr"], ["--share", "/nowhere", "--database", "dbname=x"]])
  func wrongArgumentsAreSaidInALine(_ arguments: [String]) throws {
    let path = try #require(TestExecutable.path("clinic"))
    let terminal = try TerminalSession(path, arguments: arguments)
    guard case .code(let code)? = terminal.waitForExit() else { #expect(Bool(false), "not ended"); return }
    #expect(code == 64 || code == 66)
    #expect(terminal.screen.contains("clinic: ") && !terminal.output.contains(0x1B), "\(terminal.screen)")
  }
}
