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

  /// Confirmed, or refuted with a reason: a refuted one leaves the chart.
  static func verification(_ allergies: Allergies, _ patient: PatientID, _ allergy: PatientAllergy) -> RecordFormSpecification {
    let refuted = RecordField.Condition("verdict", [Allergies.Verdict.refuted.rawValue])
    return RecordFormSpecification(
      .verifyAllergy, subject: allergy.id.value, about: allergy.substance,
      fields: [
        .choice("verdict", Allergies.Verdict.self, isRequired: true),
        RecordField("reason", .text(300), isRequired: true, minimum: 3, when: refuted),
      ],
      version: allergy.version.version,
      reread: { try await living(allergies, patient, allergy.id).map { verification(allergies, patient, $0) } }
    ) { submission in
      guard let verdict = submission.values.choice("verdict", Allergies.Verdict.self) else { throw RepositoryError.invalid(field: "verdict") }
      let version = RecordVersion<PatientAllergy>(id: allergy.id, version: submission.version)
      _ = try await allergies.verify(submission.key, version, verdict, submission.values.line("reason"))
      return .saved
    }
  }

  static func void(_ allergies: Allergies, _ patient: PatientID, _ allergy: PatientAllergy) -> RecordFormSpecification {
    RecordFormSpecification(
      .voidAllergy, subject: allergy.id.value, about: allergy.substance, fields: [.reason], version: allergy.version.version,
      reread: { try await living(allergies, patient, allergy.id).map { void(allergies, patient, $0) } }
    ) { submission in
      let version = RecordVersion<PatientAllergy>(id: allergy.id, version: submission.version)
      _ = try await allergies.void(submission.key, version, submission.values.line("reason") ?? "")
      return .saved
    }
  }

  private static func living(_ allergies: Allergies, _ patient: PatientID, _ id: PatientAllergyID) async throws -> PatientAllergy? {
    guard case .has(let entries) = try await allergies.state(patient) else { return nil }
    return entries.first { $0.id == id }
  }

  /// Somebody asked the patient.
  static func review(_ allergies: Allergies, _ patient: PatientID) -> RecordFormSpecification {
    RecordFormSpecification(
      .reviewAllergies, fields: [.choice("outcome", Allergies.ReviewOutcome.self, isRequired: true)]
    ) { submission in
      guard let outcome = submission.values.choice("outcome", Allergies.ReviewOutcome.self) else {
        throw RepositoryError.invalid(field: "outcome")
      }
      let answer = try await allergies.review(submission.key, patient, outcome)
      return answer == .saved ? .saved : .objected(answer.rawValue)
    }
  }
}
