import ClinicModel
import ClinicViewModels

extension RecordFormWords {
  static let newAllergy = RecordFormWords(
    title: Message(en: "Allergy: new", es: "Alergia: nueva"), saved: Message(en: "Allergy added.", es: "Alergia añadida."),
    labels: [
      "substance": Message(en: "Substance", es: "Sustancia"), "severity": Message(en: "Severity", es: "Gravedad"),
      "reaction": Message(en: "Reaction", es: "Reacción"), "kind": Message(en: "Kind", es: "Tipo"),
      "verification": Message(en: "How sure", es: "Certeza"),
    ],
    option: { field, id in
      switch field {
      case "severity": Allergy.Severity(rawValue: id).map { .severityChoice($0) } ?? Message(verbatim: id)
      case "kind": PatientAllergy.Kind(rawValue: id).map { .allergyKind($0) } ?? Message(verbatim: id)
      default: PatientAllergy.Verification(rawValue: id).map { .allergyVerification($0) } ?? Message(verbatim: id)
      }
    },
    objections: [
      "DUPLICATE": Message(en: "this substance is in the chart already.", es: "esta sustancia ya está en la historia.")
    ])

  static let verifyAllergy = RecordFormWords(
    title: Message(en: "Verify allergy", es: "Verificar alergia"), saved: Message(en: "Stored.", es: "Guardado."),
    labels: ["verdict": Message(en: "It is", es: "Queda"), "reason": Message(en: "Why refuted", es: "Por qué se descarta")],
    option: { _, id in
      switch Allergies.Verdict(rawValue: id) {
      case .confirmed: Message(en: "confirmed", es: "confirmada")
      case .refuted: Message(en: "refuted: it leaves the chart", es: "descartada: sale de la historia")
      case nil: Message(verbatim: id)
      }
    })

  static let voidAllergy = RecordFormWords(
    title: Message(en: "Allergy entered in error", es: "Alergia anotada por error"),
    saved: Message(en: "It has left the chart; its versions stay.", es: "Ha salido de la historia; sus versiones quedan."),
    labels: ["reason": Message(en: "Why", es: "Por qué")])

  static let reviewAllergies = RecordFormWords(
    title: Message(en: "Asked about allergies", es: "Se preguntó por alergias"),
    saved: Message(en: "The answer is stored.", es: "La respuesta queda guardada."),
    labels: ["outcome": Message(en: "Answer", es: "Respuesta")],
    option: { _, id in
      switch Allergies.ReviewOutcome(rawValue: id) {
      case .noneKnown: Message(en: "none known", es: "ninguna conocida")
      case .notObtainable: Message(en: "could not be asked", es: "no se pudo preguntar")
      case .hasSome: Message(en: "the list is right", es: "la lista es correcta")
      case nil: Message(verbatim: id)
      }
    },
    objections: [
      "HAS_ALLERGIES": Message(en: "allergies are recorded. Void them first.", es: "hay alergias anotadas. Anúlelas antes."),
      "NO_ALLERGIES": Message(en: "none is recorded. Add them with a.", es: "no hay ninguna anotada. Añádalas con a."),
    ])
}

extension Message {
  /// As a choice of a form: in small letters, each with its own first letter in English.
  static func severityChoice(_ severity: Allergy.Severity) -> Message {
    switch severity {
    case .mild: Message(en: "mild", es: "leve")
    case .moderate: Message(en: "moderate", es: "moderada")
    case .severe: Message(en: "severe", es: "grave")
    }
  }

  static func allergyKind(_ kind: PatientAllergy.Kind) -> Message {
    switch kind {
    case .allergy: Message(en: "allergy", es: "alergia")
    case .intolerance: Message(en: "intolerance", es: "intolerancia")
    }
  }

  static func allergyVerification(_ verification: PatientAllergy.Verification) -> Message {
    switch verification {
    case .unverified: Message(en: "unverified", es: "sin verificar")
    case .confirmed: Message(en: "confirmed", es: "confirmada")
    }
  }
}
