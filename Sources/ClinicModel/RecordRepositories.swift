/// The repositories of the record itself: clinical facts and what surrounds them. A test provides those that it needs.
public struct RecordRepositories: Sendable {
  public var charts = CompleteCharts()
  public var histories = MedicalHistories()
  public var allergies = Allergies()
  public var appointments = Appointments()
  public var practitioners = Practitioners()
  public var notes = ConsultationNotes()
  public var tests = MedicalTests()
  public var reports = MedicalReports()
  public var attachments = Attachments()
  public var customFields = CustomFields()
  public var programmes = Programmes()
  public var prescriptions = Prescriptions()
  public var medicines = Medicines()
  public var administrations = MedicationAdministrations()
  public var treatments = Treatments()
  public var demographics = Demographics()
  public var contacts = PatientContacts()
  public var identifiers = PatientIdentifiers()
  public var consents = Consents()
  public var privacy = PatientPrivacy()
  public var womensHealth = WomensHealth()

  /// Every call throws `.unavailable` until something is provided.
  public init() {}
}
