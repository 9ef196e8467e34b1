/// What was recorded of an access, as a sentence that a patient understands.
struct AccessSentences {
  private let isSpanish: Bool

  init(_ language: SentenceLanguage) { isSpanish = language == .es }

  /// "2026-11-21 08:04  Alba Reina (nurse) opened the chart for treatment, as staff of the ward."
  func sentence(_ access: RecordedAccess) -> String {
    let parts = [action(access), purpose(access), reason(access), special(access)].compactMap { $0 }
    return "\(access.at)  \(access.name) (\(role(access.role))) \(parts.joined())."
  }

  private func pick(_ english: String, _ spanish: String) -> String { isSpanish ? spanish : english }

  private func role(_ code: String) -> String {
    switch code {
    case "CLINICIAN": pick("doctor", "médico")
    case "NURSE": pick("nurse", "enfermería")
    case "RECEPTIONIST": pick("reception", "recepción")
    case "PRIVACY_OFFICER": pick("privacy officer", "protección de datos")
    case "ADMIN": pick("administrator", "administración")
    default: code
    }
  }

  private func action(_ access: RecordedAccess) -> String {
    switch access.what {
    case "CHART": pick("opened the chart", "abrió la historia")
    case "LIST": pick("had the patient in a work list", "tuvo al paciente en una lista de trabajo")
    case "DUPLICATES": pick("was shown the patient while registering somebody", "vio al paciente al registrar a alguien")
    case "ACCESS_LOG": pick("read who had seen the record", "consultó quién había visto la historia")
    case "WROTE": pick("wrote in the record (\(table(access)))", "escribió en la historia (\(table(access)))")
    case "REFUSED": pick("tried and was refused", "lo intentó y se le denegó")
    case "EMERGENCY": emergency(access)
    default: pick("worked with the record (\(access.subject ?? ""))", "trabajó con la historia (\(access.subject ?? ""))")
    }
  }

  private func emergency(_ access: RecordedAccess) -> String {
    let number = access.emergencyNumber.map { " \($0)" } ?? ""
    return switch access.subject {
    case "REQUEST_EMERGENCY": pick("asked for emergency access\(number)", "pidió acceso de urgencia\(number)")
    case "WITHDRAW_EMERGENCY": pick("withdrew the request\(number)", "retiró la petición\(number)")
    case "SELF_GRANT_EMERGENCY":
      pick("took emergency access\(number) without waiting", "tomó el acceso de urgencia\(number) sin esperar")
    case "EXTEND_EMERGENCY": pick("extended emergency access\(number)", "prolongó el acceso de urgencia\(number)")
    case "REVIEW_EMERGENCY": pick("reviewed emergency access\(number)", "revisó el acceso de urgencia\(number)")
    case "DECIDE_EMERGENCY": pick("decided on emergency access\(number)", "decidió sobre el acceso de urgencia\(number)")
    default: pick("ended emergency access\(number)", "terminó el acceso de urgencia\(number)")
    }
  }

  private func table(_ access: RecordedAccess) -> String {
    let name = access.subject?.split(separator: ".").last.map(String.init) ?? ""
    return switch name {
    case "patients": pick("personal data", "datos personales")
    case "biomarkers": pick("results", "resultados")
    case "prescriptions": pick("prescriptions", "recetas")
    case "patient_allergies", "allergy_reviews": pick("allergies", "alergias")
    default: name.split(separator: "_").joined(separator: " ")
    }
  }

  private func purpose(_ access: RecordedAccess) -> String? {
    guard access.what == "CHART", let purpose = access.purpose else { return nil }
    return switch purpose {
    case "TREATMENT": pick(" for treatment", " para el tratamiento")
    case "EMERGENCY": pick(" in an emergency", " en una urgencia")
    case "RESULT_REVIEW": pick(" to review results", " para revisar resultados")
    case "HANDOVER": pick(" for a handover", " para el relevo")
    case "ADMINISTRATION": pick(" for administration", " por administración")
    default: " (\(purpose))"
    }
  }

  private func reason(_ access: RecordedAccess) -> String? {
    guard let reason = access.reason else { return nil }
    switch (access.what, reason) {
    case ("REFUSED", _): return " (\(reason))"
    case (_, "ward"): return pick(", as staff of the ward", ", por ser personal de la planta")
    case (_, "care_team"): return pick(", as a member of the care team", ", por ser del equipo asistencial")
    case (_, "grant"):
      let number = access.emergencyNumber ?? ""
      return pick(", under emergency access \(number)", ", con acceso de urgencia \(number)")
    default: return access.what == "CHART" ? " (\(reason))" : nil
    }
  }

  private func special(_ access: RecordedAccess) -> String? {
    access.specialReason.map { pick("; reason given: \($0)", "; motivo indicado: \($0)") }
  }
}
