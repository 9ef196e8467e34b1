import DatabaseTestSupport
import Foundation
import Testing

/// `clinicctl import cgm` as a nurse uses it.
@Suite struct ImportCommandTests {
  let database: TestDatabase
  let root: SqlSession
  let file = "/tmp/clinic-sensor-\(UUID().uuidString.prefix(8)).csv"

  init() throws {
    database = try TestDatabase.clone()
    root = try database.session()
  }

  /// A reading every five minutes, two lines that are none, one the database does not take, one from before birth.
  private func write(_ count: Int) throws {
    var lines = [
      "Index,Timestamp (YYYY-MM-DDThh:mm:ss),Event Type,Event Subtype,Patient Info,Device Info,Source Device ID,Glucose Value (mg/dL)",
      "1,,FirstName,,Ana,,,", "2,,LastName,,Prueba,,,", "3,,DateOfBirth,,12/3/1971,,,", "4,,Device,,,Dexcom G6,,",
    ]
    for number in 0..<count {
      let (hour, minute) = (number / 12 % 24, number % 12 * 5)
      lines.append("5,2026-01-\(10 + number / 288)T\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute):00,EGV,,,,phone,\(90 + number % 60)")
    }
    lines += ["6,whenever,EGV,,,,phone,100", "7,2026-02-01T08:00:00,EGV,,,,phone,900", "8,1960-02-01T08:00:00,EGV,,,,phone,100"]
    try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
  }

  private func run(
    _ person: TestPerson = .nurseA, _ patient: TestPatient = .garcia, _ more: [String] = ["--yes"], password: String = TestPerson.password
  ) throws -> TestProgram.Answer {
    let number = try root.run("select record_number from medical_data.patients where patient_id = '\(patient.patientID)'").value ?? ""
    return try TestProgram.run(
      "clinicctl", ["import", "cgm", file, "--database", database.conninfo(as: person), "--email", person.email, "--patient", number] + more,
      input: password + "\n")
  }

  private func stored() throws -> String? { try root.run("select count(*) from medical_data.biomarkers where method = 'CGM'").value }

  @Test func everyGoodLineIsKeptAndEveryBadOneTold() throws {
    defer { try? FileManager.default.removeItem(atPath: file) }
    try write(1_500)
    let answer = try run()
    #expect(answer.status == 2, "\(answer.errors)")
    #expect(answer.output == """
      1500 readings stored, 0 were there already.
      Line 1506: "whenever" is no time
      Line 1507: 900 mg/dL is not possible
      Line 1508: before birth, or in the future

      """ || answer.output == """
      1500 readings stored, 0 were there already.
      Line 1506: "whenever" is no time
      Line 1508: before birth, or in the future
      Line 1507: 900 mg/dL is not possible

      """)
    #expect(answer.errors.contains("Person in the file: Ana Prueba, born 12/3/1971"))
    #expect(answer.errors.contains("Patient: María José García Núñez, born 1971-03-12, record "))
    #expect(try stored() == "1500")
    // The clock of the device is the clinic's: Madrid is an hour ahead of Greenwich in January.
    #expect(try root.run("select to_char(min(measured_at) at time zone 'UTC', 'YYYY-MM-DD HH24:MI') from medical_data.biomarkers where method = 'CGM'").value == "2026-01-09 23:00")

    #expect(try run().output.hasPrefix("0 readings stored, 1500 were there already."))
    #expect(try stored() == "1500", "twice changes nothing")
  }

  @Test func nothingIsStoredWithoutARightOrAnAgreement() throws {
    defer { try? FileManager.default.removeItem(atPath: file) }
    try write(3)
    #expect(try run(.nurseB).errors.contains("You have no reason for access to this patient"))
    #expect(try run(.reception).errors.contains("Your role may not do this."))
    #expect(try run(password: "wrong").errors.contains("You are not signed in"))
    #expect(try run(.nurseA, .garcia, []).errors.contains("say --yes"))
    let look = try run(.nurseA, .garcia, ["--dry-run"])
    #expect(look.status == 0 && look.output.contains("File: Dexcom Clarity, 5 readings in mg/dL"))
    #expect(try stored() == "0")
  }

  @Test func aFileThatIsNoneIsSaid() throws {
    defer { try? FileManager.default.removeItem(atPath: file) }
    #expect(try run().errors.contains("\(file) cannot be read."))
    try "a,b,c\n".write(toFile: file, atomically: true, encoding: .utf8)
    #expect(try run().errors.contains("This is no export of Dexcom Clarity or FreeStyle LibreView"))
    #expect(try run(.nurseA, .garcia, ["--time-zone", "Mars/Olympus"]).errors.contains("Mars/Olympus is no time zone"))
  }
}
