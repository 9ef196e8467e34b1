import ClinicModel
import ClinicViewModels

extension Message {
  /// What is refused, and the lawful way.
  static func refusal(_ refusal: Refusal) -> Message {
    switch refusal {
    case .noSession: Message(en: "Your session has ended. Sign in again.", es: "La sesión ha terminado. Vuelva a entrar.")
    case .locked: Message(en: "The screen is locked.", es: "La pantalla está bloqueada.")
    case .noRole: Message(en: "Your role does not include this.", es: "Su función no incluye esto.")
    case .ownRecord:
      Message(
        en: "This is your own record: nobody opens her own. Ask for a copy.",
        es: "Es su propia historia: nadie abre la suya. Pida una copia.")
    case .blocked:
      Message(
        en: "This record is closed to you at the patient's request.", es: "Historia cerrada para usted a petición de la persona.")
    case .noReasonForAccess:
      Message(en: "You have no reason for access to this chart.", es: "No tiene motivo de acceso a esta historia.")
    case .sealed: Message(en: "This part of the record is sealed.", es: "Esta parte de la historia está sellada.")
    case .vipReason:
      Message(en: "Protected record: a special reason is needed.", es: "Historia protegida: hace falta un motivo especial.")
    case .consent: Message(en: "Consent does not cover this.", es: "El consentimiento no cubre esto.")
    case .secondPerson: Message(en: "A second person has to do this.", es: "Debe hacerlo una segunda persona.")
    case .expired: Message(en: "This has ended. Open it again.", es: "Ha terminado. Ábralo de nuevo.")
    case .tooMany:
      Message(
        en: "Too many charts in a short time. Wait, or ask the privacy officer.",
        es: "Demasiadas historias en poco tiempo. Espere o consulte a privacidad.")
    case .closed:
      Message(en: "This record takes no more entries.", es: "Esta historia ya no admite anotaciones.")
    case .restricted:
      Message(
        en: "This record may only be read: its processing is restricted.",
        es: "Esta historia solo puede leerse: su tratamiento está limitado.")
    }
  }

  static func notice(_ notice: Notice, clock: ClinicClock) -> Message {
    switch notice {
    case .refused(let refusal): .refusal(refusal)
    case .unavailable:
      Message(
        en: "The database did not answer. Nothing was stored; try again.",
        es: "La base de datos no respondió. No se guardó nada; repita.")
    case .inDoubt:
      Message(
        en: "The line was lost while saving. It is checked as soon as it is back.",
        es: "La línea se cortó al guardar. Se comprobará en cuanto vuelva.")
    case .unexpected:
      Message(en: "Something unexpected happened. Tell your support.", es: "Ha ocurrido algo inesperado. Avise a soporte.")
    case .connectionIsBack: Message(en: "The line is back.", es: "La línea ha vuelto.")
    case .emergencyRequested(let number):
      Message(
        en: "Request \(number ?? "") sent. The doctors on duty see it now.",
        es: "Solicitud \(number ?? "") enviada. La ven ya los médicos de guardia.")
    case .emergencyApproved(let patient, let name):
      Message(en: "Approved by \(name ?? "?"): \(patient)", es: "Aprobada por \(name ?? "?"): \(patient)")
    case .emergencyDenied(let patient, let name, let reason):
      Message(
        en: "Denied by \(name ?? "?"): \(patient). \(reason ?? "")",
        es: "Denegada por \(name ?? "?"): \(patient). \(reason ?? "")")
    case .emergencyLapsed(let patient):
      Message(en: "Nobody answered in time: \(patient)", es: "Nadie respondió a tiempo: \(patient)")
    case .emergencyEnded(let patient):
      Message(en: "Emergency access has ended: \(patient)", es: "El acceso de urgencia ha terminado: \(patient)")
    case .emergencyWithdrawn: Message(en: "Request withdrawn.", es: "Solicitud retirada.")
    case .decisionMade(let approved, let name):
      approved
        ? Message(en: "Approved. The chart opens for \(name).", es: "Aprobado. La historia se abre para \(name).")
        : Message(en: "Denied. \(name) is told why.", es: "Denegado. \(name) recibe el motivo.")
    case .decisionNeedsSecondApprover:
      Message(en: "Noted. This patient needs a second approver.", es: "Anotado. Hace falta una segunda aprobación.")
    case .decisionCameLate(let name): Message(en: "Already decided by \(name).", es: "Ya lo decidió \(name).")
    case .patientRegistered(let number): Message(en: "Registered as \(number).", es: "Registrado con el número \(number).")
    case .vitalSignsSaved(let bed, let name, let saved): .saved(bed, name, saved)
    case .glucoseSaved(let bed, let name, let value):
      Message(verbatim: "\(bed ?? "") \(name): ").joined(
        Message(
          en: "glucose \(Wording(.english).glucose(value)) stored",
          es: "glucemia \(Wording(.spanish).glucose(value)) guardada"), by: "")
    case .glucoseRecheck(let bed, let name):
      Message(en: "15 min after a low glucose: measure again. ", es: "15 min tras glucosa baja: mida de nuevo. ")
        .joined(Message(verbatim: "\(bed ?? "") \(name)"), by: "")
    case .formBegun(let kind, let bed, let name):
      Message(verbatim: [bed, name].compactMap { $0 }.joined(separator: " ") + ": ").joined(.begun(kind), by: "")
    case .recordSaved(let kind): kind.words.saved
    case .enrolled(let state):
      Message(en: "Stored. Programme: ", es: "Guardado. Programa: ").joined(.programmeWord(state), by: "")
    case .notEligible:
      Message(
        en: "Not enrolled: not every condition is met today.", es: "Sin inscribir: hoy no se cumplen todas las condiciones.")
    case .reportMarked(let title, let status):
      Message(verbatim: "\(title): ").joined(
        status == .reviewed
          ? Message(en: "reviewed.", es: "revisado.") : Message(en: "complete, to review.", es: "completo, por revisar."),
        by: "")
    case .reportChanged(let title):
      Message(verbatim: "\(title): ").joined(
        Message(en: "somebody was faster; the list shows its state.", es: "alguien se adelantó; la lista muestra su estado."),
        by: "")
    case .nothingToConfirm:
      Message(en: "This value waits for no confirmation.", es: "Este valor no espera confirmación.")
    case .valueIsGone: Message(en: "This value is not in the chart any more.", es: "Este valor ya no está en la historia.")
    case .summaryIsOnlyRead: .summaryIsOnlyRead
    case .draftKept: Message(en: "Your draft is kept.", es: "Su borrador queda guardado.")
    case .draftDiscarded: Message(en: "Draft discarded.", es: "Borrador descartado.")
    case .previousSignIn(let instant):
      Message(en: "Last sign-in \(clock.local(instant).description)", es: "Último acceso \(clock.local(instant).description)")
    }
  }

  /// "12 GARCÍA LÓPEZ, María: stored, NEWS2 0"
  private static func saved(_ bed: String?, _ name: String, _ saved: VitalSigns.Saved) -> Message {
    // A round that is not scored has no level at all; one whose parts are missing has one.
    let score =
      saved.total.map { Message(verbatim: "NEWS2 \($0)") } ?? saved.level.map { Message.level($0) }
      ?? Message(en: "NEWS2 not applicable", es: "NEWS2 no aplicable")
    return Message(verbatim: [bed, name].compactMap { $0 }.joined(separator: " ") + ": ")
      .joined(Message(en: "stored", es: "guardado"), by: "").joined(score, by: ", ")
      .joined(
        saved.isNoteMissing
          ? Message(
            en: ". The reasons for what was not done could NOT be noted.", es: ". Los motivos de lo no tomado NO se anotaron.")
          : Message(verbatim: ""), by: "")
  }
}
