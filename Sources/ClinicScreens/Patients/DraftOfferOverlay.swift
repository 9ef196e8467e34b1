import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let continueDraft = Command("patients.continue-draft")
}

/// A form that was begun and not stored, at this or another terminal: Enter goes on with it.
@UIActor
final class DraftOfferOverlay: Overlay {
  let offer: BegunForms.Offer
  let patient: DirectoryEntry
  private let session: SessionModel
  private unowned let application: ClinicApplication

  /// Nil where there is nothing to offer, or nobody knows yet whom it is about.
  init?(session: SessionModel, application: ClinicApplication) {
    let found = session.begun.offers.lazy.compactMap { offer in
      Self.patient(of: offer, in: session).map { (offer, $0) }
    }.first
    guard let (offer, patient) = found else { return nil }
    (self.offer, self.patient, self.session, self.application) = (offer, patient, session, application)
  }

  /// A request concerns somebody who is in no list of hers: the directory was asked.
  private static func patient(of offer: BegunForms.Offer, in session: SessionModel) -> DirectoryEntry? {
    session.patients.rows.first { $0.entry.id == offer.patient }?.entry
      ?? (offer.kind == .emergencyRequest ? session.emergency.offered[offer.patient] : nil)
  }

  var isFinished: Bool { !session.begun.offers.contains { $0.kind == offer.kind && $0.patient == offer.patient } }

  var entries: [CommandEntry] {
    [
      CommandEntry(.continueDraft, [.enter], Message(en: "continue", es: "continuar")),
      CommandEntry(.close, [.escape], Message(en: "later", es: "más tarde")),
    ]
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let minutes = max(0, context.now.seconds(since: offer.editedAt) / 60)
    let inside = canvas.box(in: area, Size(width: 66, height: 9), title: wording(title))
    canvas.identity(patient.name.listed, "\(patient.birthDate)  \(patient.recordNumber)", at: inside.origin, width: inside.width)
    let age = Message(en: "\(minutes) min old", es: "hace \(minutes) min")
    canvas.text(wording(what(wording).joined(age, by: ", ")), at: inside.origin.offset(y: 2), width: inside.width)
    canvas.text(
      wording(Message(en: "Enter continues. Esc: later, it is kept.", es: "Enter continúa. Esc: más tarde, se guarda.")),
      at: inside.origin.offset(y: 4), width: inside.width, role: .textMuted)
    canvas.cursor = inside.origin
  }

  private var title: Message {
    switch offer.kind {
    case .glucose: Message(en: "Capillary glucose begun", es: "Glucemia capilar empezada")
    case .emergencyRequest: Message(en: "Request for emergency access begun", es: "Solicitud de acceso de urgencia empezada")
    case .round, .correction, .sentence: Message(en: "Vital signs begun", es: "Constantes empezadas")
    }
  }

  /// "Draft for bed 12, 4 of 8 values"
  private func what(_ wording: Wording) -> Message {
    let bed = patient.bed ?? "-"
    let draft = Message(en: "Draft for bed \(bed)", es: "Borrador de la cama \(bed)")
    switch offer.kind {
    case .glucose:
      return draft.joined(
        offer.isCritical
          ? Message(en: "CRITICAL, what was done is missing", es: "CRÍTICA, falta qué se hizo")
          : Message(verbatim: offer.glucoseText), by: ", ")
    case .emergencyRequest:
      return offer.wasSent
        ? Message(en: "Sent, answer lost", es: "Enviada, sin respuesta") : Message(en: "Not sent yet", es: "Sin enviar")
    case .round, .correction, .sentence:
      let (filled, all) = offer.filled
      return draft.joined(Message(en: "\(filled) of \(all) values", es: "\(filled) de \(all) valores"), by: ", ")
    }
  }

  private func takeUp() {
    session.takeUp(offer, of: patient)
    if offer.kind == .emergencyRequest, let request = session.emergency.request {
      application.present(EmergencyRequestOverlay(model: request, emergency: session.emergency))
    }
  }

  func handle(_ event: InputEvent) -> OverlayOutcome {
    switch event {
    case .key(.enter):
      takeUp()
      return .close
    case .key(.escape):
      session.begun.putOff()
      return .close
    // Somebody at work: the key is for the list, the draft waits for its patient.
    case .key(.function), .key(.control), .key(.alt), .key(.character("?")): return .stay
    default:
      session.begun.putOff()
      return .passOn
    }
  }
}

extension Message {
  /// What was begun, and the key that goes on with it.
  static func begun(_ kind: BegunForms.Kind) -> Message {
    switch kind {
    case .glucose: Message(en: "a glucose was begun, g goes on with it.", es: "hay una glucemia empezada, g la continúa.")
    case .emergencyRequest:
      Message(
        en: "a request for emergency access was begun, b on the chart goes on with it.",
        es: "hay una solicitud de acceso de urgencia empezada, b en la historia la continúa.")
    case .round, .correction, .sentence:
      Message(en: "a round was begun, v goes on with it.", es: "hay una toma empezada, v la continúa.")
    }
  }
}
