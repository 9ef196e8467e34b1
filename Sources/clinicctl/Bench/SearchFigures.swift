import EventLoop
import PostgresClient

/// Searching the directory, one call per keystroke: recorded, committed, with the rules, through the application's own
/// repository.
@UIActor
struct SearchFigures {
  /// What is typed.
  private struct Kind: Sendable {
    var name: String
    var texts: [String]
    var callers = [1, 8]
  }

  private let bench: BenchCluster
  private let seconds: Double
  private static let sampleSize = 400

  init(_ bench: BenchCluster, seconds: Double) {
    self.bench = bench
    self.seconds = seconds
  }

  func measure() async throws -> BenchReport.Part {
    let superuser = try await BenchConnection.open(bench.superuser)
    defer { superuser.close() }
    let callers = try await Caller.signedIn(bench.terminal, role: "nurse", count: 8)
    defer { callers.forEach { $0.close() } }
    var part = BenchReport.Part()
    for kind in Self.kinds(try await SamplePatient.read(superuser, count: Self.sampleSize, of: bench.patients)) {
      let texts = kind.texts
      let reading = try await ReadingFigures.watch(bench, email: "bench.nurse1@clinic.demo", count: min(40, texts.count)) {
        caller in
        _ = try await caller.store.repositories.directory.search("", "A")
      } calls: { caller, number in
        _ = try await caller.store.repositories.directory.search(texts[number], nil)
      }
      let bare = try await Load.run(callers: 1, seconds: seconds / 4) { _, turn in
        try await superuser.query(BenchStatement.search, [texts[turn % texts.count], String?.none])
      }
      for count in kind.callers {
        let run = try await Load.run(callers: count, seconds: seconds) { caller, turn in
          _ = try await callers[caller].store.repositories.directory.search(texts[turn % texts.count], nil)
        }
        part.latencies.append(
          .init(
            group: .search, name: kind.name, run, budget: count == 1 ? 10 : 20, withoutRules: count == 1 ? bare : nil,
            reading: reading))
      }
    }
    return part
  }

  private static func kinds(_ patients: [SamplePatient]) -> [Kind] {
    let long = patients.filter { $0.surname.count >= 5 && $0.given.count >= 3 && !$0.surname.contains(" ") }
    return (1...5).map { length in
      Kind(
        name: "surname, \(length) letter\(length == 1 ? "" : "s")", texts: long.map { String($0.surname.prefix(length)) },
        callers: [1])
    } + [
      Kind(name: "typing 1 to 5 letters", texts: long.flatMap { patient in (1...5).map { String(patient.surname.prefix($0)) } }),
      Kind(name: "two parts, 3 + 2 letters", texts: long.enumerated().map { place, patient in
        place % 2 == 0
          ? "\(patient.surname.prefix(3)) \(patient.given.prefix(2))" : "\(patient.given.prefix(3)) \(patient.surname.prefix(2))"
      }),
      Kind(name: "given name and surname", texts: long.map { "\($0.given) \($0.surname)" }),
      Kind(name: "three parts, two of them frequent", texts: long.map { "maria jose \($0.surname)" }, callers: [1]),
      Kind(name: "mistyped surname", texts: long.enumerated().map { mistyped($1.surname, place: $0) }),
      Kind(
        name: "mistyped surname, given name", texts: long.enumerated().map { mistyped($1.surname, place: $0) + " " + $1.given },
        callers: [1]),
      Kind(name: "record number", texts: patients.map(\.printedNumber)),
      Kind(name: "record number, 4 digits", texts: patients.map { String($0.number.prefix(4)) }, callers: [1]),
      Kind(name: "birth date", texts: patients.map(\.printedBirthDate)),
      Kind(name: "given name and birth date", texts: patients.map { "\($0.given) \($0.printedBirthDate)" }, callers: [1]),
    ]
  }

  /// Two neighbours swapped, a letter left out, or a wrong one, in turn.
  private static func mistyped(_ name: String, place: Int) -> String {
    var letters = Array(name)
    let spot = 1 + place % (letters.count - 2)
    switch place % 3 {
    case 0: letters.swapAt(spot, spot + 1)
    case 1: letters.remove(at: spot)
    default: letters[spot] = letters[spot] == "x" ? "z" : "x"
    }
    return String(letters)
  }
}

/// Somebody of whom is searched.
struct SamplePatient: Sendable {
  var id: PostgresUUID
  var number: String
  var given: String
  var surname: String
  /// As YYYY-MM-DD.
  var birthDate: String

  /// As 104-233-715.
  var printedNumber: String { "\(number.prefix(3))-\(number.dropFirst(3).prefix(3))-\(number.dropFirst(6))" }
  /// As 12/03/1971.
  var printedBirthDate: String { birthDate.split(separator: "-").reversed().joined(separator: "/") }

  @UIActor
  static func read(_ superuser: PostgresConnection, count: Int, of patients: Int) async throws -> [SamplePatient] {
    try await superuser.query(BenchStatement.samplePatients, [Int32(count), Int64(patients)]).decode {
      (row: inout PostgresRowReader) throws(PostgresError) in
      SamplePatient(
        id: try row.next(), number: try row.next(), given: try row.next(), surname: try row.next(), birthDate: try row.next())
    }
  }
}
