import ClinicModel

extension RecordRepositories {
  static func postgres(_ database: Database) -> RecordRepositories {
    var record = RecordRepositories()
    record.charts = .postgres(database)
    record.histories = .postgres(database)
    record.allergies = .postgres(database)
    record.appointments = .postgres(database)
    record.practitioners = .postgres(database)
    record.notes = .postgres(database)
    record.tests = .postgres(database)
    record.reports = .postgres(database)
    record.attachments = .postgres(database)
    record.customFields = .postgres(database)
    record.programmes = .postgres(database)
    return record
  }
}
