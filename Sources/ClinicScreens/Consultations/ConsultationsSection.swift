import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let writeNote = Command("note.write")
  static let changeNote = Command("note.change")
}

/// Consultations and notes, newest first; a note is written by its author, signed, and amended afterwards.
@UIActor
final class ConsultationsSection: ListSectionScreen {
  private let session: SessionModel
  unowned let application: ClinicApplication
  private var model: ConsultationsModel { session.chart.consultations }
  private(set) var list = ListSection<ConsultationRow>()

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
  }

  let title = Message(en: "Consultations", es: "Consultas")
  let shortTitle = Message(en: "Cons", es: "Cons.")

  private func synchronize() {
    let rows = model.content == nil ? [] : ConsultationRows(model: model, context: context).found(list.search).map(\.id)
    list.synchronize(session.chart.chart?.patient.id, rows: rows)
  }

  /// The consultation of the selected row, where it took or takes place; a note now is not of one that is still to come, nor of
  /// one
  /// under a merged number, which takes no more entries.
  private var selectedConsultation: Consultation? {
    guard case .consultation(let id) = list.selection else { return nil }
    return model.content?.consultations.first {
      $0.id == id && $0.mergedNumber == nil && [.arrived, .inProgress, .completed].contains($0.status)
    }
  }

  /// The note that `u` is about: her own newest of the selected row, else the newest of all.
  private var selectedNote: ConsultationNote? {
    switch list.selection {
    case .note(let id): return model.content?.notes.first { $0.id == id }
    case .consultation(let id):
      let notes = model.notes(in: id)
      return notes.last { model.isOwn($0) } ?? notes.last
    case nil: return nil
    }
  }

  // MARK: Commands

  var entries: [CommandEntry] {
    synchronize()
    return list.entries(ofRow: [changeEntry], ofSection: [writeEntry])
  }

  private var writeEntry: CommandEntry {
    let unread: Message? = model.content == nil ? Message(en: "It is not read yet.", es: "Aún no se ha leído.") : nil
    return CommandEntry(
      .writeNote, [.character("n")], Message(en: "new note", es: "nota nueva"),
      detail: Message(en: "Write a note, in the selected consultation", es: "Escribir una nota, en la consulta elegida"),
      obstacle: unread)
  }

  private var changeEntry: CommandEntry {
    let note = selectedNote
    let isUnsigned = note.map { $0.signedAt == nil } ?? false
    var obstacle: Message? = Message(en: "There is no note here.", es: "Aquí no hay nota.")
    if let note {
      obstacle =
        model.isOwn(note)
        ? note.obstacle
        : Message(
          en: "NOT_AUTHOR: only \(note.authorName) changes or amends this note. Write one of your own.",
          es: "NOT_AUTHOR: solo \(note.authorName) cambia o completa esta nota. Escriba una propia.")
    }
    return CommandEntry(
      .changeNote, [.character("u")], isUnsigned ? Message(en: "go on", es: "seguir") : Message(en: "amend", es: "adenda"),
      detail: Message(
        en: "Go on with your own note; amend it where it is signed",
        es: "Seguir con su nota; si está firmada, añadir una adenda"),
      obstacle: obstacle)
  }

  func perform(_ command: Command) -> Bool {
    if list.perform(command) { return true }
    switch command {
    case .writeNote: model.addNote(in: selectedConsultation)
    case .changeNote: selectedNote.map { model.change($0) }
    default: return false
    }
    return true
  }

  func handle(_ event: InputEvent) -> Bool {
    synchronize()
    guard list.handle(event) else { return false }
    synchronize()
    return true
  }

  // MARK: Drawing

  func draw(_ chart: Chart, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    synchronize()
    let rows = ConsultationRows(model: model, context: context)
    let found = model.content == nil ? [] : rows.found(list.search)
    list.table.columns = ConsultationRows.columns(context.wording)
    list.table.emptyText = context.wording(emptyText(context))
    list.draw(of: rows.all.count, pieces: { rows.pieces(of: $0) }, on: &canvas, in: area, context) { found[$0].cells }
  }

  private func emptyText(_ context: DrawContext) -> Message {
    if let problem = model.problem { return .unread(problem, clock: context.clock) }
    if model.content == nil { return Message(en: "reading...", es: "leyendo...") }
    if list.search.isActive { return Message(en: "Nothing found.", es: "No se encuentra nada.") }
    return Message(en: "No consultation and no note yet. n writes one.", es: "Aún no hay consultas ni notas. n escribe una.")
  }
}
