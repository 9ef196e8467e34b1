import CPostgres
import Foundation

/// What the server answered: the last result of the statements sent together, every value as text.
public struct SqlResult: Sendable, Equatable {
  public var columns: [String]
  public var rows: [[String?]]
  /// Rows inserted, updated, deleted or selected.
  public var affected: Int
  /// The command tag, such as `UPDATE 3`.
  public var tag: String

  /// The single value of the first row, nil where it is null or there is no row.
  public var value: String? { rows.first?.first ?? nil }

  /// A value by row and column name; nil where it is null or absent.
  public subscript(row: Int, column: String) -> String? {
    guard rows.indices.contains(row), let index = columns.firstIndex(of: column) else { return nil }
    return rows[row][index]
  }
}

/// A refusal by the server. `sqlState` is empty where the connection itself failed.
public struct SqlError: Error, Equatable, Sendable, CustomStringConvertible {
  public var sqlState: String
  public var message: String
  public var detail: String?
  public var hint: String?
  public var description: String { "\(sqlState) \(message)" }
}

/// One blocking connection with the simple protocol: what psql does, for attacks and checks. Use from one thread at a time.
public final class SqlSession {
  private var connection: OpaquePointer?
  /// Everything the server said besides results (NOTICE, WARNING), in order.
  public var notices: [String] { notified.lines }
  private let notified = Notices()

  private final class Notices { var lines: [String] = [] }

  /// Connects; throws `SqlError` with the server's words. Options are added as in PGOPTIONS.
  public init(_ conninfo: String, options: String = "") throws {
    let full = options.isEmpty ? conninfo : conninfo + " options='\(options)'"
    connection = PQconnectdb(full)
    guard PQstatus(connection) == CONNECTION_OK else {
      let error = SqlError(sqlState: "", message: String(cString: PQerrorMessage(connection)))
      close()
      throw error
    }
    PQsetNoticeProcessor(connection, { context, text in
      guard let context, let text else { return }
      Unmanaged<Notices>.fromOpaque(context).takeUnretainedValue().lines.append(String(cString: text))
    }, Unmanaged.passUnretained(notified).toOpaque())
  }

  deinit { close() }

  /// Ends the connection; later calls throw.
  public func close() {
    if connection != nil { PQfinish(connection) }
    connection = nil
  }

  /// The server process of this connection.
  public var backendPid: Int { Int(PQbackendPID(connection)) }
  /// Whether the connection is still usable.
  public var isOpen: Bool { connection != nil && PQstatus(connection) == CONNECTION_OK }

  /// Runs one or several statements; the last result, or the first error.
  @discardableResult
  public func run(_ sql: String) throws -> SqlResult {
    try Self.decode(PQexec(connection, sql), connection)
  }

  /// Runs one statement with bound text parameters ($1 ...).
  @discardableResult
  public func run(_ sql: String, _ parameters: [String?]) throws -> SqlResult {
    let copies = parameters.map { $0.flatMap { strdup($0) } }
    defer { copies.forEach { free($0) } }
    let values = copies.map { UnsafePointer($0) }
    return try Self.decode(PQexecParams(connection, sql, Int32(values.count), nil, values, nil, nil, 0), connection)
  }

  /// The SQLSTATE a statement ends with, nil where it succeeds.
  public func refusal(_ sql: String) -> String? {
    do { try run(sql) } catch let error as SqlError { return error.sqlState } catch { return "?" }
    return nil
  }

  /// Sends without waiting: for two sessions at once. Fetch the answer with `receive()`.
  public func send(_ sql: String) throws {
    guard PQsendQuery(connection, sql) == 1 else {
      throw SqlError(sqlState: "", message: String(cString: PQerrorMessage(connection)))
    }
    PQflush(connection)
  }

  /// True when `receive()` would not block, or stays false for `seconds`.
  public func isAnswered(within seconds: Double = 0) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    repeat {
      var state = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
      poll(&state, 1, Int32(max(0, min(50, end.timeIntervalSinceNow * 1000))))
      PQconsumeInput(connection)
      if PQisBusy(connection) == 0 { return true }
    } while Date() < end
    return false
  }

  /// Waits for the answer to `send`: the last result, or the first error.
  @discardableResult
  public func receive() throws -> SqlResult {
    var last: SqlResult?
    var refusal: (any Error)?
    while let result = PQgetResult(connection) {
      do { last = try Self.decode(result, connection) } catch { refusal = refusal ?? error }
    }
    if let refusal { throw refusal }
    guard let last else { throw SqlError(sqlState: "", message: "nothing was sent") }
    return last
  }

  /// Asks the server to end the statement under way.
  public func cancel() {
    guard let handle = PQgetCancel(connection) else { return }
    var message = [CChar](repeating: 0, count: 256)
    PQcancel(handle, &message, 256)
    PQfreeCancel(handle)
  }

  /// Notifications that have arrived: channel, payload and the sender's process.
  public func notifications() -> [(channel: String, payload: String, pid: Int)] {
    PQconsumeInput(connection)
    var all: [(channel: String, payload: String, pid: Int)] = []
    while let next = PQnotifies(connection) {
      all.append((String(cString: next.pointee.relname), String(cString: next.pointee.extra), Int(next.pointee.be_pid)))
      PQfreemem(next)
    }
    return all
  }

  /// The lines of a COPY TO STDOUT, one row each.
  private static func copied(_ connection: OpaquePointer?) throws -> SqlResult {
    var lines: [[String?]] = []
    var buffer: UnsafeMutablePointer<CChar>?
    while PQgetCopyData(connection, &buffer, 0) > 0, let line = buffer {
      lines.append([String(cString: line)])
      PQfreemem(line)
    }
    var answer = try decode(PQgetResult(connection), connection)
    while let further = PQgetResult(connection) { PQclear(further) }
    answer.rows = lines
    return answer
  }

  private static func decode(_ result: OpaquePointer?, _ connection: OpaquePointer?) throws -> SqlResult {
    defer { PQclear(result) }
    let status = PQresultStatus(result)
    if status == PGRES_COPY_OUT { return try copied(connection) }
    guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY else {
      func field(_ code: Character) -> String? {
        PQresultErrorField(result, Int32(code.asciiValue ?? 0)).map { String(cString: $0) }
      }
      let fallback = String(cString: PQerrorMessage(connection))
      throw SqlError(sqlState: field("C") ?? "", message: field("M") ?? fallback, detail: field("D"), hint: field("H"))
    }
    let width = PQnfields(result)
    let rows = (0..<PQntuples(result)).map { row in
      (0..<width).map { column in
        PQgetisnull(result, row, column) == 1 ? nil : String(cString: PQgetvalue(result, row, column))
      }
    }
    return SqlResult(
      columns: (0..<width).map { String(cString: PQfname(result, $0)) }, rows: rows,
      affected: Int(String(cString: PQcmdTuples(result))) ?? 0, tag: String(cString: PQcmdStatus(result)))
  }
}
