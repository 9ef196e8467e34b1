import ArgumentParser
import ClinicModel
import Foundation
import GlucoseFiles

extension DateOrder: ExpressibleByArgument {}

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Bring files of others into a patient's record.", subcommands: [SensorGlucose.self])

  struct SensorGlucose: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cgm", abstract: "Readings of a glucose sensor, from an export of Dexcom Clarity or FreeStyle LibreView.",
      discussion: """
        You sign in as yourself: your role and your reason for access count, and the import is in the trace. The file is shown beside the \
        patient before anything is stored. Readings that are there already are left alone, so that a file can be brought twice. A line \
        that is not understood is told with its number; all others are kept, and the exit status is then 2.
        The password is read from the terminal, or from standard input (then with --yes).
        """)

    @Argument(help: "The exported file.") var file: String
    @Option(help: "Connection string, with your own login role.") var database: String
    @Option(help: "Your e-mail address.") var email: String
    @Option(help: "The patient's record number.") var patient: String
    @Option(help: "Time zone of the device's clock, as Europe/Madrid; the clinic's where it is not given.") var timeZone: String?
    @Option(help: "\(DateOrder.allCases.map(\.rawValue).joined(separator: " or ")), where the file leaves it open.") var dates:
      DateOrder?
    @Option(help: "The special reason, where the record of a protected person asks for one.") var reason: String?
    @Flag(help: "Do not ask whether file and patient belong together.") var yes = false
    @Flag(help: "Only say what the file holds.") var dryRun = false

    func validate() throws {
      guard RecordNumber(patient) != nil else {
        throw ValidationError("--patient is no record number: nine digits with a right check digit.")
      }
      if let timeZone, TimeZone(identifier: timeZone) == nil {
        throw ValidationError("\(timeZone) is no time zone: write it as Europe/Madrid.")
      }
    }

    func run() throws {
      guard let bytes = FileManager.default.contents(atPath: file) else { throw Failure("\(file) cannot be read.") }
      let (database, email, reason, number) = (database, email, reason, RecordNumber(patient)?.digits ?? "")
      let session = try onLoop { try await StaffSession(database) }
      defer { try? onLoop { session.close() } }
      let zone = try timeZone ?? onLoop { try await session.clinicTimeZone() }
      guard let zone = TimeZone(identifier: zone) else {
        throw Failure("The clinic's time zone \(zone) is not known here: give --time-zone.")
      }
      let content = try GlucoseFile([UInt8](bytes), zone: zone, order: dates)
      guard !content.readings.isEmpty || !content.problems.isEmpty else { throw Failure("\(file) holds no reading.") }
      let description = SensorFileDescription(content, zone: zone)
      guard !dryRun else { return description.lines.forEach { print($0) } }
      guard yes || isatty(0) == 1 else {
        throw Failure("Nobody can be asked here whether file and patient belong together: say --yes.")
      }
      let password = PasswordPrompt.password()
      let patient = try onLoop {
        try await session.signIn(email: email, password: password)
        return try await session.patient(number: number, purpose: "IMPORT")
      }
      description.lines.forEach(note)
      note("Patient: \(patient.name), born \(patient.birthDate), record \(RecordNumber(number)?.description ?? number)")
      guard yes || isAgreed() else { throw Failure("Nothing was stored.") }
      let result = try onLoop { try await SensorImport(session: session, patient: patient.id, reason: reason).store(content) }
      result.lines.forEach { print($0) }
      if !result.problems.isEmpty { throw ExitCode(2) }
    }

    private func isAgreed() -> Bool {
      FileHandle.standardError.write(Data("Does the file belong to this patient? [y/N] ".utf8))
      return readLine()?.lowercased().hasPrefix("y") == true
    }
  }
}

/// A file in a few lines, for who compares it with a patient.
struct SensorFileDescription {
  let lines: [String]

  init(_ file: GlucoseFile, zone: TimeZone) {
    let format = Date.FormatStyle(date: .numeric, time: .shortened, locale: Locale(identifier: "sv_SE"), timeZone: zone)
    func text(_ moment: Instant) -> String { Date(timeIntervalSince1970: Double(moment.seconds)).formatted(format) }
    var lines = ["File: \(file.maker.rawValue), \(file.readings.count) readings in \(file.unit.rawValue)"]
    if let person = file.person { lines.append("Person in the file: \(person)" + (file.birthDate.map { ", born \($0)" } ?? "")) }
    for (device, readings) in Dictionary(grouping: file.readings, by: \.device).sorted(by: { $0.key < $1.key }) {
      guard let first = readings.first, let last = readings.last else { continue }
      lines.append("Device: \(device), \(readings.count) readings from \(text(first.at)) to \(text(last.at)) \(zone.identifier)")
    }
    if file.repeated > 0 { lines.append("Repeated in the file: \(file.repeated)") }
    for (kind, count) in file.leftOut.sorted(by: { $0.key < $1.key }) { lines.append("Left out: \(count) x \(kind)") }
    for problem in file.problems { lines.append("Line \(problem.line): \(problem.reason)") }
    self.lines = lines
  }
}
