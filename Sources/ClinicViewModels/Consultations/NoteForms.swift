import ClinicModel

/// The forms of notes: written, rewritten while they are not signed, amended afterwards.
enum NoteForms {
  private static let text = RecordField("text", .paragraphs(20_000), isRequired: true)
  /// Signed at once, or kept to go on with.
  private static let sign = RecordField("sign", .choice([RecordField.Option("SIGN"), RecordField.Option("KEEP")]), isRequired: true)

  private static func answer(_ answer: WriteAnswer<ConsultationNotes.Version, ConsultationNotes.Objection>) -> RecordAnswer {
    switch answer {
    case .saved: .saved
    case .objected(let word): .objected(word.rawValue)
    }
  }

  /// The kinds a role writes besides addenda.
  static func kinds(_ role: StaffRole) -> [ConsultationNote.Kind] {
    role == .nurse ? [.nursing] : [.consultation, .reason]
  }

  static func new(
    _ notes: ConsultationNotes, _ patient: PatientID, _ consultation: Consultation?, role: StaffRole
  ) -> RecordFormSpecification {
    let kinds = kinds(role)
    let kind = RecordField("kind", .choice(kinds.map { RecordField.Option($0.rawValue) }), isRequired: true)
    return RecordFormSpecification(
      .newNote, subject: consultation?.id.value, about: consultation?.practitionerName,
      fields: (kinds.count > 1 ? [kind] : []) + [text, sign], initial: ["kind": kinds[0].rawValue, "sign": "SIGN"]
    ) { submission in
      let values = submission.values
      let content = ConsultationNote.Content(
        kind: values.choice("kind") ?? kinds[0], text: values.text("text") ?? "", consultation: consultation?.id)
      return answer(try await notes.write(submission.key, patient, content, values["sign"] == "SIGN"))
    }
  }

  static func rewriting(_ notes: ConsultationNotes, _ patient: PatientID, _ note: ConsultationNote) -> RecordFormSpecification {
    RecordFormSpecification(
      .rewriteNote, subject: note.id.value, fields: [text, sign], initial: ["text": note.content.text, "sign": "SIGN"],
      version: note.version.version,
      reread: {
        try await notes.list(patient, false).first { $0.id == note.id }.map { rewriting(notes, patient, $0) }
      }
    ) { submission in
      var content = note.content
      content.text = submission.values.text("text") ?? ""
      let version = RecordVersion<ConsultationNote>(id: note.id, version: submission.version)
      return answer(try await notes.rewrite(submission.key, patient, version, content, submission.values["sign"] == "SIGN"))
    }
  }

  static func addendum(_ notes: ConsultationNotes, _ patient: PatientID, _ note: ConsultationNote) -> RecordFormSpecification {
    RecordFormSpecification(.amendNote, subject: note.id.value, fields: [text]) { submission in
      let content = ConsultationNote.Content(
        kind: .addendum, text: submission.values.text("text") ?? "", consultation: note.content.consultation, amends: note.id)
      return answer(try await notes.write(submission.key, patient, content, true))
    }
  }
}
