import ClinicModel
import PostgresClient

extension DirectoryEntry {
  /// The columns every directory function begins with, patient_id to has_reason (14).
  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), recordNumber: try row.recordNumber(),
      name: PersonName(givenNames: try row.next(), surname1: try row.next(), surname2: try row.next()),
      birthDate: try row.date(), sex: try row.code(), status: try row.code(), wardCode: try row.next(), wardName: try row.next(),
      bed: try row.next(), attending: try row.next(), hasAlert: try row.next(), hasReason: try row.next())
  }
}

extension WorkListEntry {
  /// Columns of `api.ward_board()`, as `PatientDirectory` asks for them.
  init(from row: inout PostgresRowReader) throws(PostgresError) {
    let entry = try DirectoryEntry(from: &row)
    let (english, spanish) = (try row.next(String?.self), try row.next(String?.self))
    let (value, unit) = (try row.decimalIfAny(), try row.next(String?.self))
    let (flag, measuredAt) = (try row.codeIfAny(ResultFlag.self), try row.instantIfAny())
    var latest: LatestResult?
    if let english, let spanish, let value, let unit, let flag, let measuredAt {
      latest = LatestResult(
        nameEnglish: english, nameSpanish: spanish, value: value, unit: unit, flag: flag, measuredAt: measuredAt)
    }
    let readAt = try row.instant()
    let observations = try DueObservations(from: &row)
    let waiting = try WaitingWork(from: &row)
    // Without a reason for access every count is null.
    self.init(
      entry: entry, latest: latest, observations: waiting == nil ? nil : observations, waiting: waiting, readAt: readAt,
      isNameHidden: try row.next())
  }
}

extension DueObservations {
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      roundAt: try row.instantIfAny(), total: try row.next(Int?.self), level: try row.codeIfAny(), exclusion: try row.codeIfAny(),
      scale: try row.next(Int?.self).flatMap(News2.Scale.init(rawValue:)) ?? .one)
    rule = try row.next(String?.self).flatMap(Rule.init(code:))
    dueAt = try row.instantIfAny()
  }
}

extension DueObservations.Rule {
  fileprivate init?(code: String) {
    switch code {
    case "INCOMPLETE": self = .incomplete
    case "FIRST": self = .first
    case "EXCLUDED": self = .excluded
    default:
      guard let level = News2.Level(rawValue: code) else { return nil }
      self = .level(level)
    }
  }
}

extension WaitingWork {
  fileprivate init?(from row: inout PostgresRowReader) throws(PostgresError) {
    let (escalations, level, since) = (try row.next(Int?.self), try row.codeIfAny(News2.Level.self), try row.instantIfAny())
    let (due, overdue, toCheck) = (try row.next(Int?.self), try row.next(Int?.self), try row.next(Int?.self))
    let next = try row.instantIfAny()
    let (criticals, criticalSince) = (try row.next(Int?.self), try row.instantIfAny())
    guard let escalations, let due, let overdue, let toCheck, let criticals else { return nil }
    self.init(
      escalation: escalations > 0 ? level : nil, escalatedAt: since, dosesDue: due, dosesOverdue: overdue, dosesToCheck: toCheck,
      nextDoseAt: next, criticalResults: criticals, criticalSince: criticalSince)
  }
}
