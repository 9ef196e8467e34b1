import ClinicModel
import PostgresClient

extension WomensHealth {
  static func postgres(_ database: Database) -> WomensHealth {
    @Sendable func record(
      _ key: UniqueID, _ patient: PatientID, _ version: RecordVersion<WomensHealthFact>?, _ fact: WomensHealthFact,
      _ reason: String?
    ) async throws -> RecordVersion<WomensHealthFact> {
      let (statement, fields) = fact.form
      let form: [any PostgresEncodable] = [key, patient]
      let parameters = form + fields + [version?.id, version?.version.int4, reason]
      return try await database.write(Database.Call(statement, parameters)) { row throws(PostgresError) in try row.recordVersion()
      }
    }
    return WomensHealth(
      read: { patient in
        let rows = try await database.chart(of: patient) { number in Record.statements.map { Database.Call($0, [number]) } }
        return try await database.decoding { () throws(PostgresError) in try Record(rows) }
      },
      record: { try await record($0, $1, nil, $2, nil) },
      correct: { try await record($0, $1, $2, $3, $4) })
  }
}

extension WomensHealthFact {
  private static let profile = Statement(
    "api.record_hormonal_profile",
    "SELECT answer, field, record_id, version FROM api.record_hormonal_profile($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
  private static let cycle = Statement(
    "api.record_menstrual_cycle",
    "SELECT answer, field, record_id, version FROM api.record_menstrual_cycle($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
  private static let pregnancy = Statement(
    "api.record_pregnancy",
    "SELECT answer, field, record_id, version",
    "FROM api.record_pregnancy($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)")
  private static let menopause = Statement(
    "api.record_menopause",
    "SELECT answer, field, record_id, version FROM api.record_menopause($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
  private static let therapy = Statement(
    "api.record_hormonal_therapy",
    "SELECT answer, field, record_id, version FROM api.record_hormonal_therapy($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")

  /// The function that stores it, and the fields between the patient and the version.
  fileprivate var form: (statement: Statement, fields: [any PostgresEncodable]) {
    switch self {
    case .hormonalProfile(let fact):
      (Self.profile, [fact.assessedOn, fact.phase.rawValue, fact.method.rawValue, fact.hasPolycysticOvaries, fact.note])
    case .menstrualCycle(let fact):
      (
        Self.cycle,
        [fact.startedOn, fact.periodDays?.int4, fact.cycleDays?.int4, fact.flow?.rawValue, fact.regularity?.rawValue, fact.note]
      )
    case .pregnancy(let fact): (Self.pregnancy, fact.fields)
    case .menopause(let fact):
      (Self.menopause, [fact.assessedOn, fact.stage.rawValue, fact.lastPeriodOn, fact.hasVasomotorSymptoms, fact.note])
    case .hormonalTherapy(let fact):
      (Self.therapy, [fact.kind.rawValue, fact.product, fact.route?.rawValue, fact.startedOn, fact.endedOn, fact.note])
    }
  }
}

extension Pregnancy {
  fileprivate var fields: [any PostgresEncodable] {
    [
      lastPeriodOn, dueOn, outcome.rawValue, endedOn, weeks?.int4, children?.int4, birthWeight?.int4, hadGestationalDiabetes,
      note,
    ]
  }
}
