import ClinicModel
import PostgresClient

extension Demographics {
  private static let updateStatement = Statement(
    "api.update_patient",
    "SELECT answer, field, $2::uuid, row_version",
    "FROM api.update_patient($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)")
  private static let deceasedStatement = Statement("api.mark_deceased", "SELECT answer, field FROM api.mark_deceased($1, $2, $3)")
  private static let voidStatement = Statement("api.void_patient", "SELECT api.void_patient($1, $2, $3)")

  static func postgres(_ database: Database) -> Demographics {
    Demographics(
      details: { patient in
        let rows = try await database.read(.desk, Database.Call(PatientDetails.statement, [patient]))
        return try await database.opened { () throws(PostgresError) in
          try rows.rowIfAny()?.decode(PatientDetails.init(from:))
        }
      },
      file: { patient in
        let rows = try await database.run(PatientFile.calls(patient), .read, behind: .desk)
        return try await database.opened { () throws(PostgresError) in try PatientFile(rows) }
      },
      update: { key, version, form, reason, differentReason in
        let parameters: [any PostgresEncodable] = [
          key, version.id, version.version.int4, form.name.givenNames, form.name.surname1, form.name.surname2, form.birthDate,
          form.sex.rawValue, form.phone, form.email, form.address, form.language, form.needsInterpreter, reason, differentReason,
        ]
        return try await database.write(Database.Call(updateStatement, parameters), behind: .desk) { row throws(PostgresError) in
          try row.recordVersion()
        }
      },
      markDeceased: { try await database.markDeceased(Database.Call(deceasedStatement, [$0, $1, $2])) },
      void: { try await database.answer(Database.Call(voidStatement, [$0, $1, $2]), behind: .desk) })
  }
}

extension Database {
  fileprivate func markDeceased(_ call: Call) async throws(RepositoryError) -> Demographics.DeathAnswer {
    let rows = try await query(call, .write, behind: .desk)
    let (word, field) = try decoding { () throws(PostgresError) in try rows.onlyRow().decode(String.self, String?.self) }
    guard let answer = Demographics.DeathAnswer(rawValue: word) else { throw RepositoryError(answer: word, field: field) }
    return answer
  }
}

extension PatientDetails {
  fileprivate static let statement = Statement(
    "api.patient_details",
    "SELECT patient_id, row_version, record_number, status, deceased_on, given_names, surname_1, surname_2, birth_date, sex,",
    "  phone, email, address, language, needs_interpreter FROM api.patient_details($1)")

  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(), recordNumber: try row.recordNumber(), status: try row.code(),
      deceasedOn: try row.dateIfAny(),
      form: Form(
        name: try row.personName(), birthDate: try row.date(), sex: try row.code(), phone: try row.next(), email: try row.next(),
        address: try row.next(), language: try row.next(), needsInterpreter: try row.next()))
  }
}

extension PatientFile {
  fileprivate static func calls(_ patient: PatientID) -> [Database.Call] {
    [
      PatientDetails.statement, PatientContact.statement, PatientIdentifier.statement, ConsentStatus.atTheDesk,
      PrivacySettings.Recorded.statement,
    ].map { Database.Call($0, [patient]) }
  }

  /// Nil where nothing may be seen.
  fileprivate init?(_ rows: [PostgresRows]) throws(PostgresError) {
    guard let details = try rows[0].rowIfAny()?.decode(PatientDetails.init(from:)) else { return nil }
    self.init(
      details: details, contacts: try rows[1].decode(PatientContact.init(from:)),
      identifiers: try rows[2].decode(PatientIdentifier.init(from:)), consents: try rows[3].decode(ConsentStatus.init(from:)),
      privacy: try rows[4].rowIfAny()?.decode(PrivacySettings.Recorded.init(from:)))
  }
}
