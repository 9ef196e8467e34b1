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

  /// Every call throws `.unavailable` until something is provided.
  public init() {}
}
