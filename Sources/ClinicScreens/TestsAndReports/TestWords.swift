import ClinicModel
import ClinicViewModels

extension RecordFormWords {
  static let requestTest = RecordFormWords(
    title: Message(en: "Test: order", es: "Prueba: solicitar"), saved: Message(en: "Test ordered.", es: "Prueba solicitada."),
    labels: [
      "name": Message(en: "Test", es: "Prueba"), "loinc": Message(en: "LOINC code", es: "Código LOINC"),
      "priority": Message(en: "Priority", es: "Prioridad"), "protocol": Message(en: "Under protocol", es: "Según protocolo"),
    ],
    option: { _, id in MedicalTest.Priority(rawValue: id).map { .testPriority($0) } ?? Message(verbatim: id) },
    hints: [
      "loinc": Message(en: "e.g. 4548-4", es: "p. ej. 4548-4"),
      "protocol": Message(en: "which allows nurses to ask", es: "que permite pedirla a enfermería"),
    ],
    problems: ["loinc": Message(en: "a code as 4548-4", es: "un código como 4548-4")])

  static let advanceTest = RecordFormWords(
    title: Message(en: "Test", es: "Prueba"), saved: Message(en: "Stored.", es: "Guardado."),
    labels: [
      "step": Message(en: "It is now", es: "Ahora está"), "specimen": Message(en: "Specimen", es: "Muestra"),
      "result": Message(en: "Result", es: "Resultado"), "reason": Message(en: "Why cancelled", es: "Por qué se anula"),
    ],
    option: { _, id in MedicalTest.Status(rawValue: id).map { .testStatus($0) } ?? Message(verbatim: id) },
    hints: [
      "result": Message(
        en: "In a sentence; values are results, findings are reports.",
        es: "En una frase; los valores son resultados, los hallazgos informes.")
    ],
    objections: [
      "NOT_AUTHOR": Message(
        en: "who asked for it cancels it, or a doctor (NOT_AUTHOR).", es: "la anula quien la pidió, o medicina (NOT_AUTHOR).")
    ])

  static let newReport = RecordFormWords(
    title: Message(en: "Report: new", es: "Informe: nuevo"), saved: Message(en: "Report added.", es: "Informe añadido."),
    labels: [
      "type": Message(en: "Kind", es: "Tipo"), "title": Message(en: "Title", es: "Título"),
      "report_on": Message(en: "Report of", es: "Informe del"), "status": Message(en: "State", es: "Estado"),
      "reviewer": Message(en: "Waits for", es: "Espera a"), "test": Message(en: "Answers test", es: "De la prueba"),
      "summary": Message(en: "Summary", es: "Resumen"),
    ],
    option: { field, id in
      field == "type"
        ? MedicalReport.Kind(rawValue: id).map { .reportKind($0) } ?? Message(verbatim: id)
        : MedicalReport.Status(rawValue: id).map { .reportStatus($0) } ?? Message(verbatim: id)
    })
}

extension Message {
  static func testPriority(_ priority: MedicalTest.Priority) -> Message {
    switch priority {
    case .routine: Message(en: "routine", es: "ordinaria")
    case .urgent: Message(en: "urgent", es: "urgente")
    case .stat: Message(en: "at once", es: "inmediata")
    }
  }

  static func testStatus(_ status: MedicalTest.Status) -> Message {
    switch status {
    case .requested: Message(en: "ordered", es: "solicitada")
    case .collected: Message(en: "collected", es: "muestra tomada")
    case .resulted: Message(en: "resulted", es: "con resultado")
    case .cancelled: Message(en: "cancelled", es: "anulada")
    }
  }

  static func reportKind(_ kind: MedicalReport.Kind) -> Message {
    switch kind {
    case .laboratory: Message(en: "laboratory", es: "laboratorio")
    case .imaging: Message(en: "imaging", es: "imagen")
    case .pathology: Message(en: "pathology", es: "patología")
    case .consultation: Message(en: "consultation", es: "interconsulta")
    }
  }

  static func reportStatus(_ status: MedicalReport.Status) -> Message {
    switch status {
    case .processing: Message(en: "processing", es: "en proceso")
    case .completed: Message(en: "to review", es: "por revisar")
    case .reviewed: Message(en: "reviewed", es: "revisado")
    case .archived: Message(en: "archived", es: "archivado")
    }
  }

  static func scanState(_ state: Attachment.ScanState) -> Message {
    switch state {
    case .pending: Message(en: "not scanned", es: "sin analizar")
    case .clean: Message(en: "clean", es: "limpio")
    case .infected: Message(en: "! INFECTED", es: "! INFECTADO")
    case .failed: Message(en: "! scan failed", es: "! no analizado")
    }
  }

  /// As file managers say it.
  static func mediaType(_ type: Attachment.MediaType) -> Message {
    switch type {
    case .pdf: Message(verbatim: "PDF")
    case .jpeg: Message(verbatim: "JPEG")
    case .png: Message(verbatim: "PNG")
    case .tiff: Message(verbatim: "TIFF")
    case .dicom: Message(verbatim: "DICOM")
    case .text: Message(en: "text", es: "texto")
    }
  }
}
