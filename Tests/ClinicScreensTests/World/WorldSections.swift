import ClinicModel

/// What the record of the invented clinic holds beyond its charts: of the first patient something of everything.
struct WorldSections: Sendable {
  var histories: [PatientID: [MedicalHistory]] = [WorldPatients.first.id: Self.firstHistories]
  var historyNotes: [PatientID: [HistoryNote]] = [WorldPatients.first.id: Self.firstNotes]
  var historyVersions: [PatientID: [MedicalHistoryVersion]] = [WorldPatients.first.id: Self.firstVersions]
  var allergies: [PatientID: Allergies.State] = [
    WorldPatients.first.id: .has(Self.firstAllergies), WorldPatients.withSensor.id: .noneKnown,
  ]
  var consultations: [PatientID: [Consultation]] = [WorldPatients.first.id: WorldConsultations.first]
  var notes: [PatientID: [ConsultationNote]] = [WorldPatients.first.id: WorldConsultations.firstNotes]
  var tests: [PatientID: [MedicalTest]] = [WorldPatients.first.id: WorldTests.first]
  var reports: [PatientID: [MedicalReport]] = [WorldPatients.first.id: WorldTests.firstReports]
  var summaries: [MedicalReportID: MedicalReport.Summary] = WorldTests.summaries
  var files: [PatientID: [Attachment]] = [WorldPatients.first.id: WorldTests.firstFiles]
  /// What was stored, by its key.
  var stored: [UniqueID: String] = [:]

  static let catalogue = [
    AllergyCatalogueEntry(code: "PENICILLINS", nameEnglish: "Penicillins", nameSpanish: "Penicilinas", kind: .medicineClass),
    AllergyCatalogueEntry(code: "PEANUT", nameEnglish: "Peanut", nameSpanish: "Cacahuete", kind: .food),
    AllergyCatalogueEntry(code: "LATEX", nameEnglish: "Latex", nameSpanish: "Látex", kind: .contact),
    AllergyCatalogueEntry(code: "IBUPROFEN", nameEnglish: "Ibuprofen", nameSpanish: "Ibuprofeno", kind: .medicine),
  ]

  private static func history(
    _ number: Int, _ kind: MedicalHistory.Kind, _ title: String, _ status: MedicalHistory.Status = .active, icd10: String? = nil,
    since: (CalendarDate, MedicalHistory.Onset.Precision)? = nil, resolved: CalendarDate? = nil,
    _ verification: MedicalHistory.Verification = .confirmed, version: Int = 1
  ) -> MedicalHistory {
    MedicalHistory(
      version: RecordVersion(id: FixedID.make(11, number), version: version),
      content: MedicalHistory.Content(
        kind: kind, title: title, status: status, verification: verification, icd10: icd10,
        onset: since.map { MedicalHistory.Onset(on: $0.0, precision: $0.1) }, resolvedOn: resolved),
      recordedAt: Moments.at(2026, 3, 5).adding(seconds: Int64(number * 86_400 + version * 3600)))
  }

  private static let firstHistories = [
    history(1, .problem, "Type 2 diabetes mellitus", icd10: "E11.9", since: (Moments.date(2019, 3, 1), .month), version: 2),
    history(2, .problem, "Essential hypertension", icd10: "I10", since: (Moments.date(2015, 1, 1), .year)),
    history(3, .problem, "Suspected sleep apnoea", since: (Moments.date(2026, 10, 4), .day), .provisional),
    history(4, .problem, "Iron-deficiency anaemia", .resolved, icd10: "D50.9", since: (Moments.date(2021, 2, 1), .month),
      resolved: Moments.date(2021, 11, 30)),
    history(5, .surgery, "Laparoscopic cholecystectomy", .resolved, icd10: "Z90.4", since: (Moments.date(2009, 6, 17), .day),
      resolved: Moments.date(2009, 6, 17)),
    history(6, .gynaecological, "Menarche at 12, two births", since: nil),
    history(7, .family, "Mother: myocardial infarction at 58", .active, icd10: "Z82.4", .unconfirmed),
  ]

  private static let firstVersions = [
    MedicalHistoryVersion(history: firstHistories[0], reason: "HbA1c and antibodies settle the type"),
    MedicalHistoryVersion(
      history: history(1, .problem, "Diabetes mellitus, type unclear", icd10: "E14.9", since: (Moments.date(2019, 1, 1), .year), .provisional)),
  ]

  private static let firstNotes = [
    HistoryNote(
      id: FixedID.make(12, 1), history: FixedID.make(11, 1),
      text: "Injects by herself since June.\nPrefers the thigh; lipohypertrophy at the abdomen, rotate sites.", recordedBy: "Nora Berg",
      recordedAt: Moments.at(2026, 6, 30, 11, 5)),
    HistoryNote(
      id: FixedID.make(12, 2), history: FixedID.make(11, 1), text: "Retina seen in October: no retinopathy, again in a year.",
      recordedBy: "Abena Osei", recordedAt: Moments.at(2026, 10, 9, 12, 40)),
  ]

  static func allergy(
    _ number: Int, _ substance: String, _ code: String?, _ severity: Allergy.Severity, _ reaction: String?,
    _ verification: PatientAllergy.Verification
  ) -> PatientAllergy {
    PatientAllergy(
      version: RecordVersion(id: FixedID.make(13, number), version: 1), substance: substance, code: code, kind: .allergy,
      severity: severity, reaction: reaction, verification: verification, recordedAt: Moments.at(2026, 3, 5, 9, 30))
  }

  private static let firstAllergies = [allergy(1, "Penicillin", "PENICILLINS", .severe, "anaphylaxis", .confirmed)]
}

extension ClinicWorld {
  /// Stores once per key, as the database does; a reply that is lost is lost after the storing.
  func store<T: Sendable>(_ key: UniqueID, _ content: String, _ body: (inout State) throws -> T) throws -> T {
    try with { state in
      state.calls.append(.storeRecord)
      let failure = state.failures[.storeRecord]
      if let failure, failure != .unknownOutcome { throw failure }
      if let earlier = state.sections.stored[key], earlier != content { throw RepositoryError.keyReused }
      // The same form again is answered as before; here the answer does not depend on how often it is asked.
      let answer = try body(&state)
      state.sections.stored[key] = content
      if let failure { throw failure }
      return answer
    }
  }

  var histories: MedicalHistories {
    MedicalHistories(
      list: { [self] patient in try answer(.readRecord) { $0.sections.histories[patient] ?? [] } },
      record: { [self] key, patient, content in
        try store(key, "history \(patient) \(content)") { state in
          let version = RecordVersion<MedicalHistory>(id: FixedID.make(11, 500), version: 1)
          guard state.sections.stored[key] == nil else { return version }
          state.sections.histories[patient, default: []].insert(
            MedicalHistory(version: version, content: content, recordedAt: state.now), at: 0)
          return version
        }
      },
      correct: { [self] key, patient, version, content, reason in
        try store(key, "correction \(version) \(content) \(reason)") { state in
          let next = RecordVersion<MedicalHistory>(id: version.id, version: version.version + 1)
          guard state.sections.stored[key] == nil else { return next }
          guard let place = state.sections.histories[patient]?.firstIndex(where: { $0.version == version }) else {
            throw RepositoryError.changedMeanwhile
          }
          let now = MedicalHistory(version: next, content: content, recordedAt: state.now)
          if let before = state.sections.histories[patient]?[place] {
            state.sections.historyVersions[patient, default: []].insert(
              contentsOf: [MedicalHistoryVersion(history: now, reason: reason), MedicalHistoryVersion(history: before)], at: 0)
          }
          state.sections.histories[patient]?[place] = now
          return next
        }
      },
      addNote: { [self] key, patient, history, text in
        try store(key, "note \(history) \(text)") { state in
          guard state.sections.stored[key] == nil else { return }
          let note = HistoryNote(
            id: FixedID.make(12, 500), history: history, text: text, recordedBy: state.signedIn?.name ?? "?", recordedAt: state.now)
          state.sections.historyNotes[patient, default: []].append(note)
        }
      },
      notes: { [self] patient in try answer(.readRecord) { $0.sections.historyNotes[patient] ?? [] } },
      versions: { [self] patient in try answer(.readRecord) { $0.sections.historyVersions[patient] ?? [] } })
  }

  var allergies: Allergies {
    Allergies(
      state: { [self] patient in try answer(.readRecord) { $0.sections.allergies[patient] ?? .notAsked } },
      catalogue: { [self] in try answer(.readRecord) { _ in WorldSections.catalogue } },
      record: { [self] key, patient, entry in
        try store(key, "allergy \(patient) \(entry)") { state in
          let id: PatientAllergyID = FixedID.make(13, 500)
          guard state.sections.stored[key] == nil else { return .saved(id) }
          var entries: [PatientAllergy] = []
          if case .has(let known) = state.sections.allergies[patient] { entries = known }
          let (name, code) = Self.substance(entry.substance)
          if entries.contains(where: { $0.substance == name }) { return .objected(.duplicate) }
          var made = WorldSections.allergy(500, name, code, entry.severity, entry.reaction, entry.verification)
          made.kind = entry.kind
          state.sections.allergies[patient] = .has(entries + [made])
          return .saved(id)
        }
      },
      verify: { [self] key, version, verdict, reason in
        try store(key, "verify \(version) \(verdict) \(reason ?? "")") { _ in RecordVersion(id: version.id, version: version.version + 1) }
      },
      void: { [self] key, version, reason in
        try store(key, "void \(version) \(reason)") { _ in RecordVersion(id: version.id, version: version.version + 1) }
      },
      review: { [self] key, patient, outcome in
        try store(key, "review \(patient) \(outcome)") { state in
          if case .has = state.sections.allergies[patient], outcome != .hasSome { return .hasAllergies }
          return .saved
        }
      })
  }

  private static func substance(_ substance: PatientAllergy.Entry.Substance) -> (String, String?) {
    switch substance {
    case .catalogue(let code): (WorldSections.catalogue.first { $0.code == code }?.nameEnglish ?? code, code)
    case .words(let words): (words, nil)
    }
  }
}
