import ClinicModel
import ClinicViewModels

extension RecordFormWords {
  static let womensHealth = RecordFormWords(
    title: Message(en: "Women's health: new", es: "Salud de la mujer: nuevo"), saved: Message(en: "Stored.", es: "Guardado."),
    labels: womensLabels, option: womensOption, problems: womensProblems)

  static let correctWomensHealth = RecordFormWords(
    title: Message(en: "Women's health: correct", es: "Salud de la mujer: corregir"),
    saved: Message(en: "Corrected; what was before stays in its versions.", es: "Corregido; lo anterior queda en sus versiones."),
    labels: womensLabels, option: womensOption, problems: womensProblems)

  static let diabetes = RecordFormWords(
    title: Message(en: "Diabetes diagnosis", es: "Diagnóstico de diabetes"),
    saved: Message(en: "Diagnosis stored.", es: "Diagnóstico guardado."), labels: diabetesLabels, option: diabetesOption)

  static let correctDiabetes = RecordFormWords(
    title: Message(en: "Diabetes diagnosis: correct", es: "Diagnóstico de diabetes: corregir"),
    saved: Message(en: "Diagnosis corrected; the former one is kept.", es: "Diagnóstico corregido; el anterior se conserva."),
    labels: diabetesLabels, option: diabetesOption)

  static let confirmEnrolment = RecordFormWords(
    title: Message(en: "Enrol in", es: "Inscribir en"), saved: Message(en: "Enrolled.", es: "Inscripción guardada."),
    labels: ["reason": Message(en: "Why enrolled", es: "Por qué se inscribe")], objections: notEligible)

  static let withdrawEnrolment = RecordFormWords(
    title: Message(en: "Take out of", es: "Dar de baja de"), saved: Message(en: "Taken out.", es: "Baja guardada."),
    labels: ["reason": Message(en: "Why taken out", es: "Por qué la baja")])

  private static let notEligible = [
    "NOT_ELIGIBLE": Message(en: "not every condition is met today.", es: "hoy no se cumplen todas las condiciones.")
  ]

  private static let womensLabels = [
    "fact": Message(en: "Kind", es: "Clase"), "assessed_on": Message(en: "Assessed on", es: "Valorado el"),
    "phase": Message(en: "Phase", es: "Fase"), "method": Message(en: "Known by", es: "Se sabe por"),
    "has_polycystic_ovaries": Message(en: "Polycystic", es: "Poliquístico"), "kind": Message(en: "Used for", es: "Se usa para"),
    "product": Message(en: "Product", es: "Producto"), "route": Message(en: "Route", es: "Vía"),
    "started_on": Message(en: "Began on", es: "Empezó el"), "period_days": Message(en: "Period", es: "Regla"),
    "cycle_days": Message(en: "Cycle", es: "Ciclo"), "flow": Message(en: "Flow", es: "Sangrado"),
    "regularity": Message(en: "Regularity", es: "Regularidad"), "stage": Message(en: "Stage", es: "Etapa"),
    "outcome": Message(en: "Outcome", es: "Desenlace"), "last_period_on": Message(en: "Last period", es: "Última regla"),
    "has_vasomotor_symptoms": Message(en: "Hot flushes", es: "Sofocos"), "due_on": Message(en: "Due on", es: "FPP"),
    "ended_on": Message(en: "Ended on", es: "Acabó el"), "weeks": Message(en: "Weeks", es: "Semanas"),
    "children": Message(en: "Children", es: "Hijos"), "birth_weight_g": Message(en: "Birth weight", es: "Peso al nacer"),
    "had_gestational_diabetes": Message(en: "Gestational DM", es: "DM gestacional"), "note": Message(en: "Note", es: "Nota"),
  ]

  private static let womensProblems = [
    "before-beginning": Message(en: "before it began", es: "antes de empezar"),
    "due": Message(en: "within 330 days of the last period", es: "en 330 días tras la última regla"),
    "ongoing": Message(en: "not while it is ongoing", es: "no mientras está en curso"),
    "one-day": Message(en: "last period, due day or end", es: "última regla, FPP o final"),
    "after-assessment": Message(en: "after the assessment", es: "posterior a la valoración"),
    "longer-than-cycle": Message(en: "longer than the cycle", es: "más larga que el ciclo"),
  ]

  private static let womensOption: @Sendable (String, String) -> Message = { field, id in
    let message: Message? =
      switch field {
      case "fact": WomensHealthKind(rawValue: id).map { .womensHealthKind($0) }
      case "phase": HormonalProfile.Phase(rawValue: id).map { .phase($0) }
      case "method": HormonalProfile.Method(rawValue: id).map { .method($0) }
      case "kind": HormonalTherapy.Kind(rawValue: id).map { .therapy($0) }
      case "route": HormonalTherapy.Route(rawValue: id).map { .route($0) }
      case "flow": MenstrualCycle.Flow(rawValue: id).map { .flow($0) }
      case "regularity": MenstrualCycle.Regularity(rawValue: id).map { .regularity($0) }
      case "stage": MenopauseStatus.Stage(rawValue: id).map { .stage($0) }
      case "outcome": Pregnancy.Outcome(rawValue: id).map { .outcome($0) }
      default: nil
      }
    return message ?? Message(verbatim: id)
  }

  private static let diabetesLabels = [
    "diabetes_type": Message(en: "Type", es: "Tipo"), "basis": Message(en: "Known by", es: "Se sabe por"),
    "diagnosed_on": Message(en: "Diagnosed on", es: "Diagnóstico el"), "note": Message(en: "Note", es: "Nota"),
  ]

  private static let diabetesOption: @Sendable (String, String) -> Message = { field, id in
    if field == "basis" { return DiabetesDiagnosis.Basis(rawValue: id).map { .basis($0) } ?? Message(verbatim: id) }
    return DiabetesDiagnosis.Kind(rawValue: id).map { .diabetes($0) } ?? Message(verbatim: id)
  }
}

extension Message {
  static func womensHealthKind(_ kind: WomensHealthKind) -> Message {
    switch kind {
    case .hormonalProfile: Message(en: "hormonal profile", es: "perfil hormonal")
    case .menstrualCycle: Message(en: "menstrual cycle", es: "ciclo menstrual")
    case .pregnancy: Message(en: "pregnancy", es: "embarazo")
    case .menopause: Message(en: "menopause", es: "menopausia")
    case .hormonalTherapy: Message(en: "hormonal therapy", es: "tratamiento hormonal")
    }
  }

  static func basis(_ basis: DiabetesDiagnosis.Basis) -> Message {
    switch basis {
    case .laboratory: Message(en: "laboratory", es: "laboratorio")
    case .clinical: Message(en: "clinical picture", es: "clínica")
    case .history: Message(en: "history", es: "anamnesis")
    case .genetic: Message(en: "genetic test", es: "prueba genética")
    }
  }
}
