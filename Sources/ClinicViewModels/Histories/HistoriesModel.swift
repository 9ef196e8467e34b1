import ClinicModel
import EventLoop

/// Problems, histories and allergies of the opened chart.
@UIActor
public final class HistoriesModel: ChartSectionModel {
  public struct Content: Hashable, Sendable {
    /// Problems first, active before resolved.
    public var histories: [MedicalHistory]
    public var notes: [HistoryNote]
    /// Of the corrected ones, newest first.
    public var versions: [MedicalHistoryVersion]
    public var allergies: Allergies.State
  }

  public var content: Content? { reader.content }
  public var problem: Notice? { reader.problem }
  public var isClinician: Bool { user.role == .clinician }

  private let user: SignedInUser
  private let record: RecordRepositories
  private let forms: RecordForms
  private let reader: SectionReader<Content>
  private let notify: (Notice) -> Void
  /// The catalogue of substances, once it was read.
  private var catalogue: [AllergyCatalogueEntry]?

  init(
    user: SignedInUser, environment: AppEnvironment, forms: RecordForms, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void
  ) {
    self.user = user
    self.forms = forms
    self.notify = notify
    let record = environment.repositories.record
    self.record = record
    reader = SectionReader(changed: changed, notify: notify) { patient in
      async let histories = record.histories.list(patient)
      async let notes = record.histories.notes(patient)
      async let versions = record.histories.versions(patient)
      async let allergies = record.allergies.state(patient)
      return try await Content(histories: histories, notes: notes, versions: versions, allergies: allergies)
    }
  }

  /// Notes on one history, newest first.
  public func notes(on id: MedicalHistoryID) -> [HistoryNote] { (content?.notes ?? []).filter { $0.history == id }.reversed() }

  /// The versions of one history, newest first; empty where it was never corrected.
  public func versions(of id: MedicalHistoryID) -> [MedicalHistoryVersion] {
    (content?.versions ?? []).filter { $0.history.id == id }
  }

  // MARK: The section

  func chartRead(_ chart: Chart) { reader.chartRead(chart) }
  func shown() { reader.shown() }
  func hidden() { reader.hidden() }
  func close() { reader.close() }

  func recordSaved(_ kind: RecordFormKind) {
    switch kind {
    case .newHistory, .correctHistory, .historyNote: reader.becameOlder()
    default: break
    }
  }

  // MARK: Forms

  public func addHistory() {
    guard let patient = reader.patient else { return }
    forms.begin(HistoryForms.new(record.histories, patient))
  }

  public func correct(_ id: MedicalHistoryID) {
    guard let patient = reader.patient, let history = content?.histories.first(where: { $0.id == id }) else { return }
    forms.begin(HistoryForms.correction(record.histories, patient, history))
  }

  public func addNote(on id: MedicalHistoryID) {
    guard let patient = reader.patient, let history = content?.histories.first(where: { $0.id == id }) else { return }
    forms.begin(HistoryForms.note(record.histories, patient, history))
  }

  /// With the catalogue, which is read once.
  public func addAllergy() {
    guard let patient = reader.patient else { return }
    if let catalogue { return begin(patient, catalogue) }
    let allergies = record.allergies
    UIActor.spawn { [weak self] in
      do {
        let found = try await allergies.catalogue()
        self?.catalogue = found
        self?.begin(patient, found)
      } catch {
        self?.notify(Notice(error))
      }
    }
  }

  private func begin(_ patient: PatientID, _ catalogue: [AllergyCatalogueEntry]) {
    guard patient == reader.patient, forms.form == nil else { return }
    forms.begin(AllergyForms.new(record.allergies, patient, catalogue: catalogue, isClinician: isClinician))
  }

  /// By a doctor: confirmed or refuted.
  public func verify(_ allergy: PatientAllergy) {
    guard let patient = reader.patient else { return }
    forms.begin(AllergyForms.verification(record.allergies, patient, allergy))
  }

  /// Entered in error.
  public func void(_ allergy: PatientAllergy) {
    guard let patient = reader.patient else { return }
    forms.begin(AllergyForms.void(record.allergies, patient, allergy))
  }

  /// Somebody asked.
  public func review() {
    guard let patient = reader.patient else { return }
    forms.begin(AllergyForms.review(record.allergies, patient))
  }
}
