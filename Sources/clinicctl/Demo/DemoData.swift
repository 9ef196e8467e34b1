import ClinicSchema
import EventLoop

/// Loads `sql/demo/*.sql` into a migrated database, as superuser on one connection.
///
/// A file whose first line begins with `-- batch` is run again and again for ranges of patients, together with the other such
/// files: the settings `clinic_demo.first`, `.last` and `.rich` tell which. Up to 5,000 patients are loaded with all triggers on,
/// as if they had been entered; more are loaded like a restored backup, and their names are indexed at the end.
@UIActor
struct DemoData {
  static let triggerLimit = 5_000
  private static let batchSize = 2_000

  let connection: SchemaConnection
  let folder: SchemaFolder
  let patients: Int

  init(_ connection: SchemaConnection, folder: SchemaFolder, patients: Int) {
    self.connection = connection
    self.folder = folder
    self.patients = patients
  }

  func load() async throws {
    let files = try folder.demoFiles()
    let batch = files.filter { $0.text.hasPrefix("-- batch") }
    for file in files where !file.text.hasPrefix("-- batch") { try await connection.run(file) }
    let isBulk = patients > Self.triggerLimit
    if isBulk { try await connection.execute("set session_replication_role = replica") }
    try await connection.execute("set clinic_demo.rich = '\(Self.triggerLimit)'")
    try await loadBatches(batch)
    if isBulk { try await finishBulk() }
    try await connection.execute("analyze")
  }

  private func loadBatches(_ files: [SchemaFile]) async throws {
    // Small parts at first, so that a small demo shows progress too.
    let size = patients > Self.triggerLimit ? Self.batchSize : 60
    var progress = Progress("Patients", total: patients)
    var first = 1
    while first <= patients {
      try Interruption.check()
      let last = min(patients, first + size - 1)
      try await connection.execute("set clinic_demo.first = '\(first)'; set clinic_demo.last = '\(last)'")
      for file in files { try await connection.run(file) }
      progress.show(last)
      first = last + 1
    }
    progress.finish()
  }

  /// What the triggers would have kept up to date.
  private func finishBulk() async throws {
    try await connection.execute("set session_replication_role = origin")
    note("Indexing the names ...")
    try await connection.execute("""
      select medical_data.learn_all_names();
      alter table medical_data.patients disable trigger user;
      update medical_data.patients p set has_alert = true
       where not has_alert and exists (select 1 from medical_data.patient_allergies a where a.patient_id = p.patient_id and a.superseded_at is null);
      alter table medical_data.patients enable trigger user;
      """)
    try await connection.execute("vacuum (analyze)")
  }
}
