import ClinicModel
import ClinicViewModels

/// The access log in plain words.
extension Message {
  static func accessPeriod(_ period: AccessLogModel.Period) -> Message {
    switch period {
    case .month: Message(en: "last 30 days", es: "últimos 30 días")
    case .year: Message(en: "last year", es: "último año")
    case .all: Message(en: "since the beginning", es: "desde el principio")
    }
  }

  /// The purpose as it was recorded: a code, or words somebody gave.
  static func accessPurpose(_ purpose: String) -> Message {
    if let known = AccessPurpose(rawValue: purpose) { return .purpose(known) }
    switch purpose {
    case AccessLogModel.purpose: return Message(en: "Check of accesses", es: "Control de accesos")
    case "WORK_LIST": return Message(en: "Work list", es: "Lista de trabajo")
    default: return purposes[purpose] ?? Message(verbatim: purpose)
    }
  }

  /// Where a decision, an outcome or a relation was recorded as the purpose.
  private static let purposes: [String: Message] = [
    "APPROVED": Message(en: "Approved", es: "Aprobado"), "DENIED": Message(en: "Denied", es: "Denegado"),
    "DONE": Message(en: "Done", es: "Hecho"), "DECLINED": Message(en: "Declined", es: "No aceptado"),
    "WITHDRAWN": Message(en: "Withdrawn", es: "Retirado"), "SEARCH": Message(en: "Search", es: "Búsqueda"),
    "REVIEW": Message(en: "Review", es: "Revisión"), "PARTNER": Message(en: "Partner", es: "Pareja"),
    "PARENT": Message(en: "Parent", es: "Padre o madre"), "CHILD": Message(en: "Child", es: "Hijo o hija"),
    "SIBLING": Message(en: "Sibling", es: "Hermano o hermana"), "OTHER_FAMILY": Message(en: "Family", es: "Familia"),
    "HOUSEHOLD": Message(en: "Same household", es: "Mismo hogar"), "FRIEND": Message(en: "Friend", es: "Amistad"),
  ]

  /// What was done, in a few words with a small letter first.
  static func accessWhat(_ entry: AccessLogEntry) -> Message {
    switch entry.what {
    case .chart: Message(en: "opened the chart", es: "abrió la historia")
    case .list: Message(en: "had this patient in a work list", es: "la tuvo en una lista de trabajo")
    case .duplicates: Message(en: "was shown this patient while registering", es: "la vio al registrar a otra persona")
    case .accessLog: Message(en: "looked at this list", es: "miró esta lista")
    case .wrote: Message(en: "wrote: ", es: "escribió: ").joined(.table(entry.subject), by: "")
    case .refused: Message(en: "was REFUSED: ", es: "RECHAZADO: ").joined(refusedAction(entry.subject), by: "")
    case .emergency, .other: .accessAction(entry.subject)
    }
  }

  private static func refusedAction(_ action: String) -> Message {
    let suffix = "_REFUSED"
    return .accessAction(action.hasSuffix(suffix) ? String(action.dropLast(suffix.count)) : action)
  }

  /// What an action of the event stream is; one without words of its own shows its name.
  static func accessAction(_ action: String) -> Message {
    actions[action] ?? accessActions[action]
      ?? Message(verbatim: action.lowercased().split(separator: "_").joined(separator: " "))
  }

  private static let actions: [String: Message] = [
    "OPEN_CHART": Message(en: "opening the chart", es: "abrir la historia"),
    "OPEN_SEALED": Message(en: "opened a sealed part", es: "abrió una parte sellada"),
    "READ_MEDICAL_HISTORY": Message(en: "read the whole record", es: "leyó toda la historia"),
    "READ_CUSTOM_VALUES": Message(en: "read custom fields", es: "leyó campos propios"),
    "READ_DETAILS": Message(en: "read personal data", es: "leyó datos personales"),
    "READ_CONTACTS": Message(en: "read contacts", es: "leyó contactos"),
    "READ_IDENTIFIERS": Message(en: "read identifiers", es: "leyó identificadores"),
    "READ_CONSENTS": Message(en: "read consents", es: "leyó consentimientos"),
    "READ_CONSENT_STATUS": Message(en: "read the state of consents", es: "leyó el estado de consentimientos"),
    "READ_PRIVACY_SETTINGS": Message(en: "read privacy settings", es: "leyó ajustes de privacidad"),
    "READ_GLUCOSE_CONTROL": Message(en: "read glucose figures", es: "leyó cifras de glucosa"),
    "READ_SEALS": Message(en: "read what is sealed", es: "leyó qué está sellado"),
    "READ_WAITING_OBSERVATIONS": Message(en: "read waiting observations", es: "leyó observaciones pendientes"),
    "CHECK_ELIGIBILITY": Message(en: "checked a programme", es: "comprobó un programa"),
    "EXPORT_PATIENT": Message(en: "exported the record", es: "exportó la historia"),
    "OPEN_ATTACHMENT": Message(en: "opened an attachment", es: "abrió un adjunto"),
    "SHOW_ATTACHMENTS": Message(en: "looked at the attachments", es: "miró los adjuntos"),
    "REQUEST_EMERGENCY": Message(en: "asked for emergency access", es: "pidió acceso de urgencia"),
    "SELF_GRANT_EMERGENCY": Message(en: "granted herself emergency access", es: "se autoconcedió acceso de urgencia"),
    "CLAIM_EMERGENCY": Message(en: "looked at the request", es: "examinó la solicitud"),
    "DECIDE_EMERGENCY": Message(en: "decided on emergency access", es: "decidió sobre el acceso de urgencia"),
    "EXTEND_EMERGENCY": Message(en: "extended emergency access", es: "prorrogó el acceso de urgencia"),
    "WITHDRAW_EMERGENCY": Message(en: "withdrew the request", es: "retiró la solicitud"),
    "END_EMERGENCY": Message(en: "ended emergency access", es: "terminó el acceso de urgencia"),
    "REVIEW_EMERGENCY": Message(en: "reviewed emergency access", es: "revisó el acceso de urgencia"),
    "REGISTER": Message(en: "registered the patient", es: "registró a la persona"),
    "UPDATE_PATIENT": Message(en: "changed personal data", es: "cambió datos personales"),
    "HAND_OVER_TASK": Message(en: "handed over a task", es: "encargó una tarea"),
    "TAKE_TASK": Message(en: "took a task", es: "aceptó una tarea"),
    "CLOSE_TASK": Message(en: "closed a task", es: "cerró una tarea"),
    "SHOW_TASK": Message(en: "was shown a task", es: "vio una tarea"),
    "PRESCRIBE": Message(en: "prescribed", es: "prescribió"),
    "REQUEST_PRESCRIPTION": Message(en: "asked for a prescription", es: "pidió una prescripción"),
    "OVERRIDE_FINDING": Message(en: "overrode a safety alert", es: "anuló una alerta de seguridad"),
    "ENROL": Message(en: "enrolment in a programme", es: "inscripción en un programa"),
    "SHOW_APPOINTMENTS": Message(en: "had this patient in a calendar", es: "la tuvo en una agenda"),
    "SHOW_ENDING_PRESCRIPTIONS": Message(
      en: "had this patient in a list of ending prescriptions", es: "la tuvo en la lista de prescripciones por acabar"),
    "SHOW_HIGH_RISK_PATIENTS": Message(en: "had this patient in a risk list", es: "la tuvo en una lista de riesgo"),
    "DECLARE_RELATIVE": Message(en: "declared to be a relative", es: "declaró ser familiar"),
    "MARK_DECEASED": Message(en: "marked as deceased", es: "anotó el fallecimiento"),
    "DECIDE_MERGE": Message(en: "decided on a merge", es: "decidió sobre una fusión"),
  ]

  /// What stands in a table of the record; "medical_data." may stand before its name.
  static func table(_ name: String) -> Message {
    let short = name.split(separator: ".").last.map(String.init) ?? name
    return tables[short] ?? Message(verbatim: short.split(separator: "_").joined(separator: " "))
  }

  private static let tables: [String: Message] = [
    "patients": Message(en: "personal data", es: "datos personales"),
    "patient_contacts": Message(en: "contacts", es: "contactos"),
    "patient_identifiers": Message(en: "identifiers", es: "identificadores"),
    "patient_allergies": Message(en: "an allergy", es: "una alergia"),
    "allergy_reviews": Message(en: "a review of allergies", es: "una revisión de alergias"),
    "vital_signs": Message(en: "vital signs", es: "constantes"),
    "news2_escalations": Message(en: "an answer to NEWS2", es: "una respuesta a NEWS2"),
    "spo2_scales": Message(en: "the oxygen scale", es: "la escala de oxígeno"),
    "biomarkers": Message(en: "a result", es: "un resultado"),
    "biomarker_targets": Message(en: "a personal target", es: "un objetivo personal"),
    "biomarker_confirmations": Message(en: "a confirmation of a result", es: "la confirmación de un resultado"),
    "medical_histories": Message(en: "a problem or history", es: "un problema o antecedente"),
    "history_notes": Message(en: "a note on a history", es: "una nota de antecedentes"),
    "consultations": Message(en: "a consultation", es: "una consulta"),
    "consultation_notes": Message(en: "a note", es: "una nota"),
    "medical_tests": Message(en: "a test", es: "una prueba"),
    "medical_reports": Message(en: "a report", es: "un informe"),
    "file_attachments": Message(en: "an attachment", es: "un adjunto"),
    "attachment_links": Message(en: "where an attachment belongs", es: "a qué pertenece un adjunto"),
    "prescriptions": Message(en: "a prescription", es: "una prescripción"),
    "prescription_requests": Message(en: "a request to prescribe", es: "una petición de prescripción"),
    "prescription_findings": Message(en: "a safety alert", es: "una alerta de seguridad"),
    "medication_administrations": Message(en: "a dose given", es: "una dosis administrada"),
    "treatments": Message(en: "a treatment", es: "un tratamiento"),
    "consents": Message(en: "a consent", es: "un consentimiento"),
    "privacy_settings": Message(en: "privacy settings", es: "ajustes de privacidad"),
    "diabetes_diagnoses": Message(en: "the diabetes diagnosis", es: "el diagnóstico de diabetes"),
    "programme_enrolments": Message(en: "a programme enrolment", es: "una inscripción en programa"),
    "hormonal_profiles": Message(en: "a hormonal profile", es: "un perfil hormonal"),
    "menstrual_cycles": Message(en: "a menstrual cycle", es: "un ciclo menstrual"),
    "pregnancies": Message(en: "a pregnancy", es: "un embarazo"),
    "menopause_statuses": Message(en: "a menopause status", es: "un estado de menopausia"),
    "hormonal_therapies": Message(en: "a hormonal therapy", es: "un tratamiento hormonal"),
    "custom_field_values": Message(en: "a custom field", es: "un campo propio"),
    "patient_proposals": Message(en: "a proposal", es: "una propuesta"),
    "biomarker_analyses": Message(en: "a model's judgement", es: "la valoración de un modelo"),
    "observation_imports": Message(en: "an observation that came in", es: "una observación recibida"),
    "medical_observations": Message(en: "an observation", es: "una observación"),
  ]
}
