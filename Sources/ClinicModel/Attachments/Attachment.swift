public typealias AttachmentID = Identifier<Attachment>

/// A file of a patient (FHIR DocumentReference.attachment). The bytes lie outside the database.
public struct Attachment: Hashable, Sendable, Identifiable, ChartFact {
  public enum Category: String, CaseIterable, Hashable, Sendable {
    case clinical = "CLINICAL"
    /// Reception uploads only these.
    case administrative = "ADMINISTRATIVE"
  }

  public enum MediaType: String, CaseIterable, Hashable, Sendable {
    case pdf = "application/pdf"
    case jpeg = "image/jpeg"
    case png = "image/png"
    case tiff = "image/tiff"
    case dicom = "application/dicom"
    case text = "text/plain"
  }

  public enum ScanState: String, CaseIterable, Hashable, Sendable {
    case pending = "PENDING"
    case clean = "CLEAN"
    case infected = "INFECTED"
    case failed = "FAILED"
  }

  /// What a file hangs on; it may hang on several things of one patient.
  public enum Entity: String, CaseIterable, Hashable, Sendable {
    case consultation = "CONSULTATION"
    case note = "NOTE"
    case vitalSigns = "VITAL_SIGNS"
    case history = "HISTORY"
    case test = "TEST"
    case report = "REPORT"
  }

  public struct Link: Hashable, Sendable {
    public var attachment: AttachmentID
    public var entity: Entity
    public var record: UniqueID

    public init(attachment: AttachmentID, entity: Entity, record: UniqueID) {
      self.attachment = attachment
      self.entity = entity
      self.record = record
    }
  }

  /// What is registered about a file before its bytes are stored.
  public struct Upload: Hashable, Sendable {
    public var category: Category
    public var fileName: String
    public var mediaType: MediaType
    /// 1 to 536,870,912 bytes.
    public var byteSize: Int
    /// 64 lower-case hexadecimal digits.
    public var sha256: String

    public init(category: Category, fileName: String, mediaType: MediaType, byteSize: Int, sha256: String) {
      self.category = category
      self.fileName = fileName
      self.mediaType = mediaType
      self.byteSize = byteSize
      self.sha256 = sha256
    }
  }

  public var id: AttachmentID
  public var category: Category
  public var fileName: String
  public var mediaType: MediaType
  public var byteSize: Int
  public var scanState: ScanState
  /// The bytes are not where they should be.
  public var isMissing: Bool
  public var createdAt: Instant
  /// The first digits of its SHA-256; nil where the list does not tell.
  public var hashBeginning: String?

  public var mergedNumber: RecordNumber?

  public init(
    id: AttachmentID, category: Category, fileName: String, mediaType: MediaType, byteSize: Int, scanState: ScanState,
    isMissing: Bool, createdAt: Instant, hashBeginning: String? = nil
  ) {
    self.id = id
    self.category = category
    self.fileName = fileName
    self.mediaType = mediaType
    self.byteSize = byteSize
    self.scanState = scanState
    self.isMissing = isMissing
    self.createdAt = createdAt
    self.hashBeginning = hashBeginning
  }
}

/// Files: where they belong, and whether they may be opened.
public struct Attachments: Sendable {
  /// Registered: under this key the bytes are to be stored.
  public struct Place: Hashable, Sendable {
    public var id: AttachmentID
    public var storageKey: UniqueID

    public init(id: AttachmentID, storageKey: UniqueID) {
      self.id = id
      self.storageKey = storageKey
    }
  }

  /// Where the bytes are, and what they must be.
  public struct Opened: Hashable, Sendable {
    public var storageKey: UniqueID
    public var mediaType: Attachment.MediaType
    public var byteSize: Int
    public var sha256: String

    public init(storageKey: UniqueID, mediaType: Attachment.MediaType, byteSize: Int, sha256: String) {
      self.storageKey = storageKey
      self.mediaType = mediaType
      self.byteSize = byteSize
      self.sha256 = sha256
    }
  }

  public enum OpenObjection: String, CaseIterable, Hashable, Sendable {
    case notScanned = "NOT_SCANNED"
    case infected = "INFECTED"
    case missing = "MISSING"
  }

  /// The files of the patient whose chart is open, newest first.
  public var list: @Sendable (_ patient: PatientID) async throws -> [Attachment]
  /// What the files of that patient hang on.
  public var links: @Sendable (_ patient: PatientID) async throws -> [Attachment.Link]
  /// What reception uploaded herself for one patient.
  public var mine: @Sendable (_ patient: PatientID) async throws -> [Attachment]
  public var register: @Sendable (_ key: UniqueID, _ patient: PatientID, _ upload: Attachment.Upload) async throws -> Place
  /// Hangs a file on something of the same patient; twice is once.
  public var link: @Sendable (_ patient: PatientID, _ link: Attachment.Link) async throws -> Void
  /// Recorded. Hidden and absent files are refused alike.
  public var open: @Sendable (_ attachment: AttachmentID) async throws -> WriteAnswer<Opened, OpenObjection>

  public init(
    list: @escaping @Sendable (PatientID) async throws -> [Attachment] = notProvided(),
    links: @escaping @Sendable (PatientID) async throws -> [Attachment.Link] = notProvided(),
    mine: @escaping @Sendable (PatientID) async throws -> [Attachment] = notProvided(),
    register: @escaping @Sendable (UniqueID, PatientID, Attachment.Upload) async throws -> Place = notProvided(),
    link: @escaping @Sendable (PatientID, Attachment.Link) async throws -> Void = notProvided(),
    open: @escaping @Sendable (AttachmentID) async throws -> WriteAnswer<Opened, OpenObjection> = notProvided()
  ) {
    self.list = list
    self.links = links
    self.mine = mine
    self.register = register
    self.link = link
    self.open = open
  }
}
