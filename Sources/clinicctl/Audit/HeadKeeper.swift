import Foundation

/// Keeps heads where the database's administrator cannot reach them: appended to a file, sent to the system's log.
struct HeadKeeper: Sendable {
  private let file: String?
  private let toSyslog: Bool

  init(file: String?, toSyslog: Bool) throws {
    if toSyslog, access("/dev/log", W_OK) != 0 {
      throw Failure("There is no system log at /dev/log: start one, or keep the heads with --head-file.")
    }
    self.file = file
    self.toSyslog = toSyslog
  }

  /// The number of the newest head in the file; nil without a file.
  func lastKept() throws -> Int? {
    guard let file else { return nil }
    guard access(file, F_OK) == 0 else { return 0 }
    return try Self.read(file).map(\.number).max() ?? 0
  }

  /// One write for all of them, on disk when it returns.
  func keep(_ heads: [SealHead]) throws {
    guard !heads.isEmpty else { return }
    if let file {
      let descriptor = open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw Failure("Cannot append to \(file): \(String(cString: strerror(errno))).") }
      defer { close(descriptor) }
      let bytes = Array(heads.map { $0.line + "\n" }.joined().utf8)
      guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
        throw Failure("Cannot append to \(file): \(String(cString: strerror(errno))).")
      }
    }
    guard toSyslog else { return }
    openlog("clinicctl", LOG_PID, LOG_AUTHPRIV)
    for head in heads { withVaList([]) { vsyslog(LOG_NOTICE, "clinic: seal " + head.line, $0) } }
    closelog()
  }

  static func read(_ file: String) throws -> [SealHead] {
    guard let data = FileManager.default.contents(atPath: file) else { throw Failure("Cannot read \(file).") }
    return try String(decoding: data, as: UTF8.self).split(separator: "\n").enumerated().map { index, line in
      guard let head = SealHead(line: line) else { throw Failure("\(file):\(index + 1) is no head of a seal.") }
      return head
    }
  }

  /// Kept heads that the database does not have, or has otherwise; the first of them matters.
  static func differences(kept: [SealHead], heads: [SealHead]) -> [String] {
    let byNumber = Dictionary(heads.map { ($0.number, $0.head) }) { first, _ in first }
    return kept.compactMap { head in
      guard let now = byNumber[head.number] else {
        return "Seal \(head.number): it was kept on \(head.sealedAt) and is not in the database."
      }
      return now == head.head ? nil : "Seal \(head.number): the head kept on \(head.sealedAt) is another one."
    }
  }
}
