import ClinicModel
import PostgresClient

extension WomensHealth.Record {
  static let statements = [
    Statement(
      "womens_health.profiles",
      "SELECT record_id, version, recorded_by_name, assessed_on, phase, method, has_polycystic_ovaries, note",
      "FROM medical_data.hormonal_profiles WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY assessed_on DESC, record_id"),
    Statement(
      "womens_health.cycles",
      "SELECT record_id, version, recorded_by_name, started_on, period_days, cycle_days, flow, regularity, note",
      "FROM medical_data.menstrual_cycles WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY started_on DESC, record_id"),
    Statement(
      "womens_health.pregnancies",
      "SELECT record_id, version, recorded_by_name, last_period_on, due_on, outcome, ended_on, weeks, children, birth_weight_g,",
      "  had_gestational_diabetes, note FROM medical_data.pregnancies WHERE patient_id = $1 AND superseded_at IS NULL",
      "ORDER BY coalesce(last_period_on, due_on, ended_on) DESC, recorded_at DESC, record_id"),
    Statement(
      "womens_health.menopause",
      "SELECT record_id, version, recorded_by_name, assessed_on, stage, last_period_on, has_vasomotor_symptoms, note",
      "FROM medical_data.menopause_statuses WHERE patient_id = $1 AND superseded_at IS NULL",
      "ORDER BY assessed_on DESC, record_id"),
    Statement(
      "womens_health.therapies",
      "SELECT record_id, version, recorded_by_name, kind, product, route, started_on, ended_on, note",
      "FROM medical_data.hormonal_therapies WHERE patient_id = $1 AND superseded_at IS NULL ORDER BY started_on DESC, record_id"),
  ]

  /// One result a statement.
  init(_ rows: ChartRows) throws(PostgresError) {
    self.init(
      hormonalProfiles: try Self.facts(rows, 0, { $0.assessedOn }) { row throws(PostgresError) in
        HormonalProfile(
          assessedOn: try row.date(), phase: try row.code(), method: try row.code(), hasPolycysticOvaries: try row.next(),
          note: try row.next())
      },
      menstrualCycles: try Self.facts(rows, 1, { $0.startedOn }) { row throws(PostgresError) in
        MenstrualCycle(
          startedOn: try row.date(), periodDays: try row.next(), cycleDays: try row.next(), flow: try row.codeIfAny(),
          regularity: try row.codeIfAny(), note: try row.next())
      },
      pregnancies: try Self.facts(rows, 2, { $0.lastPeriodOn ?? $0.dueOn ?? $0.endedOn }) { row throws(PostgresError) in
        Pregnancy(
          lastPeriodOn: try row.dateIfAny(), dueOn: try row.dateIfAny(), outcome: try row.code(), endedOn: try row.dateIfAny(),
          weeks: try row.next(), children: try row.next(), birthWeight: try row.next(), hadGestationalDiabetes: try row.next(),
          note: try row.next())
      },
      menopause: try Self.facts(rows, 3, { $0.assessedOn }) { row throws(PostgresError) in
        MenopauseStatus(
          assessedOn: try row.date(), stage: try row.code(), lastPeriodOn: try row.dateIfAny(),
          hasVasomotorSymptoms: try row.next(), note: try row.next())
      },
      hormonalTherapies: try Self.facts(rows, 4, { $0.startedOn }) { row throws(PostgresError) in
        HormonalTherapy(
          kind: try row.code(), product: try row.next(), route: try row.codeIfAny(), startedOn: try row.date(),
          endedOn: try row.dateIfAny(), note: try row.next())
      })
  }

  /// Every statement begins with the version and who recorded it, and is ordered by a day, the newest first.
  private static func facts<Content>(
    _ rows: ChartRows, _ place: Int, _ day: (Content) -> CalendarDate?, _ content: RowDecoder<Content>
  ) throws(PostgresError) -> [WomensHealth.Recorded<Content>] {
    var found: [WomensHealth.Recorded<Content>] = []
    for number in rows.numbers {
      found += try number.rows[place].decode { (row: inout PostgresRowReader) throws(PostgresError) in
        let version: RecordVersion<WomensHealthFact> = try row.recordVersion()
        let recordedBy = try row.next(String.self)
        return WomensHealth.Recorded(version: version, content: try content(&row), recordedBy: recordedBy)
          .recorded(under: number.merged)
      }
    }
    guard rows.numbers.count > 1 else { return found }
    // Without a day first, as the database has it.
    func rank(_ fact: WomensHealth.Recorded<Content>) -> Int { day(fact.content).map { -$0.daysSinceEpoch } ?? .min }
    return found.enumerated().sorted { left, right in
      (rank(left.element), left.offset) < (rank(right.element), right.offset)
    }.map(\.element)
  }
}
