public typealias MedicalTestID = Identifier<MedicalTest>
public typealias MedicalReportID = Identifier<MedicalReport>

/// A test that was asked for (FHIR ServiceRequest), in its living version.
public struct MedicalTest: Hashable, Sendable, Identifiable, ChartFact {
  public enum Priority: String, CaseIterable, Hashable, Sendable {
    case routine = "ROUTINE"
    case urgent = "URGENT"
    case stat = "STAT"
  }

  public enum Status: String, CaseIterable, Hashable, Sendable {
    case requested = "REQUESTED"
    case collected = "COLLECTED"
    case resulted = "RESULTED"
    case cancelled = "CANCELLED"
  }

  /// What is asked for. Nurses name the protocol they ask under, clinicians none.
  public struct Request: Hashable, Sendable {
    /// One line, at most 200 characters.
    public var name: String
    public var loinc: String?
    public var priority: Priority
    public var nursingProtocol: String?
    public var consultation: ConsultationID?

    public init(
      name: String, loinc: String? = nil, priority: Priority, nursingProtocol: String? = nil, consultation: ConsultationID? = nil
    ) {
      self.name = name
      self.loinc = loinc
      self.priority = priority
      self.nursingProtocol = nursingProtocol
      self.consultation = consultation
    }
  }

  public var version: RecordVersion<MedicalTest>
  public var request: Request
  public var status: Status
  /// The specimen, the result in a sentence, or why it was cancelled.
  public var detail: String?
  public var requestedBy: String
  public var recordedAt: Instant

  public var id: MedicalTestID { version.id }

  public var mergedNumber: RecordNumber?

  public init(
    version: RecordVersion<MedicalTest>, request: Request, status: Status, detail: String? = nil, requestedBy: String,
    recordedAt: Instant
  ) {
    self.version = version
    self.request = request
    self.status = status
    self.detail = detail
    self.requestedBy = requestedBy
    self.recordedAt = recordedAt
  }
}

/// A report that came in (FHIR DiagnosticReport), in its living version. Its summary is read on its own.
public struct MedicalReport: Hashable, Sendable, Identifiable, ChartFact {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case laboratory = "LAB"
    case imaging = "IMAGING"
    case pathology = "PATHOLOGY"
    case consultation = "CONSULTATION"
  }

  public enum Status: String, CaseIterable, Hashable, Sendable {
    case processing = "PROCESSING"
    case completed = "COMPLETED"
    case reviewed = "REVIEWED"
    case archived = "ARCHIVED"
  }

  public struct Summary: Hashable, Sendable {
    public enum Source: String, CaseIterable, Hashable, Sendable {
      case manual = "MANUAL"
      case model = "AI"
    }

    public var text: String
    public var source: Source

    public init(text: String, source: Source) {
      self.text = text
      self.source = source
    }
  }

  /// A report as it is entered.
  public struct Entry: Hashable, Sendable {
    public var kind: Kind
    public var title: String
    public var reportOn: CalendarDate
    /// Processing or completed.
    public var status: Status
    public var summary: Summary?
    /// The clinician it waits for.
    public var reviewer: PractitionerID?
    /// The test it answers.
    public var test: MedicalTestID?

    public init(
      kind: Kind, title: String, reportOn: CalendarDate, status: Status, summary: Summary? = nil, reviewer: PractitionerID? = nil,
      test: MedicalTestID? = nil
    ) {
      self.kind = kind
      self.title = title
      self.reportOn = reportOn
      self.status = status
      self.summary = summary
      self.reviewer = reviewer
      self.test = test
    }
  }

  public var version: RecordVersion<MedicalReport>
  public var kind: Kind
  public var title: String
  public var reportOn: CalendarDate
  public var status: Status
  /// Whose words the summary is; nil: there is none.
  public var summarySource: Summary.Source?
  public var test: MedicalTestID?
  public var reviewer: PractitionerID?
  public var reviewedBy: String?
  public var reviewedAt: Instant?

  public var id: MedicalReportID { version.id }

  public var mergedNumber: RecordNumber?

  public init(
    version: RecordVersion<MedicalReport>, kind: Kind, title: String, reportOn: CalendarDate, status: Status,
    summarySource: Summary.Source? = nil, test: MedicalTestID? = nil, reviewer: PractitionerID? = nil, reviewedBy: String? = nil,
    reviewedAt: Instant? = nil
  ) {
    self.version = version
    self.kind = kind
    self.title = title
    self.reportOn = reportOn
    self.status = status
    self.summarySource = summarySource
    self.test = test
    self.reviewer = reviewer
    self.reviewedBy = reviewedBy
    self.reviewedAt = reviewedAt
  }
}

/// Tests of the patient whose chart is open. A test waits for who asked until there is a result.
public struct MedicalTests: Sendable {
  /// Where a test goes.
  public enum Step: Hashable, Sendable {
    case collected(specimen: String?)
    /// In a sentence; values are biomarkers, findings are reports.
    case resulted(String)
    /// Who asked, or a clinician.
    case cancelled(reason: String)
  }

  public enum AdvanceAnswer: String, CaseIterable, Hashable, Sendable {
    case saved = "SAVED"
    /// A nurse cancels only what she asked for herself.
    case notAuthor = "NOT_AUTHOR"
  }

  /// The living ones, newest first.
  public var list: @Sendable (_ patient: PatientID) async throws -> [MedicalTest]
  public var request:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ request: MedicalTest.Request) async throws -> MedicalTestID
  public var advance: @Sendable (_ version: RecordVersion<MedicalTest>, _ step: Step) async throws -> AdvanceAnswer

  public init(
    list: @escaping @Sendable (PatientID) async throws -> [MedicalTest] = notProvided(),
    request: @escaping @Sendable (UniqueID, PatientID, MedicalTest.Request) async throws -> MedicalTestID = notProvided(),
    advance: @escaping @Sendable (RecordVersion<MedicalTest>, Step) async throws -> AdvanceAnswer = notProvided()
  ) {
    self.list = list
    self.request = request
    self.advance = advance
  }
}

/// Reports of the patient whose chart is open.
public struct MedicalReports: Sendable {
  /// The living ones, newest first.
  public var list: @Sendable (_ patient: PatientID) async throws -> [MedicalReport]
  /// The summaries there are, by report.
  public var summaries: @Sendable (_ patient: PatientID) async throws -> [MedicalReportID: MedicalReport.Summary]
  public var add: @Sendable (_ key: UniqueID, _ patient: PatientID, _ entry: MedicalReport.Entry) async throws -> MedicalReportID
  /// Completed; reviewed and archived by a clinician at work.
  public var advance: @Sendable (_ version: RecordVersion<MedicalReport>, _ status: MedicalReport.Status) async throws -> Void

  public init(
    list: @escaping @Sendable (PatientID) async throws -> [MedicalReport] = notProvided(),
    summaries: @escaping @Sendable (PatientID) async throws -> [MedicalReportID: MedicalReport.Summary] = notProvided(),
    add: @escaping @Sendable (UniqueID, PatientID, MedicalReport.Entry) async throws -> MedicalReportID = notProvided(),
    advance: @escaping @Sendable (RecordVersion<MedicalReport>, MedicalReport.Status) async throws -> Void = notProvided()
  ) {
    self.list = list
    self.summaries = summaries
    self.add = add
    self.advance = advance
  }
}
