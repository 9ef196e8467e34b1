import ClinicModel
import EventLoop
import PostgresClient

/// Opening charts, all their sections in one flight behind the opening, and reading series.
@UIActor
struct ChartFigures {
  private let bench: BenchCluster
  private let seconds: Double
  /// As many charts as one person may open in ten minutes.
  private static let openCharts = 30
  private static let capillaryGlucose: BiomarkerType.ID = 7
  private static let haemoglobinA1c: BiomarkerType.ID = 1

  init(_ bench: BenchCluster, seconds: Double) {
    self.bench = bench
    self.seconds = seconds
  }

  func measure() async throws -> BenchReport.Part {
    let superuser = try await BenchConnection.open(bench.superuser)
    defer { superuser.close() }
    let callers = try await Caller.signedIn(bench.terminal, role: "doctor", count: 8)
    defer { callers.forEach { $0.close() } }
    var patients: [[PatientID]] = []
    for caller in callers { patients.append(try await Self.patients(of: caller.email, superuser)) }
    var part = try await opening(callers, patients, superuser)
    part.latencies += try await series(callers[0], patients[0], superuser).latencies
    return part
  }

  private func opening(_ callers: [Caller], _ patients: [[PatientID]], _ superuser: PostgresConnection) async throws
    -> BenchReport.Part
  {
    var part = BenchReport.Part()
    let email = callers[0].email
    let reading = try await ReadingFigures.watch(bench, email: email, count: 10) { caller, number in
      _ = try await caller.store.repositories.charts.open(patients[0][number], .treatment, nil)
    }
    let bare = try await Load.run(callers: 1, seconds: seconds / 4) { _, turn in
      let key = PostgresUUID(patients[0][turn % patients[0].count])
      _ = try await superuser.pipeline { pipeline in
        for statement in BenchStatement.chart { pipeline.add(statement, [key]) }
      }
    }
    for count in [1, 8] {
      let run = try await Load.timed(callers: count, seconds: seconds) { caller, turn in
        let (person, charts) = (callers[caller], patients[caller])
        if turn % Self.openCharts == 0 { try await superuser.query(BenchStatement.forgetOpenings, [person.email]) }
        let begin = EventLoop.now()
        _ = try await person.store.repositories.charts.open(charts[turn % charts.count], .treatment, nil)
        return Double(EventLoop.now() - begin) / 1_000_000
      }
      part.latencies.append(
        .init(
          group: .chart, name: "open chart, all sections", run, budget: 50, withoutRules: count == 1 ? bare : nil,
          reading: reading))
    }
    return part
  }

  /// A short series of one test, with 30 charts open; and the longest there is.
  private func series(_ caller: Caller, _ patients: [PatientID], _ superuser: PostgresConnection) async throws -> BenchReport.Part
  {
    var part = BenchReport.Part()
    let charts = caller.store.repositories.charts
    for patient in patients.prefix(Self.openCharts) { _ = try await charts.open(patient, .treatment, nil) }
    let bare = try await Load.run(callers: 1, seconds: seconds / 4) { _, turn in
      try await superuser.query(BenchStatement.series, [PostgresUUID(patients[turn % Self.openCharts]), Self.haemoglobinA1c])
    }
    let run = try await Load.run(callers: 1, seconds: seconds) { _, turn in
      _ = try await charts.series(patients[turn % Self.openCharts], Self.haemoglobinA1c, nil)
    }
    part.latencies.append(.init(group: .chart, name: "series of 4 results, 30 charts open", run, withoutRules: bare))

    let long = try await Self.longSeries(superuser)
    let newest = try await charts.open(long, .treatment, nil).latest.first { $0.type.id == Self.capillaryGlucose }?.latest
    let bareLong = try await Load.run(callers: 1, seconds: seconds / 2) { _, _ in
      try await superuser.query(BenchStatement.series, [PostgresUUID(long), Self.capillaryGlucose])
    }
    let runLong = try await Load.run(callers: 1, seconds: seconds) { _, _ in
      _ = try await charts.series(long, Self.capillaryGlucose, newest)
    }
    let reading = try await ReadingFigures.watch(bench, email: caller.email, count: 1) { person in
      _ = try await person.store.repositories.charts.open(long, .treatment, nil)
    } calls: { person, _ in
      _ = try await person.store.repositories.charts.series(long, Self.capillaryGlucose, newest)
    }
    let ruled = try await rows(of: long, as: caller)
    part.latencies.append(
      .init(group: .chart, name: "series of 105,000 readings, as rows", ruled, withoutRules: bareLong, reading: reading))
    part.latencies.append(.init(group: .chart, name: "series of 105,000 readings, decoded", runLong, budget: 250))
    return part
  }

  /// The same statement as the superuser's, through the rules: what they cost, without what decoding costs.
  private func rows(of patient: PatientID, as caller: Caller) async throws -> LoadRun {
    let connection = try await BenchConnection.open(bench.terminal)
    defer { connection.close() }
    try await connection.query(BenchStatement.signIn, [caller.email, Caller.password])
    try await connection.query(BenchStatement.openChart, [PostgresUUID(patient)])
    return try await Load.run(callers: 1, seconds: seconds / 2) { _, _ in
      try await connection.query(BenchStatement.series, [PostgresUUID(patient), Self.capillaryGlucose])
    }
  }

  private static func patients(of email: String, _ superuser: PostgresConnection) async throws -> [PatientID] {
    try await superuser.query(BenchStatement.doctorsPatients, [email]).decode {
      (row: inout PostgresRowReader) throws(PostgresError) in
      PatientID(try row.next())
    }
  }

  private static func longSeries(_ superuser: PostgresConnection) async throws -> PatientID {
    PatientID(try await superuser.query(BenchStatement.longSeries).onlyRow().decode(PostgresUUID.self, at: 0))
  }
}

extension PatientID {
  init(_ value: PostgresUUID) { self.init(UniqueID(high: value.high, low: value.low)) }
}

extension PostgresUUID {
  init(_ patient: PatientID) { self.init(high: patient.value.high, low: patient.value.low) }
}
