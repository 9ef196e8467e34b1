import ClinicModel

/// Consultations of the first patient, and notes in them and beside them.
enum WorldConsultations {
  private static func consultation(
    _ number: Int, _ kind: Consultation.Kind, _ status: Consultation.Status, _ at: Instant, by name: String = "Abena Osei",
    _ reason: Consultation.CancelReason? = nil
  ) -> Consultation {
    Consultation(
      version: RecordVersion(id: FixedID.make(14, number), version: 1), kind: kind, status: status, startsAt: at,
      endsAt: at.adding(seconds: 1800), practitioner: FixedID.make(15, name == "Abena Osei" ? 1 : 2), practitionerName: name,
      cancelReason: reason)
  }

  static let first = [
    consultation(1, .followUp, .planned, Moments.at(2026, 12, 3, 9, 30)),
    consultation(2, .wardRound, .completed, Moments.at(2026, 11, 20, 8, 40), by: "Tomás Lindqvist"),
    consultation(3, .urgent, .completed, Moments.at(2026, 11, 16, 17, 5)),
    consultation(4, .telephone, .cancelled, Moments.at(2026, 9, 2, 12, 0), .clinicianAway),
    consultation(5, .followUp, .noShow, Moments.at(2026, 6, 30, 10, 0)),
  ]

  static func note(
    _ number: Int, _ kind: ConsultationNote.Kind, _ text: String, at: Instant, by author: Staff? = .doctor,
    in consultation: Int? = nil,
    amends: Int? = nil, isSigned: Bool = true, version: Int = 1
  ) -> ConsultationNote {
    ConsultationNote(
      version: RecordVersion(id: FixedID.make(16, number), version: version),
      content: ConsultationNote.Content(
        kind: kind, text: text, consultation: consultation.map { FixedID.make(14, $0) },
        amends: amends.map { FixedID.make(16, $0) }),
      signedAt: isSigned ? at : nil, author: author?.user.id ?? FixedID.make(1, 77),
      authorName: author?.name ?? "Tomás Lindqvist",
      recordedAt: at)
  }

  static let firstNotes: [ConsultationNote] = {
    var before = note(
      6, .consultation, "Ward round: afebrile.", at: Moments.at(2026, 11, 20, 8, 45), by: nil, in: 2, isSigned: false)
    before.supersededAt = Moments.at(2026, 11, 20, 9, 10)
    return [
      note(
        4, .consultation, "Foot clinic: to be written after the pictures", at: Moments.at(2026, 11, 21, 13, 0), isSigned: false),
      note(
        5, .nursing, "Slept well. Blood sugar measured by herself, technique right.", at: Moments.at(2026, 11, 21, 6, 30),
        by: .nurse),
      note(
        6, .consultation, "Ward round: afebrile, wound dry.\nInsulin unchanged. Potassium again tomorrow.",
        at: Moments.at(2026, 11, 20, 9, 10), by: nil, in: 2, version: 2),
      before,
      note(3, .addendum, "The laboratory called: sample was haemolysed.", at: Moments.at(2026, 11, 16, 19, 20), in: 3, amends: 2),
      note(
        2, .consultation,
        "Tired for a week, drinks much. No chest pain. Examined: dry mouth, otherwise unremarkable. Glucose 14.8 mmol/L at the bed.",
        at: Moments.at(2026, 11, 16, 17, 40), in: 3),
      note(1, .reason, "Tired and thirsty for a week", at: Moments.at(2026, 11, 16, 17, 5), in: 3),
    ]
  }()
}

extension ClinicWorld {
  var appointments: Appointments {
    Appointments(ofPatient: { [self] patient in try answer(.readRecord) { $0.sections.consultations[patient] ?? [] } })
  }

  var practitioners: Practitioners {
    Practitioners(list: { [self] in
      try answer(.readRecord) { _ in
        [("Abena Osei", 1, Practitioner.Status.active), ("Tomás Lindqvist", 2, .active), ("Ines Prado", 3, .retired)].map {
          name, number, status in
          Practitioner(version: RecordVersion(id: FixedID.make(15, number), version: 1), name: name, status: status)
        }
      }
    }, specialties: {
      [
        Specialty(code: "ENDOCRINOLOGY", nameEnglish: "Endocrinology", nameSpanish: "Endocrinología"),
        Specialty(code: "OPHTHALMOLOGY", nameEnglish: "Ophthalmology", nameSpanish: "Oftalmología"),
      ]
    })
  }

  var notes: ConsultationNotes {
    ConsultationNotes(
      list: { [self] patient, withVersions in
        try answer(.readRecord) { state in
          (state.sections.notes[patient] ?? []).filter { withVersions || $0.supersededAt == nil }
        }
      },
      write: { [self] key, patient, content, sign in
        try store(key, "note \(patient) \(content) \(sign)") { state in
          try Self.keep(content, patient, sign, version: RecordVersion(id: FixedID.make(16, 500), version: 1), key, &state)
        }
      },
      rewrite: { [self] key, patient, version, content, sign in
        try store(key, "rewrite \(version) \(content) \(sign)") { state in
          let next = RecordVersion<ConsultationNote>(id: version.id, version: version.version + 1)
          guard state.sections.stored[key] == nil else { return .saved(next) }
          guard let place = state.sections.notes[patient]?.firstIndex(where: { $0.version == version }) else {
            throw RepositoryError.changedMeanwhile
          }
          state.sections.notes[patient]?[place].supersededAt = state.now
          return try Self.keep(content, patient, sign, version: next, key, &state)
        }
      })
  }

  private static func keep(
    _ content: ConsultationNote.Content, _ patient: PatientID, _ sign: Bool, version: RecordVersion<ConsultationNote>,
    _ key: UniqueID,
    _ state: inout State
  ) throws -> WriteAnswer<RecordVersion<ConsultationNote>, ConsultationNotes.Objection> {
    guard state.sections.stored[key] == nil, let staff = state.signedIn else { return .saved(version) }
    if let amended = content.amends, let note = state.sections.notes[patient]?.first(where: { $0.id == amended }),
      note.author != staff.user.id
    {
      return .objected(.notAuthor)
    }
    let note = ConsultationNote(
      version: version, content: content, signedAt: sign ? state.now : nil, author: staff.user.id, authorName: staff.name,
      recordedAt: state.now)
    state.sections.notes[patient, default: []].insert(note, at: 0)
    return .saved(version)
  }
}
