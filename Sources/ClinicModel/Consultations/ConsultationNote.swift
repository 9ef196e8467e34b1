public typealias ConsultationNoteID = Identifier<ConsultationNote>

/// A note (FHIR DocumentReference): written and signed by one author; once signed it is amended by addenda only.
public struct ConsultationNote: Hashable, Sendable, Identifiable, ChartFact {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Why somebody comes.
    case reason = "REASON"
    case consultation = "CONSULTATION"
    /// By nurses.
    case nursing = "NURSING"
    /// Amends a signed note of the same author.
    case addendum = "ADDENDUM"
  }

  /// What is written: kind, text (at most 20,000 characters), and where it belongs.
  public struct Content: Hashable, Sendable {
    public var kind: Kind
    public var text: String
    public var consultation: ConsultationID?
    /// The signed note that an addendum is about.
    public var amends: ConsultationNoteID?

    public init(kind: Kind, text: String, consultation: ConsultationID? = nil, amends: ConsultationNoteID? = nil) {
      self.kind = kind
      self.text = text
      self.consultation = consultation
      self.amends = amends
    }
  }

  public var version: RecordVersion<ConsultationNote>
  public var content: Content
  public var signedAt: Instant?
  public var author: UserID
  public var authorName: String
  public var recordedAt: Instant
  /// Set where a later version followed.
  public var supersededAt: Instant?

  public var id: ConsultationNoteID { version.id }

  public var mergedNumber: RecordNumber?

  public init(
    version: RecordVersion<ConsultationNote>, content: Content, signedAt: Instant? = nil, author: UserID, authorName: String,
    recordedAt: Instant, supersededAt: Instant? = nil
  ) {
    self.version = version
    self.content = content
    self.signedAt = signedAt
    self.author = author
    self.authorName = authorName
    self.recordedAt = recordedAt
    self.supersededAt = supersededAt
  }
}

/// The notes of the patient whose chart is open. Clinicians write reasons, consultations and addenda, nurses nursing notes and
/// addenda.
public struct ConsultationNotes: Sendable {
  public typealias Version = RecordVersion<ConsultationNote>

  public enum Objection: String, CaseIterable, Hashable, Sendable {
    /// Somebody else wrote it, or what it amends.
    case notAuthor = "NOT_AUTHOR"
    /// Only addenda from now on.
    case signed = "SIGNED"
  }

  /// Newest first; with earlier versions on request.
  public var list: @Sendable (_ patient: PatientID, _ withVersions: Bool) async throws -> [ConsultationNote]
  /// A new note; signed at once, or kept to be continued.
  public var write:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ content: ConsultationNote.Content, _ sign: Bool) async throws ->
      WriteAnswer<Version, Objection>
  /// The next version of one's own unsigned note.
  public var rewrite:
    @Sendable (
      _ key: UniqueID, _ patient: PatientID, _ version: Version, _ content: ConsultationNote.Content, _ sign: Bool
    ) async throws -> WriteAnswer<Version, Objection>

  public init(
    list: @escaping @Sendable (PatientID, Bool) async throws -> [ConsultationNote] = notProvided(),
    write:
      @escaping @Sendable (UniqueID, PatientID, ConsultationNote.Content, Bool) async throws ->
        WriteAnswer<Version, Objection> = notProvided(),
    rewrite:
      @escaping @Sendable (UniqueID, PatientID, Version, ConsultationNote.Content, Bool) async throws ->
        WriteAnswer<Version, Objection> = notProvided()
  ) {
    self.list = list
    self.write = write
    self.rewrite = rewrite
  }
}
