import ClinicModel
import ClinicViewModels

extension RecordFormWords {
  static let newLaboratory = RecordFormWords(
    title: Message(en: "Laboratory result: new", es: "Resultado de laboratorio: nuevo"),
    saved: Message(en: "Result stored.", es: "Resultado guardado."), labels: biomarkerLabels, option: biomarkerOption,
    hints: [
      "measured_at": Message(
        en: "of the sample; empty is now. 20/11/2026 0845", es: "de la muestra; vacío es ahora. 20/11/2026 0845"),
      "reference_low": Message(
        en: "as printed on the report; empty: the usual one", es: "como en el informe; vacío: el habitual")
    ],
    questions: biomarkerQuestions,
    problems: ["interval": Message(en: "lower than the low end", es: "menor que el límite inferior")])

  static let correctBiomarker = RecordFormWords(
    title: Message(en: "Correct value", es: "Corregir valor"),
    saved: Message(
      en: "Corrected; the value before stays in its versions.", es: "Corregido; el valor anterior queda en sus versiones."),
    labels: biomarkerLabels, questions: biomarkerQuestions)

  static let voidBiomarker = RecordFormWords(
    title: Message(en: "Entered in error", es: "Anotado por error"),
    saved: Message(en: "Taken out of the chart; its versions stay.", es: "Retirado de la historia; sus versiones quedan."),
    labels: ["reason": Message(en: "Why", es: "Por qué")])

  static let readBackBiomarker = RecordFormWords(
    title: Message(en: "CRITICAL value: read it back", es: "Valor CRÍTICO: léalo de vuelta"),
    saved: Message(en: "Critical value acknowledged.", es: "Valor crítico atendido."), labels: biomarkerLabels,
    hints: ["value": Message(en: "type it again, from the report", es: "escríbalo otra vez, del informe")],
    objections: biomarkerObjections)

  static let checkBiomarker = RecordFormWords(
    title: Message(en: "Second look at a copied value", es: "Segunda comprobación de un valor copiado"),
    saved: Message(en: "Compared: the values agree.", es: "Comprobado: los valores coinciden."), labels: biomarkerLabels,
    hints: ["value": Message(en: "type it from the report", es: "escríbalo del informe")], objections: biomarkerObjections)

  private static let biomarkerLabels = [
    "value": Message(en: "Value", es: "Valor"), "measured_at": Message(en: "Measured at", es: "Medido el"),
    "reference_low": Message(en: "Reference from", es: "Referencia desde"),
    "reference_high": Message(en: "Reference to", es: "Referencia hasta"),
    "meal": Message(en: "Meal", es: "Comida"), "notes": Message(en: "Note", es: "Nota"),
    "action": Message(en: "What was done", es: "Qué se hizo"), "told_to": Message(en: "Who was told", es: "A quién se avisó"),
  ]

  private static let biomarkerOption: @Sendable (String, String) -> Message = { _, id in
    MeasurementContext.Meal(rawValue: id).map { .meal($0) } ?? Message(verbatim: id)
  }

  private static let biomarkerQuestions = [
    "critical": Message(
      en: "CRITICAL value. Look at it again: is it right? Afterwards it is read back.",
      es: "Valor CRÍTICO. Vuelva a mirarlo: ¿es correcto? Después se lee de vuelta."),
    "unit": Message(
      en: "The number looks like the other unit. Is it really in the unit shown? Nothing is stored yet.",
      es: "El número parece de la otra unidad. ¿Está de verdad en la unidad mostrada? Aún no se guarda nada."),
  ]

  private static let biomarkerObjections = [
    "WRONG_VALUE": Message(
      en: "this is not the stored value. One of the two is wrong: look at the report.",
      es: "no es el valor guardado. Uno de los dos está mal: mire el informe."),
    "NOT_CRITICAL": Message(en: "the value is not critical.", es: "el valor no es crítico."),
    "NOT_NEEDED": Message(en: "it was not copied from a report.", es: "no se copió de un informe."),
  ]
}

extension Message {
  /// Where a value comes from, of its stored code.
  static func source(_ code: String) -> Message { BiomarkerSource(rawValue: code).map { .source($0) } ?? Message(verbatim: code) }

  static func source(_ source: BiomarkerSource) -> Message {
    switch source {
    case .laboratory: Message(en: "laboratory", es: "laboratorio")
    case .pointOfCare: Message(en: "bedside", es: "a pie de cama")
    case .device: Message(en: "device", es: "dispositivo")
    case .patient: Message(en: "patient", es: "paciente")
    case .imported: Message(en: "imported", es: "importado")
    }
  }

  static func meal(_ meal: MeasurementContext.Meal) -> Message {
    switch meal {
    case .fasting: Message(en: "fasting", es: "en ayunas")
    case .beforeMeal: Message(en: "before a meal", es: "antes de comer")
    case .oneHourAfterMeal: Message(en: "1 h after a meal", es: "1 h tras comer")
    case .twoHoursAfterMeal: Message(en: "2 h after a meal", es: "2 h tras comer")
    case .bedtime: Message(en: "bedtime", es: "al acostarse")
    case .night: Message(en: "night", es: "noche")
    case .random: Message(en: "any time", es: "al azar")
    }
  }

  static func hormonalContext(_ context: MeasurementContext.Hormonal) -> Message {
    switch context {
    case .menstrual: .hormonalPhase(.menstrual)
    case .follicular: .hormonalPhase(.follicular)
    case .ovulatory: .hormonalPhase(.ovulatory)
    case .luteal: .hormonalPhase(.luteal)
    case .perimenopause: .hormonalPhase(.perimenopause)
    case .postmenopause: .hormonalPhase(.postmenopause)
    case .firstTrimester: Message(en: "1st trimester", es: "1.er trimestre")
    case .secondTrimester: Message(en: "2nd trimester", es: "2.º trimestre")
    case .thirdTrimester: Message(en: "3rd trimester", es: "3.er trimestre")
    case .postpartum: .hormonalPhase(.postpartum)
    case .lactation: .hormonalPhase(.lactating)
    case .contraception: Message(en: "contraception", es: "anticoncepción")
    case .hormoneTherapy: Message(en: "hormone therapy", es: "terapia hormonal")
    }
  }

  static func quality(_ quality: MeasurementContext.Quality) -> Message {
    switch quality {
    case .good: Message(en: "good", es: "buena")
    case .suspect: Message(en: "suspect", es: "dudosa")
    case .haemolysed: Message(en: "haemolysed", es: "hemolizada")
    case .lipaemic: Message(en: "lipaemic", es: "lipémica")
    case .insufficient: Message(en: "too little material", es: "muestra insuficiente")
    case .unreliable: Message(en: "unreliable", es: "no fiable")
    }
  }
}
