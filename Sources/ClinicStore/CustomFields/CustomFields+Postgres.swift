import ClinicModel
import PostgresClient

extension CustomFields {
  private static let definitionsStatement = Statement(
    "custom_fields.definitions",
    "SELECT field_id, row_version, code, entity, name_en, name_es, value_type, ended_at, min_number, max_number,",
    "  max_length, unit FROM medical_data.custom_fields",
    "ORDER BY entity, sort_order, code")
  private static let choicesStatement = Statement(
    "custom_fields.choices",
    "SELECT code, name_en, name_es FROM medical_data.custom_field_choices WHERE field_id = $1 ORDER BY sort_order, code")
  private static let defineStatement = Statement(
    "api.define_custom_field",
    "SELECT answer, field, field_id FROM api.define_custom_field($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,",
    "  (SELECT coalesce(jsonb_agg(jsonb_build_object('code', c, 'name_en', e, 'name_es', s) ORDER BY n), '[]')",
    "     FROM unnest($13::text[], $14::text[], $15::text[]) WITH ORDINALITY x(c, e, s, n)), $16, $17)")
  private static let endStatement = Statement("api.end_custom_field", "SELECT api.end_custom_field($1, $2)")
  private static let valuesStatement = Statement(
    "api.custom_values",
    "SELECT field_id, code, specialty_code, name_en, name_es, value_type, may_write, record_id, version, value_text,",
    "  value_number, value_date, value_boolean, value_choice, unit, value_unit FROM api.custom_values($1, $2, $3)")
  private static let recordStatement = Statement(
    "api.record_custom_value",
    "SELECT answer, field, record_id, version",
    "FROM api.record_custom_value($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
  private static let unitStatement = Statement("api.set_custom_field_unit", "SELECT api.set_custom_field_unit($1, $2, $3)")

  static func postgres(_ database: Database) -> CustomFields {
    @Sendable func record(
      _ key: UniqueID, _ subject: Subject, _ field: CustomFieldID, _ version: RecordVersion<CustomField.Filled>?,
      _ value: CustomField.Value?, _ reason: String?
    ) async throws -> RecordVersion<CustomField.Filled> {
      let subject: [any PostgresEncodable] = [key, subject.patient, field, subject.record]
      let parameters = subject + CustomField.Value.parameters(value) + [version?.id, version?.version.int4, reason, value?.unit]
      return try await database.write(Database.Call(recordStatement, parameters), behind: .desk) { row throws(PostgresError) in
        try row.recordVersion()
      }
    }
    return CustomFields(
      definitions: { try await database.list(Database.Call(definitionsStatement), DefinedCustomField.init(from:)) },
      choices: {
        try await database.list(Database.Call(choicesStatement, [$0])) { row throws(PostgresError) in
          CustomField.Choice(code: try row.next(), nameEnglish: try row.next(), nameSpanish: try row.next())
        }
      },
      define: {
        try await database.write(Database.Call(defineStatement, $0.parameters)) { row throws(PostgresError) in
          try row.identifier()
        }
      },
      end: { try await database.save(Database.Call(endStatement, [$0.id, $0.version.int4])) },
      setUnit: { try await database.save(Database.Call(unitStatement, [$0.id, $0.version.int4, $1])) },
      values: {
        let call = Database.Call(valuesStatement, [$0.patient, $0.entity.rawValue, $0.record])
        return try await database.list(behind: .desk, call, CustomField.init(from:))
      },
      record: { try await record($0, $1, $2, nil, $3, nil) },
      change: { try await record($0, $1, $2, $3, $4, $5) })
  }
}

extension CustomFieldDefinition {
  fileprivate var parameters: [any PostgresEncodable] {
    [
      code, entity.rawValue, specialtyCode, nameEnglish, nameSpanish, type.rawValue, isAdministrative, smallest, largest,
      longest?.int4, readers.map(\.rawValue).sorted(), writers.map(\.rawValue).sorted(), choices.map(\.code),
      choices.map(\.nameEnglish), choices.map(\.nameSpanish), sortOrder.int4, unit,
    ]
  }
}

extension DefinedCustomField {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      version: try row.recordVersion(), code: try row.next(), entity: try row.code(), nameEnglish: try row.next(),
      nameSpanish: try row.next(), type: try row.code(), endedAt: try row.instantIfAny(), smallest: try row.decimalIfAny(),
      largest: try row.decimalIfAny(), longest: try row.next(), unit: try row.next())
  }
}
