import ClinicModel

/// The forms about programmes and the diagnosis they ask for.
enum ProgrammeForms {
  /// A clinician enrols whom a nurse proposed, or who left: with a reason, and the evidence of today.
  static func confirmation(
    _ repository: Programmes, _ patient: PatientID, _ enrolment: ProgrammeEnrolment, about: String
  ) -> RecordFormSpecification {
    RecordFormSpecification(
      .confirmEnrolment, subject: enrolment.id.value, about: about, fields: [.reason], version: enrolment.version.version,
      reread: reread(repository, patient, enrolment) { confirmation(repository, patient, $0, about: about) }
    ) { submission in
      let version = RecordVersion<ProgrammeEnrolment>(id: enrolment.id, version: submission.version)
      let reason = submission.values.line("reason") ?? ""
      switch try await repository.confirm(submission.key, patient, enrolment.programmeCode, version, reason) {
      case .saved: return .saved
      case .objected(let objection): return .objected(objection.rawValue)
      }
    }
  }

  static func withdrawal(
    _ repository: Programmes, _ patient: PatientID, _ enrolment: ProgrammeEnrolment, about: String
  ) -> RecordFormSpecification {
    RecordFormSpecification(
      .withdrawEnrolment, subject: enrolment.id.value, about: about, fields: [.reason], version: enrolment.version.version,
      reread: reread(repository, patient, enrolment) { withdrawal(repository, patient, $0, about: about) }
    ) { submission in
      let version = RecordVersion<ProgrammeEnrolment>(id: enrolment.id, version: submission.version)
      _ = try await repository.withdraw(submission.key, patient, version, submission.values.line("reason") ?? "")
      return .saved
    }
  }

  private static func reread(
    _ repository: Programmes, _ patient: PatientID, _ enrolment: ProgrammeEnrolment,
    _ make: @escaping @Sendable (ProgrammeEnrolment) -> RecordFormSpecification
  ) -> @Sendable () async throws -> RecordFormSpecification? {
    { try await repository.enrolments(patient).first { $0.id == enrolment.id }.map(make) }
  }

  /// What kind of diabetes a patient has, as a clinician decides: for the first time, or another way with a reason.
  static func diagnosis(_ repository: Programmes, _ patient: PatientID, _ known: DiabetesDiagnosis?) -> RecordFormSpecification {
    let fields: [RecordField] = [
      .choice("diabetes_type", DiabetesDiagnosis.Kind.self, isRequired: true),
      .choice("basis", DiabetesDiagnosis.Basis.self, isRequired: true),
      RecordField("diagnosed_on", .date(isPartial: false, mayBeAhead: false)), RecordField("note", .text(2000)),
    ]
    let initial: [String: String?] = [
      "diabetes_type": known?.content.kind.rawValue, "basis": known?.content.basis.rawValue,
      "diagnosed_on": known?.content.diagnosedOn?.description, "note": known?.content.note,
    ]
    let reread: @Sendable () async throws -> RecordFormSpecification? = {
      try await repository.diabetes(patient).map { diagnosis(repository, patient, $0) }
    }
    return RecordFormSpecification(
      known == nil ? .diabetes : .correctDiabetes, subject: known?.id.value, fields: fields + (known == nil ? [] : [.reason]),
      initial: initial.compactMapValues { $0 }, version: known?.version.version ?? 0, reread: known == nil ? nil : reread
    ) { submission in
      let values = submission.values
      guard let kind = values.choice("diabetes_type", DiabetesDiagnosis.Kind.self) else {
        throw RepositoryError.invalid(field: "diabetes_type")
      }
      guard let basis = values.choice("basis", DiabetesDiagnosis.Basis.self) else {
        throw RepositoryError.invalid(field: "basis")
      }
      let content = DiabetesDiagnosis.Content(
        kind: kind, basis: basis, diagnosedOn: values.date("diagnosed_on"), note: values.text("note"))
      if let known {
        let version = RecordVersion<DiabetesDiagnosis>(id: known.id, version: submission.version)
        _ = try await repository.correctDiabetes(submission.key, patient, version, content, values.line("reason") ?? "")
      } else {
        _ = try await repository.recordDiabetes(submission.key, patient, content)
      }
      return .saved
    }
  }
}

extension WomensHealthModel {
  /// A new fact, of the kind of the selected one; nil where women's health does not apply.
  public func newFactForm() -> RecordFormSpecification? {
    guard hasWomensHealth, let patient else { return nil }
    let kind = selectedFact?.content.kind ?? .menstrualCycle
    return WomensHealthForms.new(environment.repositories.record.womensHealth, patient, kind, today: environment.clock.today)
  }

  /// The selected fact; nil where none is selected.
  public func correctionForm() -> RecordFormSpecification? {
    guard let fact = selectedFact, fact.mergedNumber == nil, let patient else { return nil }
    return WomensHealthForms.correction(environment.repositories.record.womensHealth, patient, fact.version, fact.content)
  }

  /// Enrols whom a nurse proposed or who left.
  public func confirmationForm(about: String) -> RecordFormSpecification? {
    guard let enrolment = selectedProgramme?.enrolment, let patient else { return nil }
    return ProgrammeForms.confirmation(environment.repositories.record.programmes, patient, enrolment, about: about)
  }

  public func withdrawalForm(about: String) -> RecordFormSpecification? {
    guard let standing = selectedProgramme, standing.isOpen, let enrolment = standing.enrolment, let patient else { return nil }
    return ProgrammeForms.withdrawal(environment.repositories.record.programmes, patient, enrolment, about: about)
  }

  public func diagnosisForm() -> RecordFormSpecification? {
    guard let complete else { return nil }
    // One under a merged number is only read: hers is another.
    let known = complete.diabetes.flatMap { $0.mergedNumber == nil ? $0 : nil }
    return ProgrammeForms.diagnosis(environment.repositories.record.programmes, complete.chart.patient.id, known)
  }
}
