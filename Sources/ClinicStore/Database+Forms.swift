import ClinicModel
import EventLoop
import PostgresClient

/// How a value is made of a row.
typealias RowDecoder<Value> = @Sendable (inout PostgresRowReader) throws(PostgresError) -> Value

// What makes a repository small: every operation is one statement, and what becomes of its rows.

extension Database {
  // MARK: Reading

  /// The rows of one statement.
  func list<Value: Sendable>(_ call: Call, _ decode: RowDecoder<Value>) async throws(RepositoryError) -> [Value] {
    let rows = try await query(call)
    return try decoding { () throws(PostgresError) in try rows.decode(decode) }
  }

  /// The rows of one statement behind an opening that is kept.
  func list<Value: Sendable>(
    behind kept: Opening, _ call: Call, _ decode: RowDecoder<Value>
  ) async throws(RepositoryError) -> [Value] {
    let rows = try await read(kept, call)
    return try decoding { () throws(PostgresError) in try rows.decode(decode) }
  }

  /// The rows of one statement about a patient whose chart is open, under her own number only. Rows that row-level security hides
  /// are missing without a word: the banner in the same flight tells whether it does. Throws `.refused(.noReasonForAccess)`.
  func list<Value: Sendable>(
    inChartOf patient: PatientID, _ call: Call, _ decode: RowDecoder<Value>
  ) async throws(RepositoryError) -> [Value] {
    let answers = try await run([[Call(ChartBanner.statement, [patient]), call]], .read)[0]
    guard try !answers[0].get().isEmpty else { throw .refused(.noReasonForAccess) }
    let rows = try answers[1].get()
    return try decoding { () throws(PostgresError) in try rows.decode(decode) }
  }

  // MARK: Writing

  /// A write whose statement selects `answer`, `field`, and then what was stored.
  func write<Stored: Sendable>(
    _ call: Call, behind kept: Opening? = nil, saved: String = "SAVED", _ stored: RowDecoder<Stored>
  ) async throws(RepositoryError) -> Stored {
    let outcome = try await outcome(of: call, behind: kept, saved, stored)
    guard let stored = outcome.stored else { throw RepositoryError(answer: outcome.word, field: outcome.field) }
    return stored
  }

  /// The same where the operation has words of its own.
  func write<Stored: Sendable, Objection: RawRepresentable<String>>(
    _ call: Call, behind kept: Opening? = nil, saved: String = "SAVED", _ stored: RowDecoder<Stored>
  ) async throws(RepositoryError) -> WriteAnswer<Stored, Objection> {
    let outcome = try await outcome(of: call, behind: kept, saved, stored)
    if let stored = outcome.stored { return .saved(stored) }
    if let objection = Objection(rawValue: outcome.word) { return .objected(objection) }
    throw RepositoryError(answer: outcome.word, field: outcome.field)
  }

  /// A write whose statement selects one word: `SAVED`, or why not.
  func save(
    _ call: Call, behind kept: Opening? = nil, saved: String = "SAVED", field: String? = nil
  ) async throws(RepositoryError) {
    let answer = try word(try await query(call, .write, behind: kept))
    guard answer == saved else { throw RepositoryError(answer: answer, field: field) }
  }

  /// A write whose statement selects one word, where several of them are answers.
  func answer<Word: RawRepresentable<String> & Sendable>(
    _ call: Call, behind kept: Opening? = nil, field: String? = nil
  ) async throws(RepositoryError) -> Word {
    let answer = try word(try await query(call, .write, behind: kept))
    guard let known = Word(rawValue: answer) else { throw RepositoryError(answer: answer, field: field) }
    return known
  }

  private func outcome<Stored: Sendable>(
    of call: Call, behind kept: Opening?, _ saved: String, _ decode: RowDecoder<Stored>
  ) async throws(RepositoryError) -> (stored: Stored?, word: String, field: String?) {
    let rows = try await query(call, .write, behind: kept)
    return try decoding { () throws(PostgresError) in
      try rows.onlyRow().decode { (row: inout PostgresRowReader) throws(PostgresError) in
        let (word, field) = (try row.next(String.self), try row.next(String?.self))
        if word == saved { return (try decode(&row), word, field) }
        row.skip(rows.columnCount - 2)
        return (nil, word, field)
      }
    }
  }
}
