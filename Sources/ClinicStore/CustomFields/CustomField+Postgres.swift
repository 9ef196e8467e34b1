import ClinicModel
import PostgresClient

extension CustomField {
  /// Columns of `api.custom_values()`.
  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), code: try row.next(), specialtyCode: try row.next(), nameEnglish: try row.next(),
      nameSpanish: try row.next(), type: try row.code(), mayWrite: try row.next())
    let (record, version): (Identifier<Filled>?, Int?) = (try row.identifierIfAny(), try row.next())
    var value = try Value(from: &row)
    unit = try row.next()
    if let old = try row.next(String?.self), case .number(let number, _) = value { value = .number(number, unit: old) }
    if let record, let version { filled = Filled(version: RecordVersion(id: record, version: version), value: value) }
  }
}

extension CustomField.Value {
  /// value_text to value_choice: at most one of them holds something.
  fileprivate init?(from row: inout PostgresRowReader) throws(PostgresError) {
    let (text, number, date) = (try row.next(String?.self), try row.decimalIfAny(), try row.dateIfAny())
    let (boolean, choice) = (try row.next(Bool?.self), try row.next(String?.self))
    let value: CustomField.Value? =
      text.map { .text($0) } ?? number.map { .number($0, unit: nil) } ?? date.map { .date($0) } ?? boolean.map { .boolean($0) }
      ?? choice.map { .choice($0) }
    guard let value else { return nil }
    self = value
  }

  /// Text, number, date, boolean and choice; all of them null: cleared.
  static func parameters(_ value: CustomField.Value?) -> [any PostgresEncodable] {
    var (text, number, date): (String?, DecimalNumber?, CalendarDate?)
    var (boolean, choice): (Bool?, String?)
    switch value {
    case .text(let value): text = value
    case .number(let value, _): number = value
    case .date(let value): date = value
    case .boolean(let value): boolean = value
    case .choice(let value): choice = value
    case nil: break
    }
    return [text, number, date, boolean, choice]
  }
}
