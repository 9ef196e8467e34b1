import ClinicModel
import EventLoop

/// Consultations of the opened chart and the notes written in them and beside them.
@UIActor
public final class ConsultationsModel: ChartSectionModel {
  public struct Content: Hashable, Sendable {
    /// Newest first.
    public var consultations: [Consultation]
    /// The living versions, newest first.
    public var notes: [ConsultationNote]
    /// Earlier versions of notes that were rewritten before they were signed.
    public var earlier: [ConsultationNote]
  }

  public var content: Content? { reader.content }
  public var problem: Notice? { reader.problem }
  public let user: SignedInUser

  private let record: RecordRepositories
  private let forms: RecordForms
  private let reader: SectionReader<Content>

  init(
    user: SignedInUser, environment: AppEnvironment, forms: RecordForms, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void
  ) {
    self.user = user
    self.forms = forms
    let record = environment.repositories.record
    self.record = record
    reader = SectionReader(changed: changed, notify: notify) { patient in
      async let consultations = record.appointments.ofPatient(patient)
      async let notes = record.notes.list(patient, true)
      let all = try await notes
      return try await Content(
        consultations: consultations, notes: all.filter { $0.supersededAt == nil }, earlier: all.filter { $0.supersededAt != nil })
    }
  }

  /// The notes written in one consultation, oldest first.
  public func notes(in consultation: ConsultationID) -> [ConsultationNote] {
    (content?.notes ?? []).filter { $0.content.consultation == consultation && $0.content.kind != .addendum }.reversed()
  }

  /// The addenda to one note, oldest first.
  public func addenda(to note: ConsultationNoteID) -> [ConsultationNote] {
    (content?.notes ?? []).filter { $0.content.amends == note }.reversed()
  }

  /// The versions of a note before the one that is shown, newest first.
  public func earlier(than note: ConsultationNote) -> [ConsultationNote] { (content?.earlier ?? []).filter { $0.id == note.id } }

  /// Notes beside any consultation, newest first.
  public var notesAlone: [ConsultationNote] {
    (content?.notes ?? []).filter { $0.content.consultation == nil && $0.content.kind != .addendum }
  }

  /// Whether she may go on with a note: rewriting her own while it is not signed, amending it afterwards.
  public func isOwn(_ note: ConsultationNote) -> Bool { note.author == user.id }

  // MARK: The section

  func chartRead(_ chart: Chart) { reader.chartRead(chart) }
  func shown() { reader.shown() }
  func hidden() { reader.hidden() }
  func close() { reader.close() }

  func recordSaved(_ kind: RecordFormKind) {
    if [.newNote, .amendNote, .rewriteNote].contains(kind) { reader.becameOlder() }
  }

  // MARK: Forms

  /// A note in a consultation, or beside any; nurses write nursing notes.
  public func addNote(in consultation: Consultation?) {
    guard let patient = reader.patient else { return }
    forms.begin(NoteForms.new(record.notes, patient, consultation, role: user.role))
  }

  /// Her own note: rewritten while it is not signed, amended afterwards.
  public func change(_ note: ConsultationNote) {
    guard let patient = reader.patient else { return }
    forms.begin(
      note.signedAt == nil ? NoteForms.rewriting(record.notes, patient, note) : NoteForms.addendum(record.notes, patient, note))
  }
}
