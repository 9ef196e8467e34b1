import CPostgres
import EventLoop

/// A transaction: has the connection for itself from BEGIN to COMMIT, other requests wait.
@UIActor
public final class PostgresTransaction {
  @TaskLocal static var current: PostgresTransaction?

  private let connection: PostgresConnection

  init(_ connection: PostgresConnection) { self.connection = connection }

  /// As `PostgresConnection.query`.
  @discardableResult
  public func query(
    _ statement: Statement, _ parameters: [any PostgresEncodable] = [], timeLimit: Int? = nil
  ) async throws(PostgresError) -> PostgresRows {
    try await connection.query(statement, parameters, timeLimit: timeLimit, in: self)
  }

  /// As `PostgresConnection.run`; all groups belong to this transaction.
  public func run(_ pipeline: PostgresPipeline, timeLimit: Int? = nil) async throws(PostgresError) -> PostgresPipelineResults {
    try await connection.run(pipeline, timeLimit: timeLimit, in: self)
  }

  /// As `PostgresConnection.execute(script:)`.
  public func execute(script: String, timeLimit: Int? = nil) async throws(PostgresError) {
    try await connection.execute(script: script, timeLimit: timeLimit, in: self)
  }
}

extension PostgresConnection {
  private static let begin = Statement.once("begin", "BEGIN")
  private static let commit = Statement.once("commit", "COMMIT")
  private static let rollback = Statement.once("rollback", "ROLLBACK")

  /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
  ///
  /// Throws what `body` threw; `.transactionRolledBack` when a failed statement had already ended the transaction;
  /// `.connectionLost` when nobody knows whether COMMIT came through. Within `body` use the transaction, not the connection.
  public func transaction<Value: Sendable>(
    _ body: @UIActor (PostgresTransaction) async throws -> Value
  ) async throws -> Value {
    let transaction = PostgresTransaction(self)
    defer { release(transaction) }
    _ = try await query(Self.begin, [], timeLimit: nil, in: transaction)
    let value: Value
    do {
      value = try await PostgresTransaction.$current.withValue(transaction) { try await body(transaction) }
    } catch {
      _ = try? await finish(transaction, with: Self.rollback)
      throw error
    }
    let end = try await finish(transaction, with: Self.commit)
    guard end.commandTag == "COMMIT" else { throw PostgresError(.transactionRolledBack) }
    return value
  }

  /// COMMIT or ROLLBACK, even for a cancelled task. A connection that stays in the transaction is of no use to anybody: closed.
  private func finish(_ transaction: PostgresTransaction, with end: Statement) async throws(PostgresError) -> PostgresRows {
    do throws(PostgresError) {
      return try await query(end, [], timeLimit: nil, in: transaction, isCancellable: false)
    } catch {
      if isOpen, PQtransactionStatus(handle) != PQTRANS_IDLE {
        self.end(PostgresError(.connectionLost, reason: "the transaction could not be ended"))
      }
      throw error
    }
  }

  private func release(_ transaction: PostgresTransaction) {
    guard self.transaction === transaction else { return }
    self.transaction = nil
    sendNext()
  }
}
