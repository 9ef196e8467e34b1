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
  /// Columns of `api.work_list()`.
  init(from row: inout PostgresRowReader) throws(PostgresError) {
    let entry = try DirectoryEntry(from: &row)
    let (english, spanish) = (try row.next(String?.self), try row.next(String?.self))
    let (value, unit) = (try row.decimalIfAny(), try row.next(String?.self))
    let (flag, measuredAt) = (try row.codeIfAny(ResultFlag.self), try row.instantIfAny())
    var latest: LatestResult?
    if let english, let spanish, let value, let unit, let flag, let measuredAt {
      latest = LatestResult(nameEnglish: english, nameSpanish: spanish, value: value, unit: unit, flag: flag, measuredAt: measuredAt)
    }
    self.init(entry: entry, latest: latest)
  }
}
