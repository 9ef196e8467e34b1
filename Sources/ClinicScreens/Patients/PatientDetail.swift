import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// What the directory says of the selected patient. Values of the chart are shown after it was opened, nowhere else.
@UIActor
struct PatientDetail {
  let row: PatientListModel.Row?
  let isClinical: Bool
  /// By the database's clock.
  let now: Instant

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    guard let row else { return }
    let wording = context.wording
    let entry = row.entry
    let name = area.split(top: min(2, area.height)).top
    canvas.wrapped(wording(PatientColumns.name(row.patient)), in: name, role: .title)
    let (_, rest) = area.split(top: name.height + 1)
    let age = entry.birthDate.age(on: context.today)
    let facts: [(Message, String)] = [
      (Message(en: "Born", es: "Nacimiento"), "\(PatientColumns.birthDate(row.patient))  \(wording(.age(age)))"),
      (Message(en: "Sex", es: "Sexo"), wording(.sex(entry.sex))),
      (Message(en: "Record no.", es: "Historia"), entry.recordNumber.description),
      (Message(en: "Ward", es: "Unidad"), place(entry)),
      (Message(en: "Attending", es: "Responsable"), entry.attending ?? "-"),
      (Message(en: "Status", es: "Estado"), wording(.lifeStatus(entry.status))),
    ]
    for (index, fact) in facts.enumerated() {
      let row = rest.row(index)
      guard !row.isEmpty else { return }
      canvas.text(wording(fact.0), at: row.origin, width: 12, role: .label)
      canvas.text(fact.1, at: row.origin.offset(x: 13), width: row.width - 13)
    }
    // Each note keeps its rows whether it has something to say or not: from patient to patient only what differs is sent.
    var below = rest.split(top: facts.count + 1).rest
    for note in notes(entry, wording) {
      let used = note.text.map { canvas.wrapped($0, in: below, role: note.role) } ?? 0
      below = below.split(top: max(used, note.rows)).rest
    }
    for (text, role) in WardBoardWords(row.patient, wording, now: now).sentences(context.clock) where !below.isEmpty {
      below = below.split(top: canvas.wrapped(text, in: below, role: role)).rest
    }
  }

  private func place(_ entry: DirectoryEntry) -> String {
    guard let ward = entry.wardName else { return "-" }
    return entry.bed.map { "\(ward), \($0)" } ?? ward
  }

  /// A remark below the facts, and how many rows are kept for it.
  private struct Note {
    var text: String?
    var role: Role
    var rows: Int
  }

  private func notes(_ entry: DirectoryEntry, _ wording: Wording) -> [Note] {
    let latest = row?.latest.map {
      wording(Message(en: "Last result: ", es: "Último resultado: "))
        + "\($0.name(in: wording.language)) \(PatientColumns.value($0, wording)), \(wording(.flagWord($0.flag)))"
    }
    let similar = Message(
      en: "! Similar name: check birth date.",
      es: "! Nombre parecido: vea nacimiento.")
    let alert = Message(en: "! An alert is in the chart.", es: "! Hay una alerta en la historia.")
    let opens =
      row?.patient.isNameHidden == true
      ? Message(
        en: "The name is not shown on boards. Enter opens the chart.",
        es: "El nombre no se muestra en paneles. Enter abre la historia.")
      : Message(en: "Enter opens the chart.", es: "Enter abre la historia.")
    let refused = Message(
      en: "No reason for access. Enter says why and offers emergency access.",
      es: "Sin motivo de acceso. Enter lo explica y ofrece el acceso de urgencia.")
    var notes = [Note(text: row?.isLookAlike == true ? wording(similar) : nil, role: .toastWarning, rows: 1)]
    guard isClinical else { return notes }
    notes.append(Note(text: entry.hasAlert ? wording(alert) : nil, role: .danger, rows: 1))
    notes.append(Note(text: latest, role: .text, rows: 2))
    notes.append(Note(text: wording(entry.hasReason ? opens : refused), role: .textMuted, rows: 2))
    return notes
  }
}
