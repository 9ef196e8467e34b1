import ClinicModel
import ClinicViewModels

extension RecordFormWords {
  static let newHistory = RecordFormWords(
    title: Message(en: "Problem or history: new", es: "Problema o antecedente: nuevo"),
    saved: Message(en: "Added to the history.", es: "Añadido a los antecedentes."), labels: historyLabels, option: historyOption,
    hints: historyHints, problems: historyProblems)

  static let correctHistory = RecordFormWords(
    title: Message(en: "Correct", es: "Corregir"),
    saved: Message(en: "Corrected; what was before stays in its versions.", es: "Corregido; lo anterior queda en sus versiones."),
    labels: historyLabels, option: historyOption, hints: historyHints, problems: historyProblems)

  static let historyNote = RecordFormWords(
    title: Message(en: "Note on", es: "Nota sobre"), saved: Message(en: "Note added.", es: "Nota añadida."),
    labels: ["text": Message(en: "Note", es: "Nota")],
    hints: ["text": Message(en: "It cannot be changed afterwards.", es: "Después no se puede cambiar.")])

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

  private static let historyLabels = [
    "kind": Message(en: "Kind", es: "Tipo"), "title": Message(en: "What", es: "Qué"), "icd10": Message(en: "ICD-10", es: "CIE-10"),
    "onset": Message(en: "Since", es: "Desde"), "status": Message(en: "State", es: "Estado"),
    "resolved": Message(en: "Resolved on", es: "Resuelto el"), "verification": Message(en: "How sure", es: "Certeza"),
  ]

  private static let historyHints = ["icd10": Message(en: "e.g. E11.9", es: "p. ej. E11.9")]

  private static let historyProblems = [
    "icd10": Message(en: "a code as E11.9", es: "un código como E11.9"),
    "before-onset": Message(en: "before it began", es: "antes de que empezara"),
  ]

  private static let historyOption: @Sendable (String, String) -> Message = { field, id in
    switch field {
    case "kind": MedicalHistory.Kind(rawValue: id).map { .historyKind($0) } ?? Message(verbatim: id)
    case "status": MedicalHistory.Status(rawValue: id).map { .historyStatus($0) } ?? Message(verbatim: id)
    default: MedicalHistory.Verification(rawValue: id).map { .historyVerification($0) } ?? Message(verbatim: id)
    }
  }
}

extension Message {
  static func historyKind(_ kind: MedicalHistory.Kind) -> Message {
    switch kind {
    case .problem: Message(en: "problem", es: "problema")
    case .pastIllness: Message(en: "past illness", es: "enfermedad previa")
    case .surgery: Message(en: "surgery", es: "cirugía")
    case .family: Message(en: "family", es: "familiar")
    case .social: Message(en: "social", es: "social")
    case .gynaecological: Message(en: "gynaecological", es: "ginecológico")
    }
  }

  static func historyStatus(_ status: MedicalHistory.Status) -> Message {
    switch status {
    case .active: Message(en: "active", es: "activo")
    case .inactive: Message(en: "inactive", es: "inactivo")
    case .resolved: Message(en: "resolved", es: "resuelto")
    case .enteredInError: Message(en: "entered in error", es: "anotado por error")
    }
  }

  static func historyVerification(_ verification: MedicalHistory.Verification) -> Message {
    switch verification {
    case .unconfirmed: Message(en: "unconfirmed", es: "sin confirmar")
    case .provisional: Message(en: "provisional", es: "provisional")
    case .confirmed: Message(en: "confirmed", es: "confirmado")
    case .refuted: Message(en: "refuted", es: "descartado")
    }
  }

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
