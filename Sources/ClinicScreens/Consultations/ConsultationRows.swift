import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// A row of the section: a consultation with its notes, or a note beside any.
enum ConsultationRow: Hashable, Sendable {
  case consultation(ConsultationID)
  case note(ConsultationNoteID)
}

/// The rows, newest first, and what is read of each.
@UIActor
struct ConsultationRows {
  struct Row {
    var id: ConsultationRow
    var at: Instant
    var cells: [TableCell]
    /// What the search looks at besides the cells: the text of the notes.
    var words: [String]
  }

  let model: ConsultationsModel
  let context: DrawContext
  private var wording: Wording { context.wording }

  static func columns(_ wording: Wording) -> [TableColumn] {
    [
      TableColumn(wording(Message(en: "WHEN", es: "CUÁNDO")), .fixed(16)),
      TableColumn(wording(Message(en: "KIND", es: "TIPO")), .fixed(18)),
      // In 80 columns what it was about says more than who, which stands below the list.
      TableColumn(wording(Message(en: "BY", es: "POR")), .flexible(minimum: 14), dropOrder: 1),
      TableColumn(wording(Message(en: "STATE", es: "ESTADO")), .fixed(12)),
      TableColumn(wording(Message(en: "REASON", es: "MOTIVO")), .flexible(minimum: 20, weight: 3)),
      TableColumn(wording(Message(en: "NOTES", es: "NOTAS")), .fixed(5), align: .trailing),
    ]
  }

  var all: [Row] {
    let consultations = (model.content?.consultations ?? []).map { row($0) }
    return (consultations + model.notesAlone.map { row($0) }).sorted { $0.at > $1.at }
  }

  func found(_ search: SectionSearch) -> [Row] { all.filter { search.finds($0.cells.map(\.text) + $0.words) } }

  private func row(_ consultation: Consultation) -> Row {
    let notes = model.notes(in: consultation.id)
    let reason = notes.first { $0.content.kind == .reason } ?? notes.first
    let unsigned = notes.contains { $0.signedAt == nil }
    let isPast = consultation.status == .cancelled || consultation.status == .noShow
    let role: Role? = isPast ? .textMuted : nil
    return Row(
      id: .consultation(consultation.id), at: consultation.startsAt,
      cells: [
        TableCell(context.clock.local(consultation.startsAt).description, role: role),
        TableCell(wording(.consultationKind(consultation.kind)), role: role),
        TableCell(consultation.practitionerName, role: role),
        TableCell(wording(.consultationStatus(consultation.status)), role: role), TableCell(firstLine(reason), role: role),
        TableCell(notes.isEmpty ? "-" : "\(notes.count)" + (unsigned ? "!" : ""), role: unsigned ? .danger : role),
      ], words: notes.map(\.content.text))
  }

  private func row(_ note: ConsultationNote) -> Row {
    let state = note.signedAt == nil ? Message(en: "! unsigned", es: "! sin firmar") : Message(en: "signed", es: "firmada")
    let addenda = model.addenda(to: note.id).count
    return Row(
      id: .note(note.id), at: note.recordedAt,
      cells: [
        TableCell(context.clock.local(note.recordedAt).description), TableCell(wording(.noteKind(note.content.kind))),
        TableCell(note.authorName), TableCell(wording(state), role: note.signedAt == nil ? .danger : nil),
        TableCell(firstLine(note)),
        TableCell("\(1 + addenda)"),
      ], words: [note.content.text])
  }

  private func firstLine(_ note: ConsultationNote?) -> String {
    note?.content.text.split(separator: "\n").first.map(String.init) ?? ""
  }

  // MARK: Reading

  /// Everything about one row.
  func pieces(of row: ConsultationRow) -> [RecordReading.Piece] {
    switch row {
    case .consultation(let id):
      guard let consultation = model.content?.consultations.first(where: { $0.id == id }) else { return [] }
      let notes = model.notes(in: id)
      return head(consultation)
        + (notes.isEmpty ? [.facts(wording(Message(en: "No notes.", es: "Sin notas.")))] : notes.flatMap { pieces(of: $0) })
    case .note(let id):
      return (model.content?.notes.first { $0.id == id }).map { pieces(of: $0) } ?? []
    }
  }

  private func head(_ consultation: Consultation) -> [RecordReading.Piece] {
    let (start, end) = (context.clock.local(consultation.startsAt).description, context.clock.local(consultation.endsAt).clock)
    var facts = [wording(.consultationStatus(consultation.status))]
    if let reason = consultation.cancelReason { facts.append(wording(.cancelReason(reason))) }
    if let number = consultation.mergedNumber { facts.append(wording(.recordedUnder(number))) }
    return [
      .heading("\(start) - \(end)   \(wording(.consultationKind(consultation.kind))), \(consultation.practitionerName)"),
      .facts(facts.joined(separator: ", ")),
    ]
  }

  private func pieces(of note: ConsultationNote) -> [RecordReading.Piece] {
    var pieces: [RecordReading.Piece] = [.heading(wording(heading(note)))]
    if let number = note.mergedNumber { pieces.append(.facts(wording(.recordedUnder(number)))) }
    pieces.append(.body(note.content.text))
    for earlier in model.earlier(than: note) {
      let at = context.clock.local(earlier.recordedAt).description
      pieces.append(.facts(wording(Message(en: "~Before, \(at):~", es: "~Antes, \(at):~"))))
      pieces.append(.body(earlier.content.text))
    }
    for addendum in model.addenda(to: note.id) {
      pieces.append(.heading(wording(heading(addendum))))
      pieces.append(.body(addendum.content.text))
    }
    return pieces
  }

  /// "consultation note, Abena Osei, signed 2026-11-21 09:40"
  private func heading(_ note: ConsultationNote) -> Message {
    let by = Message.noteKind(note.content.kind).capitalized.joined(Message(verbatim: note.authorName), by: ", ")
    guard let signed = note.signedAt.map({ context.clock.local($0).description }) else {
      let at = context.clock.local(note.recordedAt).description
      return by.joined(Message(en: "! NOT SIGNED, \(at)", es: "! SIN FIRMAR, \(at)"), by: ", ")
    }
    return by.joined(Message(en: "signed \(signed)", es: "firmada \(signed)"), by: ", ")
  }
}
