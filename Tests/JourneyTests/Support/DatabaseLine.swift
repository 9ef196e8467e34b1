import Foundation
import Glibc

/// A socket between the program and its database that can break at any statement: before it arrives, or when it was carried
/// out and its answer is on the way back.
///
/// Unchecked: everything that changes is behind `lock`.
final class DatabaseLine: @unchecked Sendable {
  enum Break: String, CaseIterable, Sendable {
    case beforeTheStatement
    case beforeTheAnswer
  }

  struct Failure: Error {
    let call: String
    let code = errno
  }

  /// The folder to connect to instead of the server's.
  let folder: String
  private let server: String
  private let listener: Int32
  private let lock = NSLock()
  private var statementsLeft = Int.max
  private var kind = Break.beforeTheStatement
  private var wasBroken = false

  /// Listens in a folder of its own for a server whose socket lies in `serverFolder`.
  init(serverFolder: String) throws {
    var template = Array("/tmp/clinic-line-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(call: "mkdtemp") }
    folder = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    server = serverFolder + "/.s.PGSQL.5432"
    listener = try Self.listening(at: folder + "/.s.PGSQL.5432")
    Thread { [self] in accepting() }.start()
  }

  /// Ends the listener; lines that stand go on until either side ends.
  func close() {
    shutdown(listener, Int32(SHUT_RDWR))
    unlink(folder + "/.s.PGSQL.5432")
    rmdir(folder)
  }

  /// Breaks at the statement of this number from now on, once.
  func arm(statement number: Int, _ kind: Break) {
    lock.withLock {
      statementsLeft = number
      self.kind = kind
      wasBroken = false
    }
  }

  /// True when it broke as it was told to.
  var isBroken: Bool { lock.withLock { wasBroken } }

  /// Counts a statement; how to break at it, if this is the one.
  fileprivate func breakNow() -> Break? {
    lock.withLock {
      guard statementsLeft != .max else { return nil }
      statementsLeft -= 1
      guard statementsLeft == 0 else { return nil }
      statementsLeft = .max
      return kind
    }
  }

  fileprivate func broken() { lock.withLock { wasBroken = true } }

  private func accepting() {
    while true {
      let client = accept(listener, nil, nil)
      guard client >= 0 else { break }
      guard let upstream = try? Self.connected(to: server) else {
        Glibc.close(client)
        continue
      }
      Thread { LinePair(client: client, server: upstream, line: self).run() }.start()
    }
    Glibc.close(listener)
  }

  // MARK: Sockets

  private static func withAddress<Result>(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }

  private static func listening(at path: String) throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard withAddress(path, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 16) == 0 else { throw Failure(call: "bind") }
    return descriptor
  }

  private static func connected(to path: String) throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard withAddress(path, { connect(descriptor, $0, $1) }) == 0 else {
      Glibc.close(descriptor)
      throw Failure(call: "connect")
    }
    return descriptor
  }
}

/// One connection through the line: whole messages from the program to the server, bytes back.
private final class LinePair {
  private let client: Int32
  private let server: Int32
  private let line: DatabaseLine
  private var fromClient: [UInt8] = []
  private var fromServer: [UInt8] = []
  private var hasStarted = false
  /// Rounds that the server has not ended with ReadyForQuery; the start is one.
  private var outstanding = 1
  /// The answer is kept from the program, which loses its line when it is complete.
  private var isDeaf = false
  private var isWholeRoundSent = false

  init(client: Int32, server: Int32, line: DatabaseLine) {
    self.client = client
    self.server = server
    self.line = line
  }

  func run() {
    defer {
      close(client)
      close(server)
    }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      var both = [pollfd(fd: client, events: Int16(POLLIN), revents: 0), pollfd(fd: server, events: Int16(POLLIN), revents: 0)]
      guard poll(&both, 2, -1) > 0 else { return }
      if both[0].revents != 0 {
        let count = read(client, &buffer, buffer.count)
        guard count > 0 else { return }
        fromClient += buffer[..<count]
        guard forwardMessages() else { return }
      }
      if both[1].revents != 0 {
        let count = read(server, &buffer, buffer.count)
        guard count > 0 else { return }
        if !isDeaf { write(client, Array(buffer[..<count])) }
        fromServer += buffer[..<count]
        countRounds()
      }
      if isDeaf, isWholeRoundSent, outstanding == 0 { return line.broken() }
    }
  }

  /// False where the line breaks now.
  private func forwardMessages() -> Bool {
    while let (kind, length) = message(in: fromClient, isTyped: hasStarted) {
      hasStarted = true
      // Execute, and the simple protocol's Query.
      if kind == UInt8(ascii: "E") || kind == UInt8(ascii: "Q"), let how = line.breakNow() {
        guard how == .beforeTheAnswer else {
          line.broken()
          return false
        }
        isDeaf = true
      }
      write(server, Array(fromClient[..<length]))
      fromClient.removeFirst(length)
      if kind == UInt8(ascii: "S") || kind == UInt8(ascii: "Q") {
        outstanding += 1
        isWholeRoundSent = isDeaf
      }
    }
    return true
  }

  private func countRounds() {
    while let (kind, length) = message(in: fromServer, isTyped: true) {
      if kind == UInt8(ascii: "Z") { outstanding -= 1 }
      fromServer.removeFirst(length)
    }
  }

  /// The first whole message: its type, 0 for that of the start, and its bytes.
  private func message(in bytes: [UInt8], isTyped: Bool) -> (UInt8, Int)? {
    let head = isTyped ? 1 : 0
    guard bytes.count >= head + 4 else { return nil }
    let length = bytes[head..<(head + 4)].reduce(0) { $0 << 8 | Int($1) } + head
    return bytes.count >= length ? (isTyped ? bytes[0] : 0, length) : nil
  }

  private func write(_ descriptor: Int32, _ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      sent += count
    }
  }
}
