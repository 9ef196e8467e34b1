import DatabaseTestSupport
import Foundation
import Testing

/// Encrypted columns: the list of them, a new key while people work, and no plaintext on disk.
@Suite struct SecretsTests {
  private static let phone = "+34600555012"

  /// A database with a key folder of its own, and two patients with telephone numbers.
  private struct Fixture {
    let database: TestDatabase
    let root: SqlSession
    let keys: String
    let patients: [String]

    init() throws {
      database = try TestDatabase.clone()
      root = try database.session()
      let shared = try TestCluster.shared().keyFolder
      keys = shared + "-" + database.name
      try FileManager.default.copyItem(atPath: shared, toPath: keys)
      var owner = stat()
      stat(shared, &owner)
      for path in [keys, keys + "/key1.hex"] { chown(path, owner.st_uid, owner.st_gid) }
      let prepared = try TestProgram.run("clinicctl", ["bootstrap", "--key-directory", keys, "--database", database.conninfo()])
      #expect(prepared.status == 0, "\(prepared.errors)")
      let reception = try database.signedIn(.reception)
      patients = try [phone, "+34600555077"].map { number in
        let saved = try reception.run("""
          select answer, patient_id from api.register_patient(gen_random_uuid(), 'Lucía', $1, null, '1988-04-23', 'FEMALE', $2, null, 'twin')
          """, [number == phone ? "Ferrer" : "Quiroga", number])
        #expect(saved[0, "answer"] == "SAVED")
        return saved[0, "patient_id"] ?? ""
      }
    }

    /// The key versions of the telephone numbers, and the numbers as decrypted.
    func numbers() throws -> [String] {
      try root.run("""
        select get_byte(phone_encrypted, 0) || ' ' || access.decrypt_text(phone_encrypted, 'patients.phone/' || patient_id)
          from medical_data.patients where patient_id = any ($1::text::uuid[]) order by 1
        """, ["{" + patients.joined(separator: ",") + "}"]).rows.map { $0[0] ?? "" }
    }

    /// How many patients reception finds by a telephone number.
    func found(_ number: String) throws -> [String] {
      let reception = try database.signedIn(.reception)
      try reception.run("select api.open_directory('REGISTRATION')")
      return try reception.run("select surname_1, why from api.find_duplicates('X', 'Y', null, '1988-04-23', 'FEMALE', $1)", [number])
        .rows.filter { $0[1]?.contains("PHONE") == true }.map { $0[0] ?? "" }
    }

    func rotate() throws -> TestProgram.Answer { try TestProgram.run("clinicctl", ["secrets", "rotate", "--database", database.conninfo()]) }
  }

  @Test func everyEncryptedColumnIsInTheListOfTheRotation() throws {
    let database = try TestDatabase.clone(.migrated)
    let root = try database.session()
    let columns = try root.run("""
      select c.oid::regclass || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
       where a.attname ~ '_encrypted$' and a.atttypid = 'bytea'::regtype and c.relkind = 'r' and not a.attisdropped order by 1
      """).rows
    let listed = try root.run("select table_name || '.' || column_name from access.secret_columns() order by 1").rows
    #expect(columns == listed && columns.count >= 3)
  }

  @Test func aNewKeyForEverythingWhilePeopleWork() throws {
    let fixture = try Fixture()
    let nurse = try fixture.database.signedIn(.nurseA)
    try nurse.run("select api.save_draft('registration', $1::text::jsonb)", [#"{"surname": "Ferrándiz"}"#])
    #expect(try fixture.numbers() == ["1 +34600555012", "1 +34600555077"])
    let events = "select count(*) from audit_logs.events where action = 'UPDATE'"
    let before = try fixture.root.run(events).value

    let rotated = try fixture.rotate()
    #expect(rotated.status == 0 && rotated.output.contains("under version 2"), "\(rotated.errors)")
    #expect(try fixture.numbers() == ["2 +34600555012", "2 +34600555077"])
    #expect(try fixture.root.run(events).value == before, "no version and no event for each row")
    #expect(try fixture.root.run("select count(*) from audit_logs.events where action = 'ROTATE_KEYS'").value == "1")
    #expect(try nurse.run("select content ->> 'surname' from api.read_draft('registration')").value == "Ferrándiz")
    #expect(try fixture.found(Self.phone) == ["Ferrer"])

    // Without the first key everything still works: nothing is left under it.
    try FileManager.default.removeItem(atPath: fixture.keys + "/key1.hex")
    #expect(try fixture.numbers() == ["2 +34600555012", "2 +34600555077"])
    #expect(try fixture.found(Self.phone) == ["Ferrer"])
    #expect(try nurse.run("select content ->> 'surname' from api.read_draft('registration')").value == "Ferrándiz")
    let status = try TestProgram.run("clinicctl", ["secrets", "status", "--database", fixture.database.conninfo()])
    #expect(status.output.contains("Version 2 is written with") && status.output.contains("patients.phone_encrypted  version 2: 2\n"))
  }

  @Test func anInterruptedRotationGoesOnWithTheSameKey() throws {
    let fixture = try Fixture()
    #expect(try fixture.rotate().status == 0)
    // As after an interruption: the third key is current, half of the values are under the second.
    try FileManager.default.copyItem(atPath: fixture.keys + "/key1.hex", toPath: fixture.keys + "/key3.hex")
    var owner = stat()
    stat(fixture.keys, &owner)
    chown(fixture.keys + "/key3.hex", owner.st_uid, owner.st_gid)
    try "3\n".write(toFile: fixture.keys + "/current", atomically: false, encoding: .utf8)
    try fixture.root.run("""
      update medical_data.patients set phone_encrypted = access.encrypt_text('\(Self.phone)', 'patients.phone/' || patient_id)
       where patient_id = '\(fixture.patients[0])'
      """)
    #expect(try fixture.numbers() == ["2 +34600555077", "3 +34600555012"])
    #expect(try fixture.found(Self.phone) == ["Ferrer"] && fixture.found("+34600555077") == ["Quiroga"], "both keys are looked for")
    let again = try fixture.rotate()
    #expect(again.status == 0 && again.errors.contains("Going on") && again.output.contains("under version 3"), "\(again.errors)")
    #expect(try fixture.numbers() == ["3 +34600555012", "3 +34600555077"])
    #expect(!FileManager.default.fileExists(atPath: fixture.keys + "/key4.hex"))
  }

  @Test func aKeyThatIsThereAlreadyIsNotOverwritten() throws {
    let fixture = try Fixture()
    try "something else".write(toFile: fixture.keys + "/key2.hex", atomically: false, encoding: .utf8)
    let answer = try fixture.rotate()
    #expect(answer.status != 0 && answer.errors.contains("key2.hex is there already"))
    #expect(try fixture.numbers() == ["1 +34600555012", "1 +34600555077"])
  }

  @Test func aValueOfAnotherRowIsNotDecrypted() throws {
    let fixture = try Fixture()
    try fixture.root.run("""
      update medical_data.patients set phone_encrypted = (select phone_encrypted from medical_data.patients where patient_id = '\(fixture.patients[0])')
       where patient_id = '\(fixture.patients[1])'
      """)
    let refusal = #expect(throws: SqlError.self) { _ = try fixture.numbers() }
    #expect(refusal?.sqlState == "XX001")
  }

  @Test func noPlaintextOnDiskInTheLogOrInADump() throws {
    let fixture = try Fixture()
    let reception = try fixture.database.signedIn(.reception)
    try reception.run("select api.save_draft('registration', $1::text::jsonb)", [#"{"surname": "Canaryquist", "phone": "+34688777666"}"#])
    try reception.run("select answer from api.register_patient(gen_random_uuid(), 'Ana', 'Visible', null, '1977-01-01', 'FEMALE', '+34688777666', null, null)")
    // A failing statement with the secret in it: its text must not be logged either.
    #expect(reception.refusal("select api.save_draft('registration', '+34688777666')") != nil)
    try fixture.root.run("checkpoint")
    let folder = try TestCluster.shared().folder
    #expect(Self.files(in: folder, holding: "Visible") > 0, "the search finds what is stored openly")
    for canary in ["Canaryquist", "34688777666"] { #expect(Self.files(in: folder, holding: canary) == 0, "\(canary) is on disk") }
    let dump = Process()
    dump.executableURL = URL(fileURLWithPath: "/bin/sh")
    dump.arguments = ["-c", "pg_dump -d \"$0\" | grep -c -e Canaryquist -e 34688777666; pg_dump -d \"$0\" | grep -c Visible", try fixture.database.conninfo()]
    let output = Pipe()
    dump.standardOutput = output
    try dump.run()
    let counts = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(separator: "\n").compactMap { Int($0) }
    #expect(counts.count == 2 && counts[0] == 0 && counts[1] > 0, "\(counts)")
    dump.waitUntilExit()
  }

  /// How many files below a folder hold a text: data, write-ahead log and server log.
  private static func files(in folder: String, holding text: String) -> Int {
    let grep = Process()
    grep.executableURL = URL(fileURLWithPath: "/bin/grep")
    grep.arguments = ["-rlaF", "--", text, folder + "/cluster"]
    let output = Pipe()
    grep.standardOutput = output
    grep.standardError = FileHandle.nullDevice
    guard (try? grep.run()) != nil else { return -1 }
    let found = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    grep.waitUntilExit()
    return found.split(separator: "\n").count
  }
}
