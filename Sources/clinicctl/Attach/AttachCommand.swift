import ArgumentParser
import ClinicModel
import Foundation
import TerminalUI

struct AttachCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach", abstract: "Add a file to a patient's record.",
    usage: """
      clinicctl attach <file> --store <directory> --database <database> --email <email> --patient <patient> [--to <to>] ...
      clinicctl attach places --database <database> --email <email> --patient <patient>
      clinicctl attach scan --database <database> --store <directory>
      """,
    discussion: """
      You sign in as yourself: your role and your reason for access count, and the file is in the trace. PDF, JPEG, PNG, TIFF, DICOM \
      and text in UTF-8 are taken, up to 512 MiB; content and name have to agree. The bytes go into the directory of --store, under a \
      key and not under their name, for its owner alone; they are opened by nobody until a scan has found them clean. The same file \
      given twice is attached once. Exit status 2: it is attached, but does not belong to everything that was named.
      The password is read from the terminal, or from standard input (then with --yes).
      """,
    subcommands: [AddFile.self, Places.self, Scan.self], defaultSubcommand: AddFile.self)

  /// Who, and whose record.
  struct Access: ParsableArguments {
    @Option(help: "Connection string, with your own login role.") var database: String
    @Option(help: "Your e-mail address.") var email: String
    @Option(help: "The patient's record number.") var patient: String
    @Option(help: "The special reason, where the record of a protected person asks for one.") var reason: String?

    func validate() throws {
      guard RecordNumber(patient) != nil else {
        throw ValidationError("--patient is no record number: nine digits with a right check digit.")
      }
    }

    /// Signed in, the patient found and, for who works in charts, her chart opened.
    func open(isAdministrative: Bool) throws -> (session: AttachmentSession, patient: StaffSession.Patient) {
      let (database, email, reason, number) = (database, email, reason, RecordNumber(patient)?.digits ?? "")
      let session = try onLoop { try await StaffSession(database) }
      let password = PasswordPrompt.password()
      return try onLoop {
        try await session.signIn(email: email, password: password)
        let patient = try await session.patient(number: number, purpose: "ATTACHMENT")
        let attachments = AttachmentSession(session: session, patient: patient.id)
        if try await attachments.role() != "RECEPTIONIST" {
          try await attachments.openChart(reason: reason)
        } else if !isAdministrative {
          throw Failure("Your role adds administrative files only: say --administrative.")
        }
        return (attachments, patient)
      }
    }
  }

  struct AddFile: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "file", abstract: "Add a file; the name of this subcommand may be left out.")

    @Argument(help: "The file.") var file: String
    @OptionGroup var access: Access
    @Option(help: "The directory of the clinic's files.") var store: String
    @Option(help: "What it is called in the record, if not as here.") var name: String?
    @Option(help: "What it belongs to, as test:NUMBER (see attach places); may be repeated.") var to: [String] = []
    @Flag(help: "Nothing clinical: reception adds and sees it.") var administrative = false
    @Flag(help: "Do not ask whether file and patient belong together.") var yes = false

    func validate() throws {
      for place in to where AttachedTo(place) == nil {
        let kinds = Attachment.Entity.allCases.map { $0.rawValue.lowercased() }.joined(separator: ", ")
        throw ValidationError("--to \(TextFunnel.visible(place)) is none of: \(kinds), each with : and a number.")
      }
    }

    func run() throws {
      let file = try SourceFile(path: file, name: name)
      let store = try FileStore(store)
      guard yes || isatty(0) == 1 else {
        throw Failure("Nobody can be asked here whether file and patient belong together: say --yes.")
      }
      let (attachments, patient) = try access.open(isAdministrative: administrative)
      defer { try? onLoop { attachments.session.close() } }
      let places = to.compactMap { AttachedTo($0) }
      try check(places, attachments)
      note("File: \(TextFunnel.visible(file.name)), \(file.mediaType.rawValue), \(file.size) bytes")
      note(
        "Patient: \(TextFunnel.visible(patient.name)), born \(patient.birthDate), record \(RecordNumber(access.patient)?.description ?? access.patient)"
      )
      guard yes || isAgreed() else { throw Failure("Nothing was stored.") }
      let attachment = FileAttachment(
        file: file, store: store, category: administrative ? .administrative : .clinical, places: places, attachments: attachments
      )
      let result = try attachment.run()
      result.lines.forEach { print($0) }
      if !result.isComplete { throw ExitCode(2) }
    }

    /// Before anything is stored: each is in this chart.
    private func check(_ places: [AttachedTo], _ attachments: AttachmentSession) throws {
      guard !places.isEmpty else { return }
      let known = try onLoop { try await attachments.places() }
      for place in places
      where !known.contains(where: { $0.entity == place.entity.rawValue && $0.record == place.record.description }) {
        throw Failure("\(place.description) is not in this chart: nothing was stored.")
      }
    }

    private func isAgreed() -> Bool {
      FileHandle.standardError.write(Data("Does the file belong to this patient? [y/N] ".utf8))
      return readLine()?.lowercased().hasPrefix("y") == true
    }
  }

  struct Places: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "places", abstract: "What of a patient's record a file may belong to, newest first.")

    @OptionGroup var access: Access
    @Option(help: "How many at most.") var most = 50

    func run() throws {
      let (attachments, _) = try access.open(isAdministrative: false)
      defer { try? onLoop { attachments.session.close() } }
      let places = try onLoop { try await attachments.places() }
      for place in places.prefix(max(0, most)) {
        print("\(place.day)  \(place.entity.lowercased()):\(place.record)  \(TextFunnel.visible(place.title))")
      }
      if places.count > most { note("\(places.count - most) older ones are not shown (--most).") }
    }
  }
}
