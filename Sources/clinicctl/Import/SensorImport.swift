import ClinicModel
import EventLoop
import GlucoseFiles
import PostgresClient

/// Stores the readings of a file in a patient's chart, in parts.
@UIActor
struct SensorImport {
  struct Result: Sendable {
    var saved = 0
    var present = 0
    var problems: [GlucoseFile.Problem]

    var lines: [String] {
      ["\(saved) readings stored, \(present) were there already."] + problems.map { "Line \($0.line): \($0.reason)" }
    }
  }

  private static let openChart = Statement.once("open_chart", "select api.open_chart($1, 'TREATMENT', $2)")
  private static let store = Statement(
    "import_sensor_readings",
    "select answer, field, place, saved, present from api.import_sensor_readings($1, $2, $3, $4, $5, $6)")
  private static let largestPart = 1_000

  private struct Answer: Sendable {
    var word: String
    var field: String?
    var place, saved, present: Int?
  }

  let session: StaffSession
  let patient: PostgresUUID
  /// For a protected person's record.
  let reason: String?

  /// A reading that the database does not take is told by its line; all others are stored.
  func store(_ file: GlucoseFile) async throws -> Result {
    try await session.open(Self.openChart, [patient, reason])
    var result = Result(problems: file.problems)
    var progress = Progress("Readings", total: file.readings.count)
    var rest = file.readings[...]
    while let device = rest.first?.device {
      try Interruption.check()
      let part = rest.prefix(Self.largestPart).prefix { $0.device == device }
      try await store(Array(part), device: device, unit: file.unit, into: &result)
      rest = rest.dropFirst(part.count)
      progress.show(file.readings.count - rest.count)
    }
    progress.finish()
    return result
  }

  private func store(
    _ part: [GlucoseFile.Reading], device: String, unit: GlucoseUnit, into result: inout Result
  ) async throws {
    var (readings, isReopened) = (part, false)
    while !readings.isEmpty {
      let answer = try await send(readings, device: device, unit: unit)
      switch (answer.word, answer.place) {
      case ("SAVED", _):
        result.saved += answer.saved ?? 0
        result.present += answer.present ?? 0
        return
      case ("INVALID", let place?) where readings.indices.contains(place - 1):
        let reading = readings.remove(at: place - 1)
        let reason =
          answer.field == "measured_at"
          ? "before birth, or in the future" : "\(reading.glucose.value) \(unit.rawValue) is not possible"
        result.problems.append(.init(line: reading.line, reason: reason))
      case ("EXPIRED", _) where !isReopened:
        isReopened = true
        try await session.open(Self.openChart, [patient, reason])
      default:
        throw Failure("The database refused the readings (\(answer.word)); \(result.saved) were stored before.")
      }
    }
  }

  private func send(_ readings: [GlucoseFile.Reading], device: String, unit: GlucoseUnit) async throws -> Answer {
    let times = readings.compactMap { PostgresTimestamp(microsecondsSince1970: $0.at.microseconds) }
    let values = readings.map {
      PostgresNumeric.finite(unscaled: Int128($0.glucose.value.significand), scale: $0.glucose.value.scale)
    }
    let answers = try await session.rows(
      Self.store, [patient, device, unit.rawValue, times, values, readings.map(\.note)]
    ) { row throws(PostgresError) in
      Answer(
        word: try row.next(), field: try row.next(), place: try row.next(Int?.self), saved: try row.next(Int?.self),
        present: try row.next(Int?.self))
    }
    guard let answer = answers.first else { throw Failure("The database gave no answer.") }
    return answer
  }
}
