import ClinicModel
import EventLoop
import PostgresClient

extension Registrations {
  static func postgres(_ database: Database) -> Registrations {
    Registrations(
      findDuplicates: { try await database.findDuplicates($0) },
      register: { try await database.register(key: $0, $1, differentReason: $2) },
      saveDraft: { try await database.saveDraft(form: $0, $1) },
      readDraft: { try await database.readDraft(form: $0) },
      discardDraft: { try await database.discardDraft(form: $0) },
      registerUnknown: { try await database.registerUnknown(key: $0, $1) })
  }
}

extension Database {
  private static let findDuplicates = Statement(
    "api.find_duplicates",
    "SELECT patient_id, record_number, given_names, surname_1, surname_2, birth_date, sex, status, ward_code, ward_name, bed,",
    "  attending, has_alert, has_reason, score::float8, level, why FROM api.find_duplicates($1, $2, $3, $4, $5, $6)")
  private static let register = Statement(
    "api.register_patient",
    "SELECT answer, field, patient_id, record_number FROM api.register_patient($1, $2, $3, $4, $5, $6, $7, $8, $9)")

  private static let registerUnknown = Statement(
    "api.register_unknown_patient",
    "SELECT answer, field, patient_id, record_number, patient_name FROM api.register_unknown_patient($1, $2, $3, $4, $5)")

  fileprivate func registerUnknown(
    key: UniqueID, _ person: UnknownPatient
  ) async throws(RepositoryError) -> UnknownPatient.Registered {
    let parameters: [any PostgresEncodable] = [
      key, person.sex.rawValue, person.ages.lowerBound.int4, person.ages.upperBound.int4, person.wardCode,
    ]
    return try await write(Call(Self.registerUnknown, parameters)) { row throws(PostgresError) in
      UnknownPatient.Registered(
        patient: try row.identifier(), recordNumber: try row.recordNumber(), name: try row.next())
    }
  }

  fileprivate func findDuplicates(_ query: DuplicateQuery) async throws(RepositoryError) -> [DuplicateCandidate] {
    let parameters: [any PostgresEncodable] = [
      query.givenNames, query.surname1, query.surname2, query.birthDate?.postgres, query.sex?.rawValue, query.phone,
    ]
    let rows = try await read(.directory, Call(Self.findDuplicates, parameters))
    return try decoding { () throws(PostgresError) in try rows.decode(DuplicateCandidate.init(from:)) }
  }

  fileprivate func register(
    key: UniqueID, _ registration: Registration, differentReason: String?
  ) async throws(RepositoryError) -> Registrations.Answer {
    let parameters: [any PostgresEncodable] = [
      key.postgres, registration.name.givenNames, registration.name.surname1, registration.name.surname2,
      registration.birthDate.postgres, registration.sex.rawValue, registration.phone, registration.wardCode, differentReason,
    ]
    let rows = try await query(Call(Self.register, parameters), .write)
    let (answer, field, patient, number) = try decoding { () throws(PostgresError) in
      try rows.onlyRow().decode(String.self, String?.self, PostgresUUID?.self, String?.self)
    }
    switch (answer, patient, number.flatMap { RecordNumber($0) }) {
    case ("SAVED", let patient?, let number?): return .saved(PatientID(UniqueID(patient)), number)
    case ("DUPLICATE", _, _): return .duplicate
    default: throw RepositoryError(answer: answer, field: field)
    }
  }
}

extension DuplicateCandidate {
  /// Columns of `api.find_duplicates()`. Evidence of a newer schema is left out.
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      entry: try DirectoryEntry(from: &row), score: try row.next(), level: try row.code(),
      why: try row.next([String].self).compactMap(Evidence.init(rawValue:)))
  }
}
