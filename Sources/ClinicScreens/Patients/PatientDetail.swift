import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// What the directory says of the selected patient. Values of the chart are shown after it was opened, nowhere else.
@UIActor
struct PatientDetail {
  let row: PatientListModel.Row?
  let isClinical: Bool

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    guard let row else { return }
    let wording = context.wording
    let entry = row.entry
    let used = canvas.wrapped(entry.name.listed, in: area, role: .title)
    let (_, rest) = area.split(top: used + 1)
    let age = entry.birthDate.age(on: context.today)
    let facts: [(Message, String)] = [
      (Message(en: "Born", es: "Nacimiento"), "\(entry.birthDate)  \(wording(.age(age)))"),
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
    var below = rest.split(top: facts.count + 1).rest
    for note in notes(entry, wording) { below = below.split(top: canvas.wrapped(note.text, in: below, role: note.role)).rest }
  }

  private func place(_ entry: DirectoryEntry) -> String {
    guard let ward = entry.wardName else { return "-" }
    return entry.bed.map { "\(ward), \($0)" } ?? ward
  }

  private func notes(_ entry: DirectoryEntry, _ wording: Wording) -> [(text: String, role: Role)] {
    var notes: [(text: String, role: Role)] = []
    guard let row else { return notes }
    if row.isLookAlike {
      notes.append(
        (
          wording(
            Message(
              en: "! A similar name is in this list: check birth date and record number.",
              es: "! Hay un nombre parecido en la lista: compruebe nacimiento y número.")), .toastWarning
        ))
    }
    if entry.hasAlert, isClinical {
      notes.append((wording(Message(en: "! An alert is in the chart.", es: "! Hay una alerta en la historia.")), .danger))
    }
    if let latest = row.latest {
      let value = "\(latest.code) \(wording.number(latest.value)) \(Unit.text(latest.unit))"
      notes.append(
        (
          wording(Message(en: "Last result: \(value), ", es: "Último resultado: \(value), ")) + wording(.flagWord(latest.flag)),
          .text
        ))
    }
    guard isClinical else { return notes }
    notes.append(
      entry.hasReason
        ? (wording(Message(en: "Enter opens the chart.", es: "Enter abre la historia.")), .textMuted)
        : (
          wording(
            Message(
              en: "No reason for access. Enter says why and offers emergency access.",
              es: "Sin motivo de acceso. Enter lo explica y ofrece el acceso de urgencia.")), .textMuted
        ))
    return notes
  }
}
