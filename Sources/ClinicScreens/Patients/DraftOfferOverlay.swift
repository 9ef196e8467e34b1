import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let continueDraft = Command("patients.continue-draft")
}

/// A round that was begun and not signed, at this or another terminal: Enter goes on with it.
@UIActor
final class DraftOfferOverlay: Overlay {
  private let offer: VitalSignsDrafts.Offer
  let patient: DirectoryEntry
  private let session: SessionModel

  /// Nil where there is nothing to offer, or the patient is not in the list.
  init?(session: SessionModel) {
    let drafts = session.chart.vitalSigns.drafts
    let found = drafts.offers.lazy.compactMap { offer in
      session.patients.rows.first { $0.entry.id == offer.patient }.map { (offer, $0.entry) }
    }.first
    guard let (offer, patient) = found else { return nil }
    (self.offer, self.patient, self.session) = (offer, patient, session)
  }

  var isFinished: Bool { !session.chart.vitalSigns.drafts.offers.contains { $0.patient == offer.patient } }

  var entries: [CommandEntry] {
    [
      CommandEntry(.continueDraft, [.enter], Message(en: "continue", es: "continuar")),
      CommandEntry(.close, [.escape], Message(en: "later", es: "más tarde")),
    ]
  }

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let (bed, filled, all) = (patient.bed ?? "-", offer.filled, offer.of)
    let minutes = max(0, context.now.seconds(since: offer.editedAt) / 60)
    let inside = canvas.box(
      in: area, Size(width: 66, height: 9), title: wording(Message(en: "Vital signs begun", es: "Constantes empezadas")))
    canvas.identity(patient.name.listed, "\(patient.birthDate)  \(patient.recordNumber)", at: inside.origin, width: inside.width)
    canvas.text(
      wording(
        Message(
          en: "Draft for bed \(bed), \(filled) of \(all) values, \(minutes) min old",
          es: "Borrador de la cama \(bed), \(filled) de \(all) valores, hace \(minutes) min")),
      at: inside.origin.offset(y: 2), width: inside.width)
    canvas.text(
      wording(Message(en: "Enter continues. Esc: later, it is kept.", es: "Enter continúa. Esc: más tarde, se guarda.")),
      at: inside.origin.offset(y: 4), width: inside.width, role: .textMuted)
    canvas.cursor = inside.origin
  }

  func handle(_ event: InputEvent) -> OverlayOutcome {
    switch event {
    case .key(.enter):
      session.enterVitalSigns(of: patient)
      session.chart.vitalSigns.drafts.putOff()
      return .close
    case .key(.escape):
      session.chart.vitalSigns.drafts.putOff()
      return .close
    // Somebody at work: the key is for the list, the draft waits for its patient.
    case .key(.function), .key(.control), .key(.alt), .key(.character("?")): return .stay
    default:
      session.chart.vitalSigns.drafts.putOff()
      return .passOn
    }
  }
}
