import ClinicModel
import PostgresClient

extension VitalSignsRound {
  /// All versions of the newest records, of each record the newest version first.
  static let ofPatient = Statement(
    "vital_signs.of_patient",
    "SELECT s.record_id, s.version, s.measured_at, s.respiratory_rate::numeric, s.spo2::numeric, s.oxygen_flow, s.systolic::numeric,",
    "  s.diastolic::numeric, s.pulse::numeric, s.temperature, s.pain::numeric, s.weight, s.height, s.waist, s.coma_scale::numeric,",
    "  s.on_oxygen, s.consciousness, s.spo2_scale::int, s.news2_excluded, s.news2::int, s.news2_level, s.is_confirmed, s.is_void,",
    "  s.correction_reason, s.recorded_by, s.recorded_by_name, s.recorded_at, s.superseded_at IS NULL,",
    "  e.escalation_id, e.level, e.raised_at, e.action, e.answer, e.answered_by_name, e.answered_at",
    "FROM medical_data.vital_signs s",
    "LEFT JOIN medical_data.news2_escalations e ON (e.patient_id, e.record_id, e.version) = (s.patient_id, s.record_id, s.version)",
    "WHERE s.patient_id = $1 ORDER BY s.measured_at DESC, s.record_id, s.version DESC LIMIT 500")

  /// The order of the columns of `ofPatient`.
  private static let numbers: [VitalSign] = [
    .respiratoryRate, .oxygenSaturation, .oxygenFlow, .systolic, .diastolic, .pulse, .temperature, .pain, .weight, .height,
    .waist, .comaScale,
  ]

  /// A version, and whether it is the current one.
  static func version(from row: inout PostgresRowReader) throws(PostgresError) -> (round: VitalSignsRound, isCurrent: Bool) {
    let (id, version, measuredAt): (VitalSignsID, Int, Instant) = (try row.identifier(), try row.next(), try row.instant())
    var values = VitalSignValues()
    for sign in numbers { values[sign] = try row.decimalIfAny().map { .number($0) } }
    values[.onOxygen] = try row.next(Bool?.self).map { .oxygen($0) }
    values[.consciousness] = try row.codeIfAny(Consciousness.self).map { .consciousness($0) }
    let scale = News2.Scale(rawValue: try row.next(Int.self)) ?? .one
    var round = VitalSignsRound(
      id: id, version: version, measuredAt: measuredAt, values: values, scale: scale, exclusion: try row.codeIfAny(),
      total: try row.next(Int?.self), level: try row.codeIfAny(), isConfirmed: try row.next(), isVoid: try row.next(),
      correctionReason: try row.next(), recordedBy: try row.identifier(), recordedByName: try row.next(),
      recordedAt: try row.instant())
    let isCurrent = try row.next(Bool.self)
    round.escalation = try Escalation.ifAny(from: &row)
    return (round, isCurrent)
  }

  /// A row of `ofPatient`.
  private struct Version: ListedFact {
    var round: VitalSignsRound
    var isCurrent: Bool

    var mergedNumber: RecordNumber? {
      get { round.mergedNumber }
      set { round.mergedNumber = newValue }
    }

    static func isBefore(_ left: Version, _ right: Version) -> Bool { left.round.measuredAt > right.round.measuredAt }
  }

  /// The current versions with what stood there before, newest measured first.
  static func current(_ rows: ChartRows, _ place: Int) throws(PostgresError) -> [VitalSignsRound] {
    let versions = try rows.facts(place) { (row: inout PostgresRowReader) throws(PostgresError) in
      let (round, isCurrent) = try version(from: &row)
      return Version(round: round, isCurrent: isCurrent)
    }
    var earlier: [VitalSignsID: [VitalSignsRound]] = [:]
    for version in versions where !version.isCurrent { earlier[version.round.id, default: []].append(version.round) }
    return versions.filter(\.isCurrent).map { version in
      var round = version.round
      round.earlier = (earlier[round.id] ?? []).sorted { $0.version > $1.version }
      return round
    }
  }
}

extension Escalation {
  fileprivate static func ifAny(from row: inout PostgresRowReader) throws(PostgresError) -> Escalation? {
    let id = try row.next(PostgresUUID?.self)
    let (level, raisedAt) = (try row.codeIfAny(News2.Level.self), try row.instantIfAny())
    let (action, answer, by) = (try row.codeIfAny(Action.self), try row.next(String?.self), try row.next(String?.self))
    let answeredAt = try row.instantIfAny()
    guard let id, let level, let raisedAt else { return nil }
    return Escalation(
      id: EscalationID(UniqueID(id)), level: level, raisedAt: raisedAt, action: action, answer: answer, answeredBy: by,
      answeredAt: answeredAt)
  }
}

extension VitalSignLimit {
  static let all = Statement(
    "vital_signs.limits",
    "SELECT code, unit, name_en, name_es, decimals, hard_low, hard_high, confirm_low, confirm_high",
    "FROM medical_data.vital_sign_limits ORDER BY sort_order")

  /// Nil for a sign of a newer schema.
  static func ifKnown(from row: inout PostgresRowReader) throws(PostgresError) -> VitalSignLimit? {
    let sign = VitalSign(rawValue: try row.next(String.self))
    let (unit, english, spanish, decimals) = (
      try row.next(String.self), try row.next(String.self), try row.next(String.self), try row.next(Int.self)
    )
    let (low, high) = (try row.decimal(), try row.decimal())
    let (confirmLow, confirmHigh) = (try row.decimalIfAny(), try row.decimalIfAny())
    guard let sign else { return nil }
    return VitalSignLimit(
      sign: sign, unit: unit, nameEnglish: english, nameSpanish: spanish, decimals: decimals, hardLow: low, hardHigh: high,
      confirmLow: confirmLow, confirmHigh: confirmHigh)
  }
}
