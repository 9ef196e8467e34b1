import TerminalTestSupport
import Testing

/// No byte a keyboard, a line or a paste can send ends the program, or leaves it in a state that is not drawn.
@Suite struct InputStormTests {
  enum Place: String, CaseIterable {
    case signIn, list, chart, series, prescriptions, request, registration, queue, lock, help
  }

  private func terminal(at place: Place, _ clinic: Clinic) throws -> TerminalSession {
    switch place {
    case .signIn: return try clinic.terminal()
    case .list: return try clinic.signedIn(.nurse)
    case .chart, .series, .prescriptions:
      let terminal = try clinic.signedIn(.nurse)
      terminal.openChart("garcia nunez 1971-03-12")
      if place == .series { terminal.press("Enter", expect: "Summary:") }
      if place == .prescriptions { terminal.press("r", expect: "MEDICINE") }
      return terminal
    case .request:
      let terminal = try clinic.signedIn(.nurse)
      terminal.openRefused()
      terminal.press("b", expect: "Ask for emergency access")
      return terminal
    case .registration:
      let terminal = try clinic.signedIn(.reception)
      terminal.openRegistration()
      return terminal
    case .queue:
      let terminal = try clinic.signedIn(.doctor)
      terminal.press("Alt-4", expect: "Emergency access")
      return terminal
    case .lock, .help:
      let terminal = try clinic.signedIn(.nurse)
      if place == .lock { terminal.press("Ctrl-L", expect: "LOCKED") } else { terminal.press("?", expect: "HH LL critical") }
      return terminal
    }
  }

  /// Alive and drawing, or ended as Ctrl-Q ends it.
  private func expectSane(_ terminal: TerminalSession, _ what: String) {
    terminal.settle(milliseconds: 200)
    guard terminal.exitStatus == nil else {
      #expect(terminal.exitStatus == .code(0), "\(what)")
      return
    }
    // Out of a paste or an escape sequence that never ended, and to the sign-in screen from wherever this is.
    terminal.send("\u{1B}[201~")
    terminal.settle(milliseconds: 100)
    for _ in 0..<3 where !terminal.contains("E-mail") && !terminal.contains("Correo") {
      terminal.press("Ctrl-Q")
      terminal.wait(seconds: 3) { $0.contains("E-mail") || $0.contains("Correo") || $0.exitStatus != nil }
    }
    #expect(terminal.contains("E-mail") || terminal.contains("Correo") || terminal.exitStatus == .code(0), "\(what):\n\(terminal.screen)")
    if terminal.exitStatus == nil {
      terminal.press("Ctrl-Q")
      #expect(terminal.waitForExit() == .code(0), "\(what)")
    }
    #expect(!terminal.isAlternateScreen)
  }

  @Test(arguments: Place.allCases)
  func everyByteAlone(_ place: Place) throws {
    let terminal = try terminal(at: place, Clinic())
    for byte in UInt8.min...UInt8.max where byte != 0x11 {
      terminal.send([byte])
      terminal.settle(milliseconds: 3)
      try #require(terminal.exitStatus == nil, "byte \(byte)")
    }
    expectSane(terminal, "all bytes at \(place)")
  }

  @Test(arguments: [(UInt64(1), Place.list), (2, .series), (3, .registration), (4, .queue), (5, .signIn)] as [(UInt64, Place)])
  func fiveThousandRandomOnes(_ seed: UInt64, _ place: Place) throws {
    let clinic = try Clinic()
    let patients = try clinic.count("select count(*) from medical_data.patients")
    let terminal = try terminal(at: place, clinic)
    var random = SplitMix(seed: seed)
    var sent = 0
    while sent < 5_000, terminal.exitStatus == nil {
      let piece = Self.piece(using: &random)
      sent += piece.count
      terminal.send(piece)
      terminal.settle(milliseconds: 1)
    }
    expectSane(terminal, "seed \(seed) at \(place)")
    #expect(try clinic.count("select count(*) from medical_data.patients") == patients)
    #expect(try clinic.count("select count(*) from access.emergency_decisions") == 0)
  }

  /// Keys, halves of sequences, strings to the terminal, mouse reports, pastes, broken UTF-8, and plain noise.
  private static func piece(using random: inout SplitMix) -> [UInt8] {
    func noise(_ count: Int) -> [UInt8] {
      (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }.filter { $0 != 0x11 }
    }
    let finals = Array("ABCDEFHMPQRSZclmnpqrstuy~".utf8)
    switch Int.random(in: 0..<12, using: &random) {
    case 0: return noise(Int.random(in: 1...40, using: &random))
    case 1: return [0x1B] + noise(2)
    case 2: return Array("\u{1B}[\(Int.random(in: 0...99_999, using: &random));\(Int.random(in: 0...300, using: &random))".utf8) + [finals.randomElement(using: &random) ?? 0x41]
    case 3: return Array("\u{1B}]52;c;ZXZpbA==\u{07}\u{1B}P+q544e\u{1B}\\\u{1B}_x\u{1B}\\".utf8)
    case 4: return Array("\u{1B}[M".utf8) + noise(3)
    case 5: return Array("\u{1B}[<0;10;10M\u{1B}[<0;10;10m".utf8)
    case 6: return Array("\u{1B}[200~".utf8) + noise(30) + Array("\u{1B}[201~".utf8)
    case 7: return Array(RandomText.string(using: &random, maximum: 20).utf8).filter { $0 != 0x11 }
    case 8: return TerminalSession.bytes(of: ["Up", "Down", "PgUp", "PgDn", "Home", "End", "Tab", "Enter", "Esc"].randomElement(using: &random) ?? "Esc")
    case 9: return TerminalSession.bytes(of: "F\(Int.random(in: 1...12, using: &random))")
    case 10: return TerminalSession.bytes(of: "Alt-\(Int.random(in: 1...9, using: &random))")
    default: return [UInt8(ascii: ":"), UInt8.random(in: 0x61...0x7A, using: &random), 0x0D]
    }
  }

  @Test func aPasteIsTextAndNeverKeys() throws {
    let clinic = try Clinic()
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.paste("/sf\r\u{11}\u{0C}q:lock\r")
    terminal.settle()
    #expect(terminal.contains("my patients: 30   most overdue first") && !terminal.contains("LOCKED"), "\(terminal.screen)")
    terminal.press("/")
    terminal.paste("garcia\nnunez")
    terminal.expect("2 found")
    #expect(!terminal.contains("purpose"))
  }

  @Test func aStormOfSizesEndsOnTheLast() throws {
    let terminal = try Clinic().signedIn(.nurse)
    terminal.expect("my patients: 30")
    var random = SplitMix(seed: 7)
    for (columns, rows) in [(1, 1), (0, 0), (65_535, 65_535), (4, 300), (300, 3)] {
      terminal.resize(columns: columns, rows: rows)
      terminal.settle(milliseconds: 80)
    }
    for _ in 0..<150 {
      terminal.resize(columns: Int.random(in: 1...250, using: &random), rows: Int.random(in: 1...80, using: &random))
      terminal.settle(milliseconds: 1)
    }
    terminal.resize(columns: 100, rows: 30)
    terminal.expect("my patients: 30")
    terminal.press("Down")
    terminal.expectRow { $0.hasPrefix(">GÁMEZ") }
  }
}
