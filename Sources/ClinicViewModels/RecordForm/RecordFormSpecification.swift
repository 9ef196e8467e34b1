import ClinicModel

/// A form as it goes to the database: the same, with the same key, however often it is sent.
public struct RecordSubmission: Sendable {
  public var key: UniqueID
  /// The version that is corrected; 0 for something new.
  public var version: Int
  /// Of the fields shown.
  public var values: RecordValues
  /// The person answered the database's question with yes.
  public var isConfirmed: Bool
  /// When it was sent for the first time.
  public var sentAt: Instant
  public var clock: ClinicClock

  /// Date and time of a field; empty is the moment of the first sending.
  public func moment(_ field: String) -> Instant? {
    guard case .success(let moment) = MeasuringTime.parse(values[field], now: sentAt, clock: clock) else { return nil }
    return moment
  }
}

/// What became of a form. Everything else is thrown as `RepositoryError`.
public enum RecordAnswer: Hashable, Sendable {
  case saved
  /// Asked back, by the name of the question; sent again with `isConfirmed` it is stored.
  case confirm(String)
  /// Nothing was stored, by the word of the operation: `DUPLICATE`, `NOT_AUTHOR`.
  case objected(String)
}

/// What a form is about: words that somebody wrote, or a name of the catalogue, which has both languages.
public protocol RecordFormSubject: Sendable {
  func text(in language: Language) -> String
}

extension String: RecordFormSubject {
  public func text(in language: Language) -> String { self }
}

/// One form: its fields, what they begin with, and what storing it means.
public struct RecordFormSpecification: Sendable {
  public var kind: RecordFormKind
  /// The record that is changed; nil for something new of the patient.
  public var subject: UniqueID?
  /// What it is about, as printed in its title.
  public var about: (any RecordFormSubject)?
  public var fields: [RecordField]
  /// What the fields show at first: what is stored now, for a correction.
  public var initial: RecordValues
  /// The version that is corrected; 0 for something new.
  public var version: Int
  /// What is wrong between fields, by field.
  public var check: @Sendable (RecordValues) -> [String: RecordProblem]
  public var submit: @Sendable (RecordSubmission) async throws -> RecordAnswer
  /// The form of the version that is there now, after somebody else changed it; nil where there is none any more.
  public var reread: (@Sendable () async throws -> RecordFormSpecification?)?

  public init(
    _ kind: RecordFormKind, subject: UniqueID? = nil, about: (any RecordFormSubject)? = nil, fields: [RecordField],
    initial: [String: String] = [:],
    version: Int = 0, check: @escaping @Sendable (RecordValues) -> [String: RecordProblem] = { _ in [:] },
    reread: (@Sendable () async throws -> RecordFormSpecification?)? = nil,
    submit: @escaping @Sendable (RecordSubmission) async throws -> RecordAnswer
  ) {
    self.kind = kind
    self.subject = subject
    self.about = about
    self.fields = fields
    self.initial = RecordValues(initial)
    // A box is never neither.
    for field in fields where field.content == .check && self.initial[field.id].isEmpty { self.initial[field.id] = "false" }
    self.version = version
    self.check = check
    self.submit = submit
    self.reread = reread
  }

  /// The draft's name on the server: of this kind of form, of this record or patient.
  func draftName(_ patient: PatientID) -> String { "chart/\(kind.rawValue)/\(subject?.description ?? patient.description)" }
}
