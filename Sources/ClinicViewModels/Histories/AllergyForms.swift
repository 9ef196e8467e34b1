import ClinicModel

/// The form of an allergy.
enum AllergyForms {
  /// A nurse's entry is unverified; a clinician says how sure it is.
  static func new(
    _ allergies: Allergies, _ patient: PatientID, catalogue: [AllergyCatalogueEntry], isClinician: Bool
  ) -> RecordFormSpecification {
    let options = catalogue.map {
      RecordField.Option($0.code, RecordWords(english: $0.nameEnglish, spanish: $0.nameSpanish))
    }
    let substance = RecordField("substance", .lookup(options, ownWords: true), isRequired: true, minimum: 2)
    var fields = [
      substance,
      .choice("severity", Allergy.Severity.self, isRequired: true),
      RecordField("reaction", .text(200)),
      .choice("kind", PatientAllergy.Kind.self, isRequired: true),
    ]
    if isClinician { fields.append(.choice("verification", PatientAllergy.Verification.self, isRequired: true)) }
    return RecordFormSpecification(
      .newAllergy, fields: fields,
      initial: ["kind": PatientAllergy.Kind.allergy.rawValue, "verification": PatientAllergy.Verification.unverified.rawValue]
    ) { submission in
      let values = submission.values
      guard let severity = values.choice("severity", Allergy.Severity.self) else { throw RepositoryError.invalid(field: "severity") }
      let entry = PatientAllergy.Entry(
        substance: values.option(of: substance).map { .catalogue(code: $0.id) } ?? .words(values.line("substance") ?? ""),
        severity: severity, reaction: values.line("reaction"), kind: values.choice("kind") ?? .allergy,
        verification: values.choice("verification") ?? .unverified)
      switch try await allergies.record(submission.key, patient, entry) {
      case .saved: return .saved
      case .objected(let word): return .objected(word.rawValue)
      }
    }
  }
}
