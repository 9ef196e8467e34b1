public typealias ConsentID = Identifier<Consent>

/// What a patient agreed to (FHIR Consent), in one version. No row allows nothing but treatment.
public struct Consent: Hashable, Sendable, Identifiable {
  public enum Purpose: String, CaseIterable, Hashable, Sendable {
    case programme = "PROGRAMME"
    case analytics = "ANALYTICS"
    case sharing = "SHARING"
    case export = "EXPORT"
    case research = "RESEARCH"
  }

  public enum State: String, CaseIterable, Hashable, Sendable {
    case given = "GIVEN"
    case refused = "REFUSED"
    case withdrawn = "WITHDRAWN"
  }

  public enum Giver: String, CaseIterable, Hashable, Sendable {
    case patient = "PATIENT"
    case guardian = "GUARDIAN"
    case representative = "REPRESENTATIVE"
  }

  public enum Method: String, CaseIterable, Hashable, Sendable {
    case written = "WRITTEN"
    case verbal = "VERBAL"
    case electronic = "ELECTRONIC"
  }

  /// What is filled in about it.
  public struct Content: Hashable, Sendable {
    public var purpose: Purpose
    public var state: State
    public var givenBy: Giver
    public var method: Method
    /// Of the form that was signed.
    public var formVersion: String?
    public var decidedOn: CalendarDate
    /// From this day on it counts no more.
    public var expiresOn: CalendarDate?
    public var details: String?

    public init(
      purpose: Purpose, state: State, givenBy: Giver, method: Method, formVersion: String? = nil, decidedOn: CalendarDate,
      expiresOn: CalendarDate? = nil, details: String? = nil
    ) {
      self.purpose = purpose
      self.state = state
      self.givenBy = givenBy
      self.method = method
      self.formVersion = formVersion
      self.decidedOn = decidedOn
      self.expiresOn = expiresOn
      self.details = details
    }
  }

  public var version: RecordVersion<Consent>
  public var content: Content
  public var recordedBy: String
  public var recordedAt: Instant
  /// False: a later version followed.
  public var isLiving: Bool

  public var id: ConsentID { version.id }

  public init(version: RecordVersion<Consent>, content: Content, recordedBy: String, recordedAt: Instant, isLiving: Bool) {
    self.version = version
    self.content = content
    self.recordedBy = recordedBy
    self.recordedAt = recordedAt
    self.isLiving = isLiving
  }
}

/// What stands at the counter: the purpose, and whether it is allowed today; no content.
public struct ConsentStatus: Hashable, Sendable {
  public var version: RecordVersion<Consent>
  public var purpose: Consent.Purpose
  public var state: Consent.State
  public var isAllowed: Bool

  public init(version: RecordVersion<Consent>, purpose: Consent.Purpose, state: Consent.State, isAllowed: Bool) {
    self.version = version
    self.purpose = purpose
    self.state = state
    self.isAllowed = isAllowed
  }
}
