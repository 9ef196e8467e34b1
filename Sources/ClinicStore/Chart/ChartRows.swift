import ClinicModel
import PostgresClient

/// Facts of several numbers are listed in the order of their statement.
protocol ListedFact: ChartFact, Sendable {
  /// As the statement's ORDER BY; equal ones stay in the order of the numbers.
  static func isBefore(_ left: Self, _ right: Self) -> Bool
}

/// What the statements about one chart answered, once for each of the patient's numbers.
struct ChartRows {
  struct Number {
    /// Nil: her own.
    var merged: RecordNumber?
    var rows: [PostgresRows]
  }

  /// Of the chart that was opened.
  var banner: ChartBanner
  /// Her own first, then those that were merged into it.
  var numbers: [Number]

  /// What one statement answered for her own number.
  func own(_ place: Int) -> PostgresRows { numbers[0].rows[place] }

  /// The rows of one statement, of all numbers one after the other.
  func list<Value>(_ place: Int, _ decode: RowDecoder<Value>) throws(PostgresError) -> [Value] {
    var found: [Value] = []
    for number in numbers { found += try number.rows[place].decode(decode) }
    return found
  }

  /// The rows of one statement as one list, each marked with its number.
  func facts<Fact: ListedFact>(_ place: Int, _ decode: RowDecoder<Fact>) throws(PostgresError) -> [Fact] {
    var found = try own(place).decode(decode)
    guard numbers.count > 1 else { return found }
    for number in numbers.dropFirst() {
      found += try number.rows[place].decode(decode).map { $0.recorded(under: number.merged) }
    }
    return found.enumerated().sorted { left, right in
      if Fact.isBefore(left.element, right.element) { return true }
      return left.offset < right.offset && !Fact.isBefore(right.element, left.element)
    }.map(\.element)
  }
}

extension Database {
  typealias ChartCalls = @Sendable (PatientID) -> [Call]

  /// Statements about a patient whose chart is open, sent once for each of her numbers. Rows that row-level security hides are
  /// missing without a word: the banner in the same flight tells whether it does, and which numbers there are. They are known
  /// from
  /// the second flight on; a number that is new is asked for in a flight of its own. Throws `.refused(.noReasonForAccess)`.
  func chart(of patient: PatientID, _ calls: ChartCalls) async throws(RepositoryError) -> ChartRows {
    let known = mergedNumbers[patient] ?? []
    let groups = [[Call(ChartBanner.statement, [patient])] + calls(patient)] + known.map { calls($0.patient) }
    return try await chart(of: patient, try await run(groups, .read), known, calls)
  }

  /// A chart's opening and behind it its statements in one flight. The number of a merged record opens the chart it belongs to
  /// now.
  func openChart(_ patient: PatientID, _ opening: Call, _ calls: ChartCalls) async throws(RepositoryError) -> ChartRows {
    let known = mergedNumbers[patient] ?? []
    let groups = [[opening], [Call(ChartBanner.statement, [patient])] + calls(patient)] + known.map { calls($0.patient) }
    let answers = try await run(groups, .read)
    let answer = try word(answers[0][0].get())
    guard answer == "OPENED" || answer == "MERGED" else { throw RepositoryError(answer: answer) }
    return try await chart(of: patient, Array(answers.dropFirst()), known, calls)
  }

  /// - Parameter groups: what was answered for the patient, the banner first, and for each known number.
  private func chart(
    of patient: PatientID, _ groups: [[Answer]], _ known: [MergedNumber], _ calls: ChartCalls
  ) async throws(RepositoryError) -> ChartRows {
    let own = try groups[0].map { answer throws(RepositoryError) in try answer.get() }
    let banner = try opened { () throws(PostgresError) -> ChartBanner? in
      guard let row = try own[0].rowIfAny() else { return nil }
      return try ChartBanner(row)
    }
    mergedNumbers[banner.patient] = banner.others.isEmpty ? nil : banner.others
    if banner.patient != patient {
      var rows = try await chart(of: banner.patient, calls)
      rows.banner.cautions.mergedNumber = banner.asked
      return rows
    }
    var found: [PatientID: [PostgresRows]] = [:]
    for (number, answers) in zip(known, groups.dropFirst()) {
      found[number.patient] = try answers.map { answer throws(RepositoryError) in try answer.get() }
    }
    let missing = banner.others.filter { found[$0.patient] == nil }
    if !missing.isEmpty {
      for (number, answers) in zip(missing, try await run(missing.map { calls($0.patient) }, .read)) {
        found[number.patient] = try answers.map { answer throws(RepositoryError) in try answer.get() }
      }
    }
    let others = banner.others.map { ChartRows.Number(merged: $0.number, rows: found[$0.patient] ?? []) }
    return ChartRows(banner: banner, numbers: [ChartRows.Number(rows: Array(own.dropFirst()))] + others)
  }

  /// One statement, the rows of all numbers one after the other.
  func list<Value: Sendable>(
    ofAllNumbersOf patient: PatientID, _ call: @escaping @Sendable (PatientID) -> Call, _ decode: RowDecoder<Value>
  ) async throws(RepositoryError) -> [Value] {
    let rows = try await chart(of: patient) { [call($0)] }
    return try decoding { () throws(PostgresError) in try rows.list(0, decode) }
  }

  /// One statement, the rows of all numbers as one list in its order, each marked with its number.
  func facts<Fact: ListedFact>(
    of patient: PatientID, _ call: @escaping @Sendable (PatientID) -> Call, _ decode: RowDecoder<Fact>
  ) async throws(RepositoryError) -> [Fact] {
    let rows = try await chart(of: patient) { [call($0)] }
    return try decoding { () throws(PostgresError) in try rows.facts(0, decode) }
  }
}

extension PostgresRowReader {
  /// Numbers that were merged, and under which their facts are stored: two arrays of one length.
  mutating func mergedNumbers() throws(PostgresError) -> [MergedNumber] {
    let (patients, numbers) = (try next([PostgresUUID].self), try next([String].self))
    guard patients.count == numbers.count else { throw invalid("merged numbers without their patients") }
    var found: [MergedNumber] = []
    for (patient, number) in zip(patients, numbers) {
      guard let number = RecordNumber(number) else { throw invalid("record number with a wrong check digit") }
      found.append(MergedNumber(patient: PatientID(UniqueID(patient)), number: number))
    }
    return found
  }
}
