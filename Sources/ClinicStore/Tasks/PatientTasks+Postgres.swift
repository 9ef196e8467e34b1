import ClinicModel
import PostgresClient

extension PatientTasks {
  private static let colleaguesStatement = Statement(
    "api.colleagues", "SELECT user_id, display_name, role_code FROM api.colleagues()")
  private static let mineStatement = Statement(
    "api.my_tasks",
    "SELECT task_id, is_mine_to_do, patient_id, record_number, patient_name, birth_date, ward_code, bed, what, from_name,",
    "  to_name, handed_at, taken_at, ends_at FROM api.my_tasks()")
  private static let handOverStatement = Statement(
    "api.hand_over_task", "SELECT answer, field, task_id FROM api.hand_over_task($1, $2, $3, $4, $5)")
  private static let takeStatement = Statement("api.take_task", "SELECT api.take_task($1)")
  private static let closeStatement = Statement("api.close_task", "SELECT api.close_task($1, $2, $3)")

  static func postgres(_ database: Database) -> PatientTasks {
    PatientTasks(
      colleagues: { try await database.list(Database.Call(colleaguesStatement), Colleague.init(from:)) },
      mine: { try await database.list(behind: .workList, Database.Call(mineStatement), PatientTask.init(from:)) },
      handOver: {
        let call = Database.Call(handOverStatement, [$0, $1, $2, $3, $4.int4])
        return try await database.write(call) { row throws(PostgresError) in try row.identifier() }
      },
      take: { try await database.save(Database.Call(takeStatement, [$0]), saved: "TAKEN") },
      close: { try await database.answer(Database.Call(closeStatement, [$0, $1.rawValue, $2]), field: "outcome") })
  }
}

extension Colleague {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(id: try row.identifier(), name: try row.next(), role: try row.code())
  }
}

extension PatientTask {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), isMineToDo: try row.next(), patient: try row.identifier(), recordNumber: try row.recordNumber(),
      patientName: try row.next(), birthDate: try row.date(), ward: try row.next(), bed: try row.next(), what: try row.next(),
      from: try row.next(), to: try row.next(), handedAt: try row.instant(), takenAt: try row.instantIfAny(),
      endsAt: try row.instant())
  }
}
