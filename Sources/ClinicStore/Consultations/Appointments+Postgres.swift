import ClinicModel
import PostgresClient

extension Appointments {
  private static let listStatement = Statement(
    "api.appointments",
    "SELECT consultation_id, row_version, kind, status, starts_at, ends_at, practitioner_id, practitioner_name, cancel_reason,",
    "  patient_id, record_number, given_names, surname_1, surname_2, birth_date, sex FROM api.appointments($1, $2, $3)")
  private static let bookStatement = Statement(
    "api.book_appointment", "SELECT answer, field, consultation_id FROM api.book_appointment($1, $2, $3, $4, $5, $6)")
  private static let moveStatement = Statement("api.move_appointment", "SELECT api.move_appointment($1, $2, $3, $4, $5)")
  private static let statusStatement = Statement(
    "api.set_appointment_status", "SELECT api.set_appointment_status($1, $2, $3, $4)")

  static func postgres(_ database: Database) -> Appointments {
    Appointments(
      list: { try await database.list(behind: .directory, Database.Call(listStatement, [$0, $1, $2]), Appointment.init(from:)) },
      book: { key, patient, kind, slot in
        let parameters: [any PostgresEncodable] = [
          key, patient, slot.practitioner, kind.rawValue, slot.startsAt, slot.minutes.int4,
        ]
        return try await database.write(Database.Call(bookStatement, parameters), behind: .directory) {
          row throws(PostgresError) in
          try row.identifier()
        }
      },
      move: { version, slot in
        let parameters: [any PostgresEncodable] = [
          version.id, version.version.int4, slot.practitioner, slot.startsAt, slot.minutes.int4,
        ]
        return try await database.answer(Database.Call(moveStatement, parameters), behind: .directory)
      },
      setStatus: { version, status, reason in
        let parameters: [any PostgresEncodable] = [version.id, version.version.int4, status.rawValue, reason?.rawValue]
        try await database.save(Database.Call(statusStatement, parameters), behind: .desk, field: "status")
      },
      ofPatient: { try await database.facts(of: $0, { Database.Call(Consultation.ofPatient, [$0]) }, Consultation.init(from:)) }
    )
  }
}

extension Consultation: ListedFact {
  static func isBefore(_ left: Self, _ right: Self) -> Bool { left.startsAt > right.startsAt }

  static let ofPatient = Statement(
    "chart.consultations",
    "SELECT c.consultation_id, c.row_version, c.kind, c.status, c.starts_at, c.ends_at, c.practitioner_id, d.display_name,",
    "  c.cancel_reason",
    "FROM medical_data.consultations c JOIN api.practitioners() d ON d.practitioner_id = c.practitioner_id",
    "WHERE c.patient_id = $1 ORDER BY c.starts_at DESC, c.consultation_id")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(), kind: try row.code(), status: try row.code(), startsAt: try row.instant(),
      endsAt: try row.instant(), practitioner: try row.identifier(), practitionerName: try row.next(),
      cancelReason: try row.codeIfAny())
  }
}

extension Appointment {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      slot: try Consultation(from: &row), patient: try row.identifier(), recordNumber: try row.recordNumber(),
      name: try row.personName(), birthDate: try row.date(), sex: try row.code())
  }
}
