/// The calendar: for reception, nurses and clinicians, behind the directory's opening.
public struct Appointments: Sendable {
  public typealias Version = RecordVersion<Consultation>

  /// What is asked for: a slot of 5 to 720 minutes.
  public struct Slot: Hashable, Sendable {
    public var practitioner: PractitionerID
    public var startsAt: Instant
    public var minutes: Int

    public init(practitioner: PractitionerID, startsAt: Instant, minutes: Int) {
      self.practitioner = practitioner
      self.startsAt = startsAt
      self.minutes = minutes
    }
  }

  public enum BookObjection: String, CaseIterable, Hashable, Sendable {
    /// The clinician has another slot at that time.
    case taken = "TAKEN"
  }

  public enum MoveAnswer: String, CaseIterable, Hashable, Sendable {
    case saved = "SAVED"
    case taken = "TAKEN"
  }

  /// The slots that begin in a time of at most 31 days, of one clinician or of all. What was looked at is recorded.
  public var list: @Sendable (_ from: Instant, _ to: Instant, _ practitioner: PractitionerID?) async throws -> [Appointment]
  /// Throws `.refused(.blocked)` where the patient does not want this clinician, or who books.
  public var book:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ kind: Consultation.Kind, _ slot: Slot) async throws ->
      WriteAnswer<ConsultationID, BookObjection>
  /// While it is planned.
  public var move: @Sendable (_ version: Version, _ slot: Slot) async throws -> MoveAnswer
  /// Arrived, no-show, cancelled with its reason; begun and completed by a clinician in the patient's open chart.
  public var setStatus:
    @Sendable (_ version: Version, _ status: Consultation.Status, _ cancelReason: Consultation.CancelReason?) async throws -> Void
  /// Of the patient whose chart is open, newest first.
  public var ofPatient: @Sendable (_ patient: PatientID) async throws -> [Consultation]

  public init(
    list: @escaping @Sendable (Instant, Instant, PractitionerID?) async throws -> [Appointment] = notProvided(),
    book:
      @escaping @Sendable (UniqueID, PatientID, Consultation.Kind, Slot) async throws ->
        WriteAnswer<ConsultationID, BookObjection> = notProvided(),
    move: @escaping @Sendable (Version, Slot) async throws -> MoveAnswer = notProvided(),
    setStatus:
      @escaping @Sendable (Version, Consultation.Status, Consultation.CancelReason?) async throws -> Void = notProvided(),
    ofPatient: @escaping @Sendable (PatientID) async throws -> [Consultation] = notProvided()
  ) {
    self.list = list
    self.book = book
    self.move = move
    self.setStatus = setStatus
    self.ofPatient = ofPatient
  }
}

/// Who one makes appointments with.
public struct Practitioners: Sendable {
  /// All clinicians, by name.
  public var list: @Sendable () async throws -> [Practitioner]
  public var specialties: @Sendable () async throws -> [Specialty]
  /// By an administrator, not of herself.
  public var setStatus: @Sendable (_ version: RecordVersion<Practitioner>, _ status: Practitioner.Status) async throws -> Void

  public init(
    list: @escaping @Sendable () async throws -> [Practitioner] = notProvided(),
    specialties: @escaping @Sendable () async throws -> [Specialty] = notProvided(),
    setStatus: @escaping @Sendable (RecordVersion<Practitioner>, Practitioner.Status) async throws -> Void = notProvided()
  ) {
    self.list = list
    self.specialties = specialties
    self.setStatus = setStatus
  }
}
