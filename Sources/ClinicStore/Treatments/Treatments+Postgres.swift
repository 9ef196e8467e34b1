import ClinicModel
import PostgresClient

extension Treatments {
  /// The form as jsonb of $4 to $21: a null empties.
  private static let details: StaticString = """
    jsonb_build_object('starts_on', $4::date, 'ends_on', $5::date, 'status', $6::text, 'medication', $7::text, 'dosage', $8::text,
      'frequency', $9::text, 'duration_days', $10::int, 'prescription_id', $11::uuid, 'hormonal_considerations', $12::text,
      'pregnancy_considerations', $13::text, 'cycle_adjustments', $14::text, 'effectiveness', $15::int, 'side_effects', $16::text,
      'adherence', $17::int, 'is_ai_optimised', $18::boolean, 'personalisation_factors', $19::text,
      'predicted_effectiveness', $20::numeric, 'notes', $21::text)
    """
  private static let recordStatement = Statement(
    "api.record_treatment", "SELECT answer, field, record_id FROM api.record_treatment($1, $2, $3,", details, ")")
  private static let reviseStatement = Statement(
    "api.revise_treatment", "SELECT answer, field, $2::uuid, version FROM api.revise_treatment($1, $2, $3,", details, ", $22)")
  private static let voidStatement = Statement(
    "api.revise_treatment/void",
    "SELECT answer, field, $2::uuid, version FROM api.revise_treatment($1, $2, $3, '{}', $4, true)")

  static func postgres(_ database: Database) -> Treatments {
    Treatments(
      list: { try await database.facts(of: $0, { Database.Call(Treatment.living, [$0]) }, Treatment.init(from:)) },
      record: { key, patient, kind, content in
        let form: [any PostgresEncodable] = [key, patient, kind.rawValue]
        return try await database.write(Database.Call(recordStatement, form + content.parameters)) { row throws(PostgresError) in
          try row.identifier()
        }
      },
      revise: { key, version, content, reason in
        let form: [any PostgresEncodable] = [key, version.id, version.version.int4]
        let call = Database.Call(reviseStatement, form + content.parameters + [reason])
        return try await database.write(call) { row throws(PostgresError) in try row.recordVersion() }
      },
      void: {
        let call = Database.Call(voidStatement, [$0, $1.id, $1.version.int4, $2])
        return try await database.write(call) { row throws(PostgresError) in try row.recordVersion() }
      })
  }
}

extension Treatment: ListedFact {
  static func isBefore(_ left: Self, _ right: Self) -> Bool {
    if left.status != right.status { return left.status == .active }
    return left.content.startsOn > right.content.startsOn
  }

  static let living = Statement(
    "treatments.living",
    "SELECT record_id, version, kind, status, starts_on, ends_on, medication, dosage, frequency, duration_days, prescription_id,",
    "  hormonal_considerations, pregnancy_considerations, cycle_adjustments, effectiveness, side_effects, adherence,",
    "  is_ai_optimised,",
    "  personalisation_factors, predicted_effectiveness, notes, prescriber_name, recorded_at FROM medical_data.treatments",
    "WHERE patient_id = $1 AND superseded_at IS NULL AND status <> 'VOIDED'",
    "ORDER BY array_position(ARRAY['ACTIVE', 'ENDED'], status), starts_on DESC, record_id")

  init(from row: inout PostgresRowReader) throws(PostgresError) {
    let (version, kind, status): (RecordVersion<Treatment>, Kind, Status) = (
      try row.recordVersion(), try row.code(), try row.code()
    )
    self.init(
      version: version, kind: kind, status: status, content: try Content(from: &row, hasEnded: status == .ended),
      prescriber: try row.next(), recordedAt: try row.instant())
  }
}

extension Treatment.Content {
  fileprivate init(from row: inout PostgresRowReader, hasEnded: Bool) throws(PostgresError) {
    self.init(
      startsOn: try row.date(), endsOn: try row.dateIfAny(), hasEnded: hasEnded, medication: try row.next(),
      dosage: try row.next(),
      frequency: try row.next(), durationDays: try row.next(), prescription: try row.identifierIfAny(),
      hormonalConsiderations: try row.next(), pregnancyConsiderations: try row.next(), cycleAdjustments: try row.next(),
      effectiveness: try row.next(), sideEffects: try row.next(), adherence: try row.next(), isModelOptimised: try row.next(),
      personalisationFactors: try row.next(), predictedEffectiveness: try row.decimalIfAny(), notes: try row.next())
  }

  fileprivate var parameters: [any PostgresEncodable] {
    [
      startsOn, endsOn, hasEnded ? "ENDED" : "ACTIVE", medication, dosage, frequency, durationDays?.int4, prescription,
      hormonalConsiderations, pregnancyConsiderations, cycleAdjustments, effectiveness?.int4, sideEffects, adherence?.int4,
      isModelOptimised, personalisationFactors, predictedEffectiveness, notes,
    ]
  }
}
