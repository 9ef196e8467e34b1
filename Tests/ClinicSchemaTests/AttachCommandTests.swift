import DatabaseTestSupport
import Foundation
import Testing

/// `clinicctl attach` as nurses and reception use it.
@Suite struct AttachCommandTests {
  let database: TestDatabase
  let root: SqlSession
  /// Files to be attached, and the store.
  let folder = "/tmp/clinic-attach-\(UUID().uuidString.prefix(8))"
  var store: String { folder + "/store" }

  init() throws {
    database = try TestDatabase.clone()
    root = try database.session()
    try FileManager.default.createDirectory(atPath: folder + "/store", withIntermediateDirectories: true)
    // The server reads the files too, to say what their digest is.
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder + "/store")
  }

  private func remove() { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ bytes: [UInt8], to name: String) throws -> String {
    let path = folder + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func pdf(_ count: Int = 2_000, _ name: String = "letter.pdf") throws -> String {
    let body = (0..<max(0, count - 9)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
    return try write(Array((Array("%PDF-1.7\n".utf8) + body).prefix(count)), to: name)
  }

  private func run(
    _ file: String, _ person: TestPerson = .nurseA, _ patient: TestPatient = .garcia, _ more: [String] = ["--yes"],
    password: String = TestPerson.password
  ) throws -> TestProgram.Answer {
    let number = try root.run("select record_number from medical_data.patients where patient_id = '\(patient.patientID)'").value ?? ""
    return try TestProgram.run(
      "clinicctl",
      ["attach", file, "--store", store, "--database", database.conninfo(as: person), "--email", person.email, "--patient", number] + more,
      input: password + "\n")
  }

  private func rows() throws -> [String] {
    try root.run("select concat_ws('|', category, file_name, media_type, byte_size, scan_state) from medical_data.file_attachments order by created_at")
      .rows.compactMap { $0.first ?? nil }
  }
  private func stored() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: store).sorted() }

  @Test func aFileIsStoredUnderItsKeyForItsOwnerAlone() throws {
    defer { remove() }
    let file = try pdf()
    let answer = try run(file)
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(try rows() == ["CLINICAL|letter.pdf|application/pdf|2000|PENDING"])
    let key = try #require(try root.run("select storage_key from medical_data.file_attachments").value)
    #expect(try stored() == [key])
    let attributes = try FileManager.default.attributesOfItem(atPath: store + "/" + key)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(FileManager.default.contentsEqual(atPath: file, andPath: store + "/" + key))
    #expect(answer.output.hasPrefix("Attached: letter.pdf, application/pdf. It is opened after the scan.\nNumber "))
    #expect(answer.errors.contains("Patient: María José García Núñez, born 1971-03-12, record "))

    let again = try run(file)
    #expect(again.status == 0)
    #expect(again.output.hasPrefix("These bytes are in the record already, as letter.pdf: nothing was stored twice."))
    let renamed = try run(file, .nurseA, .garcia, ["--yes", "--name", "another.pdf"])
    #expect(renamed.output.contains("as letter.pdf: nothing was stored twice."))
    #expect(try run(file, .doctor1).output.contains("as letter.pdf: nothing was stored twice."), "somebody else's")
    #expect(try rows().count == 1)
    #expect(try stored() == [key])
    // Lost between the record and the store: the same command brings them back.
    try FileManager.default.removeItem(atPath: store + "/" + key)
    #expect(try run(file).output.hasPrefix("It was in the record; its bytes were missing and are stored now."))
    #expect(FileManager.default.contentsEqual(atPath: file, andPath: store + "/" + key))
    #expect(try run(file, .nurseA, .lopez).output.hasPrefix("Attached: letter.pdf"), "another patient's is another file")
  }

  private func scan(_ command: String, _ more: String...) throws -> TestProgram.Answer {
    try TestProgram.run(
      "clinicctl", ["attach", "scan", "--database", database.conninfo(as: "clinic_watch"), "--store", store, "--command", command] + more)
  }
  private func states() throws -> [String] {
    try root.run("select concat_ws(' ', file_name, scan_state, is_missing) from medical_data.file_attachments order by created_at")
      .rows.compactMap { $0.first ?? nil }
  }

  /// A scanner with ClamAV's exit statuses: what holds the word VIRUS is infected.
  @Test func aScannerDecidesWhatIsOpened() throws {
    defer { remove() }
    let scanner = try write(Array("#!/bin/sh\nfor last; do :; done\n[ \"$1\" = --quick ] || exit 2\ngrep -q VIRUS \"$last\" && exit 1\nexit 0\n".utf8), to: "scanner")
    #expect(chmod(scanner, 0o755) == 0)
    for (name, text) in [("good.txt", "no fever"), ("bad.txt", "a VIRUS here"), ("gone.txt", "lost"), ("other.txt", "as attached")] {
      #expect(try run(try write(Array(text.utf8), to: name)).status == 0)
    }
    func key(_ name: String) throws -> String { try root.run("select storage_key from medical_data.file_attachments where file_name = '\(name)'").value ?? "" }
    try FileManager.default.removeItem(atPath: store + "/" + key("gone.txt"))
    _ = try write(Array("not attached".utf8), to: "store/" + key("other.txt"))
    #expect(try scan("no-such-scanner").errors.contains("There is no scanner no-such-scanner here"))
    #expect(try states() == ["good.txt PENDING f", "bad.txt PENDING f", "gone.txt PENDING f", "other.txt PENDING f"])
    let first = try scan(scanner + " --quick")
    #expect(first.status == 2 && first.output.split(separator: "\n").map { $0.split(separator: " ")[1] } == ["CLEAN", "INFECTED", "MISSING", "FAILED"], "\(first.errors)")
    #expect(try states() == ["good.txt CLEAN f", "bad.txt INFECTED f", "gone.txt FAILED t", "other.txt FAILED f"])
    let none = try scan(scanner + " --quick")
    #expect(none.status == 0 && none.output == "", "each is looked at once")
    #expect(try run(try write(Array("second".utf8), to: "second.txt")).status == 0)
    #expect(try scan(scanner).status == 2)
    #expect(try states().last == "second.txt FAILED f", "the scanner could not")
    #expect(try scan(scanner + " --quick", "--again").status == 2)
    #expect(try states() == ["good.txt CLEAN f", "bad.txt INFECTED f", "gone.txt FAILED t", "other.txt FAILED f", "second.txt CLEAN f"])
    let nurse = try TestProgram.run(
      "clinicctl", ["attach", "scan", "--database", database.conninfo(as: .nurseA), "--store", store, "--command", scanner])
    #expect(nurse.status == 1, "for the watch's role alone")
  }

  /// At the borders of its blocks and parts.
  @Test func theDigestIsThatOfTheServer() throws {
    defer { remove() }
    for count in [10, 55, 56, 63, 64, 65, 119, 128, 131, 132, 133, 1_048_576 + 132, 1_048_577 + 132] {
      let file = try pdf(count, "border-\(count).pdf")
      #expect(try run(file).status == 0)
      let ours = try root.run("select encode(sha256, 'hex') from medical_data.file_attachments where file_name = 'border-\(count).pdf'").value
      #expect(try ours == root.run("select encode(sha256(pg_read_binary_file('\(file)')), 'hex')").value, "\(count)")
    }
    #expect(try stored().count == 13)
  }

  @Test func contentAndNameHaveToAgree() throws {
    defer { remove() }
    let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 1]
    let dicom = [UInt8](repeating: 0, count: 128) + Array("DICM....".utf8)
    for (bytes, name, type) in [
      (png, "x.PNG", "image/png"), ([0xFF, 0xD8, 0xFF, 0xE0, 9], "x.jpg", "image/jpeg"), ([0x49, 0x49, 0x2A, 0, 8], "x.tif", "image/tiff"),
      (dicom, "scan", "application/dicom"), (Array("Tos, fiebre.\n¿Alergias? No 🌡\n".utf8), "nota.txt", "text/plain"),
    ] as [([UInt8], String, String)] {
      let answer = try run(try write(bytes, to: name))
      #expect(answer.output.hasPrefix("Attached: \(name), \(type)."), "\(answer.errors)")
    }
    let before = try rows()
    for (bytes, name, complaint) in [
      (png, "x.pdf", "The name says application/pdf, the content is image/png"),
      (Array("#!/bin/sh\n".utf8), "x.pdf", "the content is none of its kind"), (Array("hello".utf8), "x.exe", "end in .exe are not taken"),
      (Array("hello".utf8), "hello", "its name has no ending"), ([0x61, 0xC3, 0x28], "x.txt", "This is no text in UTF-8"),
      ([0x61, 0xED, 0xA0, 0x80], "x.txt", "This is no text in UTF-8"), ([0x61, 0xE2, 0x82], "x.txt", "This is no text in UTF-8"),
      ([0x61, 0, 0x62], "x.txt", "This is no text in UTF-8"), ([], "x.pdf", "is empty"),
    ] as [([UInt8], String, String)] {
      let answer = try run(try write(bytes, to: name))
      #expect(answer.status == 1 && answer.errors.contains(complaint), "\(name): \(answer.errors)")
    }
    #expect(try rows() == before)
    #expect(try stored().count == before.count, "and no part is left")
  }

  @Test func whatIsNoFileIsSaid() throws {
    defer { remove() }
    #expect(try run(folder + "/nothing.pdf").errors.contains("nothing.pdf cannot be read: No such file"))
    #expect(try run(folder).errors.contains("is not a regular file"))
    #expect(mkfifo(folder + "/pipe.pdf", 0o600) == 0)
    #expect(try run(folder + "/pipe.pdf").errors.contains("is not a regular file"))
    let large = try pdf()
    #expect(truncate(large, 536_870_913) == 0)
    #expect(try run(large).errors.contains("is too large: 536870913 bytes, at most 536870912 are taken"))
    let file = try pdf()
    #expect(chmod(store, 0o777) == 0)
    #expect(try run(file).errors.contains("Everybody may write to the store"))
    #expect(chmod(store, 0o700) == 0)
    #expect(try rows() == [] && stored() == [])
  }

  @Test func namesDeceiveNobody() throws {
    defer { remove() }
    let file = try pdf()
    for (name, complaint) in [
      ("../../etc/passwd.pdf", "is a path"), ("a\\b.pdf", "is a path"), ("x\u{202e}fdp.exe.pdf", "x<U+202E>fdp.exe.pdf holds characters that cannot be seen"),
      ("a\u{1b}[2Jb.pdf", "a␛[2Jb.pdf holds characters"), ("a\nb.pdf", "holds characters that cannot be seen"),
      ("a\u{200b}b.pdf", "holds characters that cannot be seen"), (String(repeating: "ñ", count: 150) + ".pdf", "is too long"),
      (String(repeating: "a", count: 300) + ".pdf", "is too long"), ("..", "has no name"), ("", "has no name"),
    ] {
      let answer = try run(file, .nurseA, .garcia, ["--yes", "--name", name])
      #expect(answer.status == 1 && answer.errors.contains(complaint), "\(answer.errors)")
      #expect(!(answer.output + answer.errors).unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    }
    let hostile = try pdf(2_000, "x\u{202e}y.pdf")
    #expect(try run(hostile).errors.contains("Give another one with --name"))
    #expect(try rows() == [] && stored() == [])
    let answer = try run(hostile, .nurseA, .garcia, ["--yes", "--name", "informe médico.pdf"])
    #expect(answer.status == 0, "\(answer.errors)")
    #expect(try rows() == ["CLINICAL|informe médico.pdf|application/pdf|2000|PENDING"])
  }

  @Test func itBelongsToWhatIsInTheChart() throws {
    defer { remove() }
    try root.run("""
      insert into medical_data.medical_histories (patient_id, kind, title, status, verification, recorded_by)
      select '\(TestPatient.garcia.patientID)', 'PROBLEM', 'Diabetes mellitus', 'ACTIVE', 'CONFIRMED', user_id
        from access.users where user_id = '\(TestPerson.doctor1.userID)'
      """)
    let record = try #require(try root.run("select record_id from medical_data.medical_histories").value)
    let number = try #require(try root.run("select record_number from medical_data.patients where patient_id = '\(TestPatient.garcia.patientID)'").value)
    let places = try TestProgram.run(
      "clinicctl", ["attach", "places", "--database", database.conninfo(as: .nurseA), "--email", TestPerson.nurseA.email, "--patient", number],
      input: TestPerson.password + "\n")
    #expect(places.output.hasSuffix("  history:\(record)  Diabetes mellitus\n"), "\(places.errors)")
    let file = try pdf()
    let strange = "test:\(UUID().uuidString.lowercased())"
    #expect(try run(file, .nurseA, .garcia, ["--yes", "--to", strange]).errors.contains("\(strange) is not in this chart: nothing was stored."))
    #expect(try run(file, .nurseA, .garcia, ["--yes", "--to", "drawer:7"]).errors.contains("--to drawer:7 is none of"))
    #expect(try rows() == [])
    for _ in 0..<2 {
      let answer = try run(file, .nurseA, .garcia, ["--yes", "--to", "history:\(record)"])
      #expect(answer.status == 0 && answer.output.contains("Belongs to history:\(record)\n"), "\(answer.errors)")
    }
    #expect(try root.run("select count(*) from medical_data.attachment_links where record_id = '\(record)' and entity = 'HISTORY'").value == "1")
  }

  @Test func nothingIsStoredWithoutARightOrAnAgreement() throws {
    defer { remove() }
    let file = try pdf()
    #expect(try run(file, .nurseB).errors.contains("You have no reason for access to this patient"))
    #expect(try run(file, .admin).status == 1)
    #expect(try run(file, .reception).errors.contains("Your role adds administrative files only: say --administrative."))
    #expect(try run(file, password: "wrong").errors.contains("You are not signed in"))
    #expect(try run(file, .nurseA, .garcia, []).errors.contains("say --yes"))
    #expect(try run(file, .doctor2, .lindqvist).errors.contains("This is your own record"))
    #expect(try run(file, .nurseA, .hernandez).errors.contains("give a special reason with --reason"))
    try root.run("insert into access.restrictions (patient_id, ground, reason, started_by) values ('\(TestPatient.garcia.patientID)', 'ACCURACY', 'letter', '\(TestPerson.privacy.userID)')")
    #expect(try run(file).errors.contains("This record may only be read: its processing is restricted. Nothing was stored."))
    #expect(try rows() == [] && stored() == [], "a refusal removes what had come in")
    #expect(try run(file, .nurseA, .hernandez, ["--yes", "--reason", "his nurse asked for it"]).status == 0)
    let wrong = try TestProgram.run(
      "clinicctl", ["attach", file, "--store", store, "--database", database.conninfo(as: .nurseA), "--email", "x", "--patient", "123456789"])
    #expect(wrong.errors.contains("--patient is no record number"))
  }

  @Test func receptionAddsWhatIsAdministrative() throws {
    defer { remove() }
    let file = try pdf(500, "insurance.pdf")
    #expect(try run(file, .reception, .garcia, ["--yes", "--administrative"]).status == 0)
    #expect(try run(file, .reception, .garcia, ["--yes", "--administrative"]).status == 0)
    #expect(try rows() == ["ADMINISTRATIVE|insurance.pdf|application/pdf|500|PENDING"])
    #expect(try stored().count == 1)
    let renamed = try run(file, .reception, .garcia, ["--yes", "--administrative", "--name", "card.pdf"])
    #expect(renamed.status == 1 && renamed.errors.contains("before, under another name: nothing was stored."))
    #expect(try stored().count == 1)
  }

  @Test func whatAKilledRunLeftIsRemovedAfterADay() throws {
    defer { remove() }
    let (old, young) = (try pdf(50, "store/.incoming-old"), try pdf(50, "store/.incoming-young"))
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -90_000)], ofItemAtPath: old)
    #expect(try run(try pdf()).status == 0)
    #expect(!FileManager.default.fileExists(atPath: old) && FileManager.default.fileExists(atPath: young))
  }
}
