public typealias DiabetesDiagnosisID = Identifier<DiabetesDiagnosis>
public typealias ProgrammeEnrolmentID = Identifier<ProgrammeEnrolment>

/// What kind of diabetes a patient has, as a clinician decided; also that she has none.
public struct DiabetesDiagnosis: Hashable, Sendable, Identifiable, ChartFact {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case type1 = "TYPE_1"
    case type2 = "TYPE_2"
    case gestational = "GESTATIONAL"
    case prediabetes = "PREDIABETES"
    case mody = "MODY"
    case secondary = "SECONDARY"
    case none = "NONE"
    case unknown = "UNKNOWN"
  }

  public enum Basis: String, CaseIterable, Hashable, Sendable {
    case laboratory = "LABORATORY"
    case clinical = "CLINICAL"
    case history = "HISTORY"
    case genetic = "GENETIC"
  }

  public struct Content: Hashable, Sendable {
    public var kind: Kind
    public var basis: Basis
    public var diagnosedOn: CalendarDate?
    public var note: String?

    public init(kind: Kind, basis: Basis, diagnosedOn: CalendarDate? = nil, note: String? = nil) {
      self.kind = kind
      self.basis = basis
      self.diagnosedOn = diagnosedOn
      self.note = note
    }
  }

  public var version: RecordVersion<DiabetesDiagnosis>
  public var content: Content

  public var id: DiabetesDiagnosisID { version.id }

  public var mergedNumber: RecordNumber?

  public init(version: RecordVersion<DiabetesDiagnosis>, content: Content) {
    self.version = version
    self.content = content
  }
}

/// A programme of the clinic.
public struct Programme: Hashable, Sendable {
  public var code: String
  public var nameEnglish: String
  public var nameSpanish: String
  /// Nil: any.
  public var sex: Sex?
  /// Whole years, both ends included.
  public var ages: ClosedRange<Int>

  public init(code: String, nameEnglish: String, nameSpanish: String, sex: Sex? = nil, ages: ClosedRange<Int>) {
    self.code = code
    self.nameEnglish = nameEnglish
    self.nameSpanish = nameSpanish
    self.sex = sex
    self.ages = ages
  }
}

/// A patient in a programme (FHIR EpisodeOfCare), with the evidence of the day it was checked.
public struct ProgrammeEnrolment: Hashable, Sendable, Identifiable, ChartFact {
  public enum State: String, CaseIterable, Hashable, Sendable {
    /// Proposed by a nurse.
    case eligible = "ELIGIBLE"
    case enrolled = "ENROLLED"
    case withdrawn = "WITHDRAWN"
    case agedOut = "AGED_OUT"
  }

  /// What was compared with the programme's conditions.
  public struct Evidence: Hashable, Sendable {
    public var checkedOn: CalendarDate
    public var sex: Sex
    public var birthDate: CalendarDate
    /// Whole years on that day.
    public var age: Int
    /// The programme's, as they were then.
    public var ages: ClosedRange<Int>
    public var diabetes: DiabetesDiagnosis.Kind
    public var diagnosis: RecordVersion<DiabetesDiagnosis>

    public init(
      checkedOn: CalendarDate, sex: Sex, birthDate: CalendarDate, age: Int, ages: ClosedRange<Int>,
      diabetes: DiabetesDiagnosis.Kind, diagnosis: RecordVersion<DiabetesDiagnosis>
    ) {
      self.checkedOn = checkedOn
      self.sex = sex
      self.birthDate = birthDate
      self.age = age
      self.ages = ages
      self.diabetes = diabetes
      self.diagnosis = diagnosis
    }
  }

  public var version: RecordVersion<ProgrammeEnrolment>
  public var programmeCode: String
  public var state: State
  public var evidence: Evidence
  /// Nil: the clock.
  public var recordedBy: String?
  public var recordedAt: Instant

  public var id: ProgrammeEnrolmentID { version.id }

  public var mergedNumber: RecordNumber?

  public init(
    version: RecordVersion<ProgrammeEnrolment>, programmeCode: String, state: State, evidence: Evidence,
    recordedBy: String? = nil, recordedAt: Instant
  ) {
    self.version = version
    self.programmeCode = programmeCode
    self.state = state
    self.evidence = evidence
    self.recordedBy = recordedBy
    self.recordedAt = recordedAt
  }
}
