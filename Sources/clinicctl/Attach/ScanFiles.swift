import ArgumentParser
import ClinicModel
import EventLoop
import Foundation
import PostgresClient

extension AttachCommand {
  struct Scan: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "scan", abstract: "Have the files that nobody has looked at yet scanned for malware.",
      discussion: """
        Runs as the account that owns the store and connects as clinic_watch; from a timer, say every minute. Each file is compared with \
        the digest in the record and given to the scanner as its last argument. Its exit status is ClamAV's: 0 clean, 1 infected, \
        anything else: it could not be scanned, and --again tries once more. A file that is not there, or not the one that was attached, \
        is never opened. Exit status 2: not everything was clean.
        """)

    @Option(help: "Connection string, as clinic_watch.") var database: String
    @Option(help: "The directory of the clinic's files.") var store: String
    @Option(help: "The scanner and its arguments, without quotes; the file comes last.") var command = "clamdscan --fdpass --no-summary"
    @Flag(help: "Also what could not be scanned before.") var again = false

    func run() throws {
      let scanner = try Scanner(command)
      let files = try FileStore(store)
      let (database, again) = (database, again)
      let record = try onLoop { try await ScanRecord(database) }
      defer { try? onLoop { record.close() } }
      var dirty = 0
      // As many as one answer holds, until there are none: each is asked for once.
      for file in try onLoop({ try await record.waiting(again: again) }) {
        let finding = try Self.finding(file, in: files, scanner)
        try onLoop { try await record.note(file, finding) }
        print("\(file.id) \(finding.rawValue)")
        if finding != .clean { dirty += 1 }
      }
      if dirty > 0 { throw ExitCode(2) }
    }

    /// The bytes have to be those of the record, or what is said of them is about others.
    private static func finding(_ file: ScanRecord.File, in store: FileStore, _ scanner: Scanner) throws -> ScanRecord.Finding {
      let digest = try SHA256()
      guard try store.read(file.key, { try digest.update($0) }) else { return .missing }
      guard try digest.digest().hexadecimal == file.sha256 else { return .failed }
      return try scanner.scan(store.path(of: file.key))
    }
  }
}

/// What of the record a scanner knows: keys and digests, nobody's name; and what it says.
@UIActor
struct ScanRecord {
  struct File: Sendable {
    var id: PostgresUUID
    var key: UniqueID
    var sha256: String
  }

  enum Finding: String, Sendable {
    case clean = "CLEAN"
    case infected = "INFECTED"
    case failed = "FAILED"
    /// No bytes under the key.
    case missing = "MISSING"
  }

  private static let waiting = Statement.once(
    "files_to_scan", "select attachment_id, storage_key, encode(sha256, 'hex') from access.files_to_scan($1)")
  private static let note = Statement.once("record_scan", "select access.record_scan($1, $2, $3)")
  private let session: StaffSession

  init(_ database: String) async throws { session = try await StaffSession(database) }

  func close() { session.close() }

  /// Oldest first, a thousand at most.
  func waiting(again: Bool) async throws -> [File] {
    try await session.rows(Self.waiting, [again]) { row throws(PostgresError) in
      let (id, key) = (try row.next(PostgresUUID.self), try row.next(PostgresUUID.self))
      return File(id: id, key: UniqueID(high: key.high, low: key.low), sha256: try row.next())
    }
  }

  func note(_ file: File, _ finding: Finding) async throws {
    let state = finding == .missing ? Finding.failed : finding
    let word = try await session.word(Self.note, [file.id, state.rawValue, finding == .missing])
    if word != "SAVED" { throw Failure("The database does not take the finding about \(file.id): \(word ?? "no answer").") }
  }
}

/// A malware scanner with the exit statuses of ClamAV.
struct Scanner {
  private let program: String
  private let arguments: [String]

  /// Throws where there is no such program: then nothing is said about any file.
  init(_ command: String) throws {
    let words = command.split(separator: " ").map(String.init)
    guard let name = words.first else { throw Failure("--command names no scanner.") }
    let places = name.contains("/") ? [name] : ["/usr/bin", "/usr/local/bin", "/bin"].map { "\($0)/\(name)" }
    guard let program = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      throw Failure("There is no scanner \(name) here: install ClamAV, or name another one with --command.")
    }
    (self.program, arguments) = (program, Array(words.dropFirst()))
  }

  func scan(_ path: String) throws -> ScanRecord.Finding {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments + [path]
    // What it prints names the file by its key, and the malware; that is for its own log.
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    do { try process.run() } catch { throw Failure("\(program) cannot be run: \(error.localizedDescription)") }
    process.waitUntilExit()
    guard process.terminationReason == .exit else { return .failed }
    switch process.terminationStatus {
    case 0: return .clean
    case 1: return .infected
    default: return .failed
    }
  }
}
