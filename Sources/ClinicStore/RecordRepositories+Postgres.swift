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
    record.prescriptions = .postgres(database)
    record.medicines = .postgres(database)
    record.administrations = .postgres(database)
    record.treatments = .postgres(database)
    record.demographics = .postgres(database)
    record.contacts = .postgres(database)
    record.identifiers = .postgres(database)
    record.consents = .postgres(database)
    record.privacy = .postgres(database)
    record.womensHealth = .postgres(database)
    record.questions = .postgres(database)
    record.emergencyReviews = .postgres(database)
    record.accessLog = .postgres(database)
    record.merges = .postgres(database)
    record.observations = .postgres(database)
    record.analytics = .postgres(database)
    record.models = .postgres(database)
    record.accounts = .postgres(database)
    record.biomarkers = .postgres(database)
    record.oxygenScales = .postgres(database)
    return record
  }
}
