public typealias SealID = Identifier<Seal>

/// A compartment of a chart that the patient closed.
public struct Seal: Hashable, Sendable, Identifiable {
  public enum Compartment: String, CaseIterable, Hashable, Sendable {
    case mentalHealth = "MENTAL_HEALTH"
    case sexualHealth = "SEXUAL_HEALTH"
    case hiv = "HIV"
    case abuse = "ABUSE"
    case genetics = "GENETICS"
    /// Of a free choice, with a name.
    case custom = "CUSTOM"
  }

  public enum State: String, CaseIterable, Hashable, Sendable {
    case proposed = "PROPOSED"
    case set = "SET"
    case denied = "DENIED"
    case liftProposed = "LIFT_PROPOSED"
    case lifted = "LIFTED"
  }

  /// What only the privacy officer is told.
  public struct Paperwork: Hashable, Sendable {
    /// How many facts lie in it.
    public var facts: Int
    /// Where the patient's signed paper is filed.
    public var instruction: String
    public var reason: String
    /// Names of who reads it; of a proposal, of who shall.
    public var team: [String]
    public var proposedBy: String
    public var proposedAt: Instant
    public var decidedBy: String?
    public var decidedAt: Instant?

    public init(
      facts: Int, instruction: String, reason: String, team: [String], proposedBy: String, proposedAt: Instant,
      decidedBy: String? = nil, decidedAt: Instant? = nil
    ) {
      self.facts = facts
      self.instruction = instruction
      self.reason = reason
      self.team = team
      self.proposedBy = proposedBy
      self.proposedAt = proposedAt
      self.decidedBy = decidedBy
      self.decidedAt = decidedAt
    }
  }

  public var id: SealID
  public var state: State
  /// Nil: not told to who may not look into it.
  public var compartment: Compartment?
  /// Of a free choice, told to who may look into it.
  public var name: String?
  /// Others may know that something is sealed.
  public var isShown: Bool
  /// A vital interest opens it.
  public var allowsEmergency: Bool
  /// Open to who asks, now.
  public var isOpen: Bool
  public var paperwork: Paperwork?

  public init(
    id: SealID, state: State, compartment: Compartment? = nil, name: String? = nil, isShown: Bool, allowsEmergency: Bool,
    isOpen: Bool, paperwork: Paperwork? = nil
  ) {
    self.id = id
    self.state = state
    self.compartment = compartment
    self.name = name
    self.isShown = isShown
    self.allowsEmergency = allowsEmergency
    self.isOpen = isOpen
    self.paperwork = paperwork
  }
}

/// What waits for the privacy officer: a seal to be set, or lifted.
public struct SealProposal: Hashable, Sendable, Identifiable {
  /// What is filled in about a seal.
  public struct Form: Hashable, Sendable {
    public var compartment: Seal.Compartment
    /// Of a custom compartment, at most 80 characters.
    public var name: String?
    public var isShown: Bool
    public var allowsEmergency: Bool
    /// Where the patient's signed paper is filed; 3 to 200 characters.
    public var instruction: String
    /// Who reads it, besides the clinician who proposes: nurses and clinicians.
    public var team: [UserID]
    /// 3 to 500 characters.
    public var reason: String

    public init(
      compartment: Seal.Compartment, name: String? = nil, isShown: Bool, allowsEmergency: Bool, instruction: String,
      team: [UserID] = [], reason: String
    ) {
      self.compartment = compartment
      self.name = name
      self.isShown = isShown
      self.allowsEmergency = allowsEmergency
      self.instruction = instruction
      self.team = team
      self.reason = reason
    }
  }

  public var id: SealID
  public var state: Seal.State
  public var patient: PatientID
  public var recordNumber: RecordNumber
  public var compartment: Seal.Compartment
  public var name: String?
  public var isShown: Bool
  public var allowsEmergency: Bool
  public var instruction: String
  public var reason: String
  public var proposedBy: String
  public var proposedAt: Instant
  /// False for one's own proposal.
  public var mayDecide: Bool

  public init(
    id: SealID, state: Seal.State, patient: PatientID, recordNumber: RecordNumber, compartment: Seal.Compartment,
    name: String? = nil, isShown: Bool, allowsEmergency: Bool, instruction: String, reason: String, proposedBy: String,
    proposedAt: Instant, mayDecide: Bool
  ) {
    self.id = id
    self.state = state
    self.patient = patient
    self.recordNumber = recordNumber
    self.compartment = compartment
    self.name = name
    self.isShown = isShown
    self.allowsEmergency = allowsEmergency
    self.instruction = instruction
    self.reason = reason
    self.proposedBy = proposedBy
    self.proposedAt = proposedAt
    self.mayDecide = mayDecide
  }
}

/// What can be put into a compartment; the raw value is the database's word.
public enum SealableEntity: String, CaseIterable, Hashable, Sendable {
  case biomarker = "BIOMARKER"
  case note = "NOTE"
  case vitalSigns = "VITAL_SIGNS"
  case history = "HISTORY"
  case test = "TEST"
  case report = "REPORT"
  case attachment = "ATTACHMENT"
  case prescription = "PRESCRIPTION"
  case treatment = "TREATMENT"
  case administration = "ADMINISTRATION"
  case allergy = "ALLERGY"
  case hormonalProfile = "HORMONAL_PROFILE"
  case menstrualCycle = "MENSTRUAL_CYCLE"
  case pregnancy = "PREGNANCY"
  case menopause = "MENOPAUSE"
  case hormonalTherapy = "HORMONAL_THERAPY"
  case diabetes = "DIABETES"
  case enrolment = "ENROLMENT"
  case observation = "OBSERVATION"
  case customValue = "CUSTOM_VALUE"
  case prediction = "PREDICTION"
  case metric = "METRIC"
  case target = "TARGET"
}
