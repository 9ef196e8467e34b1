public typealias ConsultationID = Identifier<Consultation>
public typealias PractitionerID = Identifier<Practitioner>

/// A slot of the calendar and what became of it (FHIR Appointment, Encounter). No clinical text: that is in its notes.
public struct Consultation: Hashable, Sendable, Identifiable, ChartFact {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case firstVisit = "FIRST_VISIT"
    case followUp = "FOLLOW_UP"
    case wardRound = "WARD_ROUND"
    case telephone = "TELEPHONE"
    case procedure = "PROCEDURE"
    case urgent = "URGENT"
  }

  public enum Status: String, CaseIterable, Hashable, Sendable {
    case planned = "PLANNED"
    case arrived = "ARRIVED"
    case inProgress = "IN_PROGRESS"
    case completed = "COMPLETED"
    case cancelled = "CANCELLED"
    case noShow = "NO_SHOW"
  }

  public enum CancelReason: String, CaseIterable, Hashable, Sendable {
    case patient = "PATIENT"
    case clinic = "CLINIC"
    case clinicianAway = "CLINICIAN_AWAY"
    case duplicate = "DUPLICATE"
    case error = "ERROR"
  }

  /// With the version of the row.
  public var version: RecordVersion<Consultation>
  public var kind: Kind
  public var status: Status
  public var startsAt: Instant
  public var endsAt: Instant
  public var practitioner: PractitionerID
  public var practitionerName: String
  public var cancelReason: CancelReason?

  public var id: ConsultationID { version.id }

  public var mergedNumber: RecordNumber?

  public init(
    version: RecordVersion<Consultation>, kind: Kind, status: Status, startsAt: Instant, endsAt: Instant,
    practitioner: PractitionerID, practitionerName: String, cancelReason: CancelReason? = nil
  ) {
    self.version = version
    self.kind = kind
    self.status = status
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.practitioner = practitioner
    self.practitionerName = practitionerName
    self.cancelReason = cancelReason
  }
}

/// A row of the calendar: the slot, and who comes, in directory fields.
public struct Appointment: Hashable, Sendable, Identifiable {
  public var slot: Consultation
  public var patient: PatientID
  public var recordNumber: RecordNumber
  public var name: PersonName
  public var birthDate: CalendarDate
  public var sex: Sex

  public var id: ConsultationID { slot.id }

  public init(
    slot: Consultation, patient: PatientID, recordNumber: RecordNumber, name: PersonName, birthDate: CalendarDate, sex: Sex
  ) {
    self.slot = slot
    self.patient = patient
    self.recordNumber = recordNumber
    self.name = name
    self.birthDate = birthDate
    self.sex = sex
  }
}

/// Somebody one makes appointments with (FHIR Practitioner, PractitionerRole).
public struct Practitioner: Hashable, Sendable, Identifiable {
  /// Only who is active signs and approves.
  public enum Status: String, CaseIterable, Hashable, Sendable {
    case active = "ACTIVE"
    case onLeave = "ON_LEAVE"
    case retired = "RETIRED"
  }

  /// With the version of the row.
  public var version: RecordVersion<Practitioner>
  /// As printed: Dr Osei.
  public var name: String
  public var specialtyCode: String?
  /// As printed under the name.
  public var specialty: String?
  public var status: Status

  public var id: PractitionerID { version.id }

  public init(
    version: RecordVersion<Practitioner>, name: String, specialtyCode: String? = nil, specialty: String? = nil, status: Status
  ) {
    self.version = version
    self.name = name
    self.specialtyCode = specialtyCode
    self.specialty = specialty
    self.status = status
  }
}

/// A row of the list of specialties.
public struct Specialty: Hashable, Sendable {
  public var code: String
  public var nameEnglish: String
  public var nameSpanish: String

  public init(code: String, nameEnglish: String, nameSpanish: String) {
    self.code = code
    self.nameEnglish = nameEnglish
    self.nameSpanish = nameSpanish
  }
}
