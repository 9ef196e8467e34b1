import ArgumentParser
import ClinicModel
import EventLoop
import Foundation
import PostgresClient

enum SentenceLanguage: String, ExpressibleByArgument, CaseIterable { case en, es }

extension AuditCommand {
  struct WhoSaw: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "who-saw", abstract: "Tell in sentences who saw a patient's record, when and why.",
      discussion: """
        The privacy officer is told everything; clinical staff and reception their own accesses only. The question is recorded like any \
        access. The password is read from the terminal, or from standard input.
        """)

    @Option(help: "Connection string, with your own login role.") var database: String
    @Option(help: "Your e-mail address.") var email: String
    @Option(help: "The patient's record number.") var patient: String
    @Option(help: "First day, as 2026-11-21.") var from: String?
    @Option(help: "Last day.") var to: String?
    @Option(help: "en or es.") var language: SentenceLanguage = .en
    @Option(help: "Why you ask; it is recorded.") var purpose = "PATIENT_ASKS"

    func validate() throws {
      guard RecordNumber(patient) != nil else {
        throw ValidationError("--patient is no record number: nine digits with a right check digit.")
      }
      for day in [from, to].compactMap({ $0 }) where day.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) == nil {
        throw ValidationError("\(day) is no day: write it as 2026-11-21.")
      }
    }

    func run() throws {
      let question = AccessQuestion(
        number: RecordNumber(patient)?.digits ?? "", from: from ?? "-infinity", to: to ?? "infinity", purpose: purpose)
      let password = PasswordPrompt.password()
      let (database, email, language) = (database, email, language)
      let (name, accesses) = try onLoop {
        let session = try await StaffSession(database)
        defer { session.close() }
        try await session.signIn(email: email, password: password)
        return try await AccessLog(session: session).ask(question)
      }
      print(language == .en ? "Who saw the record of \(name):" : "Quién vio la historia de \(name):")
      let sentences = AccessSentences(language)
      accesses.forEach { print(sentences.sentence($0)) }
      if accesses.isEmpty { print(language == .en ? "Nobody." : "Nadie.") }
    }
  }
}

struct AccessQuestion: Sendable {
  var number: String
  var from: String
  var to: String
  var purpose: String
}

/// One access, as the database tells it.
struct RecordedAccess: Sendable {
  var at: String
  var name: String
  var role: String
  var what: String
  var subject: String?
  var purpose: String?
  var reason: String?
  var specialReason: String?
  var emergencyNumber: String?
}

/// A signed-in person's way to the event stream.
@UIActor
struct AccessLog {
  private static let openAudit = Statement.once("open_audit", "select api.open_audit($1)")
  private static let whoSaw = Statement.once("who_saw", """
    select to_char(w.at at time zone s.time_zone, 'YYYY-MM-DD HH24:MI'), w.user_name, w.role_code, w.what, w.subject, w.purpose, w.reason,
           w.special_reason, w.emergency_number
      from api.site() s, lateral api.who_saw($1, $2::text::timestamp at time zone s.time_zone,
             ($3::text::timestamp + interval '1 day') at time zone s.time_zone) w
     order by w.at
    """)

  let session: StaffSession

  /// The patient's name and every access in the order of time.
  func ask(_ question: AccessQuestion) async throws -> (String, [RecordedAccess]) {
    try await session.open(Self.openAudit, [question.purpose])
    let patient = try await session.patient(number: question.number, purpose: question.purpose)
    let accesses = try await session.rows(Self.whoSaw, [patient.id, question.from, question.to]) { row throws(PostgresError) in
      RecordedAccess(
        at: try row.next(), name: try row.next(), role: try row.next(), what: try row.next(), subject: try row.next(),
        purpose: try row.next(), reason: try row.next(), specialReason: try row.next(), emergencyNumber: try row.next())
    }
    return (patient.name, accesses)
  }
}
