import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// Everything about one row, to be read.
@UIActor
struct HistoryDetail {
  let model: HistoriesModel
  let context: DrawContext

  private var wording: Wording { context.wording }

  /// Empty where the row is not there any more.
  func pieces(of row: HistoryRow) -> [RecordReading.Piece] {
    guard let content = model.content else { return [] }
    switch row {
    case .allergyState: return [.heading(state(content.allergies))]
    case .allergy(let id):
      guard case .has(let entries) = content.allergies, let allergy = entries.first(where: { $0.id == id }) else { return [] }
      return pieces(of: allergy)
    case .history(let id):
      guard let history = content.histories.first(where: { $0.id == id }) else { return [] }
      return pieces(of: history)
    }
  }

  private func state(_ state: Allergies.State) -> String {
    switch state {
    case .notAsked:
      wording(
        Message(
          en: "Nobody has asked about allergies yet. q records the answer.",
          es: "Nadie ha preguntado aún por alergias. q anota la respuesta."))
    case .notObtainable:
      wording(
        Message(
          en: "It was asked, and no answer could be had. q asks again.",
          es: "Se preguntó y no hubo respuesta. q pregunta de nuevo."))
    case .noneKnown: wording(Message(en: "It was asked: no allergy is known.", es: "Se preguntó: no se conoce ninguna alergia."))
    case .has: ""
    }
  }

  private func pieces(of allergy: PatientAllergy) -> [RecordReading.Piece] {
    var facts = [
      wording(.allergyKind(allergy.kind)), wording(.severity(allergy.severity)),
      wording(.allergyVerification(allergy.verification)),
      wording(Message(en: "recorded", es: "anotada")) + " " + context.clock.local(allergy.recordedAt).description,
    ]
    if let number = allergy.mergedNumber { facts.append(wording(.recordedUnder(number))) }
    let reaction = allergy.reaction ?? wording(Message(en: "not recorded", es: "sin anotar"))
    let code = allergy.code == nil ? "   " + wording(Message(en: "in words only", es: "solo en palabras")) : ""
    return [
      .heading(allergy.substance + code), .facts(facts.joined(separator: ", ")),
      .facts(wording(Message(en: "Reaction: ", es: "Reacción: ")) + reaction),
    ]
  }

  private func pieces(of history: MedicalHistory) -> [RecordReading.Piece] {
    let content = history.content
    var facts = [
      wording(.historyKind(content.kind)), wording(.historyStatus(content.status)),
      wording(.historyVerification(content.verification)),
    ]
    if let onset = content.onset { facts.append(wording(Message(en: "since", es: "desde")) + " " + onset.typed) }
    if let resolved = content.resolvedOn { facts.append(wording(Message(en: "resolved", es: "resuelto")) + " \(resolved)") }
    if let number = history.mergedNumber { facts.append(wording(.recordedUnder(number))) }
    var pieces: [RecordReading.Piece] = [
      .heading([content.title, content.icd10].compactMap { $0 }.joined(separator: "   ")), .facts(facts.joined(separator: ", ")),
    ]
    for note in model.notes(on: history.id) {
      pieces.append(
        .facts(
          wording(Message(en: "Note", es: "Nota")) + " " + context.clock.local(note.recordedAt).description + ", "
            + note.recordedBy))
      pieces.append(.body(note.text))
    }
    return pieces + corrections(of: history.id)
  }

  /// "* Corrected 2026-11-21 14:40: typing error.  What ~Type 1~ Type 2"
  private func corrections(of id: MedicalHistoryID) -> [RecordReading.Piece] {
    let versions = model.versions(of: id)
    return zip(versions, versions.dropFirst()).map { later, earlier in
      let at = context.clock.local(later.history.recordedAt).description
      let words = Message(en: "* Corrected \(at): \(later.reason ?? "")", es: "* Corregido \(at): \(later.reason ?? "")")
      let (old, new) = (values(earlier.history.content), values(later.history.content))
      let changes = zip(old, new).filter { $0.0.text != $0.1.text }.map { old, new in
        "\(wording(new.label)) ~\(old.text.isEmpty ? "-" : old.text)~ \(new.text.isEmpty ? "-" : new.text)"
      }
      return .facts(wording(words) + ". " + changes.joined(separator: "; "))
    }
  }

  private func values(_ content: MedicalHistory.Content) -> [(label: Message, text: String)] {
    let labels = RecordFormWords.correctHistory.labels
    func label(_ field: String) -> Message { labels[field] ?? Message(verbatim: field) }
    return [
      (label("kind"), wording(.historyKind(content.kind))), (label("title"), content.title),
      (label("icd10"), content.icd10 ?? ""),
      (label("onset"), content.onset?.typed ?? ""), (label("status"), wording(.historyStatus(content.status))),
      (label("resolved"), content.resolvedOn?.description ?? ""),
      (label("verification"), wording(.historyVerification(content.verification))),
    ]
  }
}
