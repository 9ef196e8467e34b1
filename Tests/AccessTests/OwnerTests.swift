import DatabaseTestSupport
import Testing

/// Owners, the migrator, the backup: what each may and may not become, and the traps of forced row-level security.
@Suite(.serialized) struct OwnerTests {
  private static let database = Result { try TestDatabase.clone() }
  let clinic: Clinic
  let migrator: SqlSession

  init() throws {
    clinic = try Clinic(Self.database.get())
    migrator = try clinic.database.session(as: "clinic_migrator")
  }

  @Test("nobody logs in as an owner", arguments: ["clinic_owner", "clinic_definer", "clinic_archivist", "clinic_keyreader", "clinic_people"])
  func noLogin(role: String) throws {
    #expect(throws: SqlError.self) { try clinic.database.session(as: role) }
  }

  @Test("the migrator becomes owner and definer, nothing else", arguments: [
    "set role postgres", "set role clinic_keyreader", "set role clinic_archivist", "set role clinic_backup", "create role x", "alter role clinic_owner bypassrls",
    "alter role clinic_migrator superuser", "grant clinic_archivist to clinic_migrator", "select pg_read_file('/etc/passwd')",
  ])
  func migratorRoles(statement: String) throws { #expect(migrator.refusal(statement) == "42501") }

  @Test("the migrator itself reads nothing; as owner and definer no key", arguments: ["", "set role clinic_owner; ", "set role clinic_owner; set role clinic_definer; "])
  func keys(become: String) throws {
    #expect(migrator.refusal("\(become)select access.read_key(1, 0)") == "42501")
    #expect(migrator.refusal("reset role; select * from medical_data.patients") == "42501")
  }

  @Test("a forced owner's UPDATE fails loudly; with row_security = on it would touch nothing, silently")
  func forcedOwner() throws {
    try migrator.run("set role clinic_owner")
    #expect(migrator.refusal("update medical_data.patients set sex = 'OTHER'") == "42501")
    #expect(try migrator.run("set row_security = on; update medical_data.patients set sex = 'OTHER'").affected == 0)
  }

  @Test("a data migration lifts FORCE inside its transaction")
  func liftForce() throws {
    try migrator.run("set role clinic_owner; begin; alter table medical_data.patients no force row level security")
    #expect(try migrator.run("update medical_data.patients set sex = sex").affected == 7)
    try migrator.run("rollback")
  }

  @Test("PostgreSQL trap: under FORCE, ADD FOREIGN KEY accepts a violating row with row_security = on only")
  func foreignKeyTrap() throws {
    try clinic.root.run("""
      create table medical_data.child (a uuid); alter table medical_data.child owner to clinic_owner;
      insert into medical_data.child values (gen_random_uuid());
      alter table medical_data.child enable row level security; alter table medical_data.child force row level security
      """)
    defer { _ = clinic.root.refusal("drop table medical_data.child") }
    let add = "alter table medical_data.child add foreign key (a) references medical_data.patients"
    var states: [String?] = []
    for prepare in [
      "set local row_security = on", "set local row_security = off",
      "alter table medical_data.patients no force row level security; alter table medical_data.child no force row level security",
    ] {
      states.append(migrator.refusal("begin; set local role clinic_owner; \(prepare); \(add)"))
      _ = migrator.refusal("rollback")
    }
    #expect(states == [nil, "42501", "23503"])
  }

  @Test("the backup sees everything and writes nothing; people cannot dump")
  func backup() throws {
    let backup = try clinic.database.session(as: "clinic_backup")
    #expect(backup.answer("select count(*) from medical_data.patients") == "7")
    #expect(backup.refusal("delete from medical_data.patients") == "42501")
    #expect(backup.refusal("select access.read_key(1, 0)") == "42501")
  }

  @Test("clinical facts are corrected by new versions, whoever writes", arguments: [
    "update medical_data.biomarkers set value = 1", "delete from medical_data.biomarkers", "update medical_data.prescriptions set dose_amount = 10",
    "update medical_data.patient_allergies set substance = 'none'", "update medical_data.biomarkers set superseded_at = clock_timestamp(), value = 1",
    "delete from medical_data.allergy_reviews", "update medical_data.allergy_reviews set outcome = 'NONE_KNOWN'",
  ])
  func versions(statement: String) throws { #expect(clinic.root.refusal(statement) == "42501") }

  @Test("the value's status comes from its limits", arguments: [
    ("POTASSIUM", 2.7, "CRITICAL_LOW"), ("POTASSIUM", 2.8, "LOW"), ("POTASSIUM", 3.5, "NORMAL"), ("POTASSIUM", 5.1, "NORMAL"), ("POTASSIUM", 5.2, "HIGH"),
    ("POTASSIUM", 6.3, "CRITICAL_HIGH"), ("HBA1C", 5.6, "NORMAL"), ("HBA1C", 14.1, "CRITICAL_HIGH"), ("ESTRADIOL", 100, "UNCLASSIFIED"), ("HDL", 49, "LOW"),
  ] as [(String, Double, String)])
  func classification(code: String, value: Double, expected: String) throws {
    #expect(clinic.root.answer("""
      insert into medical_data.biomarkers (patient_id, type_id, measured_at, value, recorded_by, recorded_by_name)
      select '\(TestPatient.lopez.patientID)', type_id, clock_timestamp(), \(value), '\(TestPerson.doctor1.userID)', 'Dr Osei'
        from medical_data.biomarker_types where code = '\(code)' returning status
      """) == expected)
  }

  @Test("created, updated and version are kept by the table")
  func versionsOfRows() throws {
    #expect(clinic.root.rows("""
      update medical_data.patients set bed = 'A2' where patient_id = '\(TestPatient.lopez.patientID)'
      returning row_version, updated_at > created_at
      """).first?.hasSuffix("|t") == true)
  }

  @Test("the alert follows the allergies")
  func alert() throws {
    let alert = "select has_alert from medical_data.patients where patient_id = '\(TestPatient.munoz.patientID)'"
    #expect(clinic.root.answer(alert) == "f")
    try clinic.root.run("""
      insert into medical_data.patient_allergies (patient_id, substance, severity, recorded_by)
      values ('\(TestPatient.munoz.patientID)', 'latex', 'MILD', '\(TestPerson.doctor1.userID)')
      """)
    #expect(clinic.root.answer(alert) == "t")
    try clinic.root.run("update medical_data.patient_allergies set superseded_at = clock_timestamp() where substance = 'latex'")
    #expect(clinic.root.answer(alert) == "f")
  }

  @Test("a record number without its check digit is refused")
  func checkDigit() throws {
    #expect(clinic.root.refusal("update medical_data.patients set record_number = '104233716' where given_names = 'Ana'") == "23514")
    #expect(clinic.root.answer("select medical_data.check_digit('10423371')") == "5" || clinic.root.answer("select medical_data.check_digit('10423371')").count == 1)
  }

  @Test("at a WAL page boundary the barrier waits for a place that a flush reaches")
  func walPageBoundary() throws {
    for (place, expected) in [("0/2000018", "0/2000018"), ("0/2000028", "0/2000000"), ("0/2002018", "0/2002000"), ("0/2002019", "0/2002019")] {
      #expect(clinic.root.answer("select access.wal_end('\(place)', 8192, 16777216)") == expected)
    }
  }
}
