import ClinicModel

/// The forms about problems and histories.
enum HistoryForms {
  private static func fields(isCorrection: Bool) -> [RecordField] {
    var fields = [
      RecordField.choice("kind", MedicalHistory.Kind.self, isRequired: true),
      RecordField("title", .text(200), isRequired: true),
      RecordField("icd10", .text(8)),
      RecordField("onset", .date(isPartial: true, mayBeAhead: false)),
      // Only what is there can turn out to be a mistake.
      RecordField(
        "status",
        .choice(
          MedicalHistory.Status.allCases.filter { isCorrection || $0 != .enteredInError }
            .map { RecordField.Option($0.rawValue) }),
        isRequired: true),
      RecordField(
        "resolved", .date(isPartial: false, mayBeAhead: false),
        when: RecordField.Condition("status", [MedicalHistory.Status.resolved.rawValue])),
      RecordField.choice("verification", MedicalHistory.Verification.self, isRequired: true),
    ]
    if isCorrection { fields.append(.reason) }
    return fields
  }

  private static func content(_ values: RecordValues) throws -> MedicalHistory.Content {
    guard let kind = values.choice("kind", MedicalHistory.Kind.self) else { throw RepositoryError.invalid(field: "kind") }
    guard let title = values.line("title") else { throw RepositoryError.invalid(field: "title") }
    guard let status = values.choice("status", MedicalHistory.Status.self) else { throw RepositoryError.invalid(field: "status") }
    guard let verification = values.choice("verification", MedicalHistory.Verification.self) else {
      throw RepositoryError.invalid(field: "verification")
    }
    return MedicalHistory.Content(
      kind: kind, title: title, status: status, verification: verification, icd10: values.line("icd10")?.uppercased(),
      onset: values.partialDate("onset"), resolvedOn: values.date("resolved"))
  }

  private static func check(_ values: RecordValues) -> [String: RecordProblem] {
    var problems: [String: RecordProblem] = [:]
    if let code = values.line("icd10")?.uppercased(), !isCode(code) { problems["icd10"] = .named("icd10") }
    if let onset = values.partialDate("onset")?.on, let resolved = values.date("resolved"), resolved < onset {
      problems["resolved"] = .named("before-onset")
    }
    return problems
  }

  /// A letter, a digit, a digit or letter, and up to four more behind a point.
  private static func isCode(_ code: String) -> Bool {
    let (letters, digits) = (Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), Set("0123456789"))
    let parts = code.split(separator: ".", omittingEmptySubsequences: false).map(Array.init)
    guard let head = parts.first, head.count == 3, letters.contains(head[0]), digits.contains(head[1]),
      digits.union(letters).contains(head[2]), parts.count <= 2
    else { return false }
    return parts.count == 1 || (1...4).contains(parts[1].count) && parts[1].allSatisfy { digits.union(letters).contains($0) }
  }

  static func new(_ histories: MedicalHistories, _ patient: PatientID) -> RecordFormSpecification {
    RecordFormSpecification(
      .newHistory, fields: fields(isCorrection: false),
      initial: [
        "kind": MedicalHistory.Kind.problem.rawValue, "status": MedicalHistory.Status.active.rawValue,
        "verification": MedicalHistory.Verification.confirmed.rawValue,
      ], check: check
    ) {
      _ = try await histories.record($0.key, patient, content($0.values))
      return .saved
    }
  }

  static func correction(_ histories: MedicalHistories, _ patient: PatientID, _ history: MedicalHistory)
    -> RecordFormSpecification
  {
    let content = history.content
    let initial = [
      "kind": content.kind.rawValue, "title": content.title, "icd10": content.icd10 ?? "", "onset": content.onset?.typed ?? "",
      "status": content.status.rawValue, "resolved": content.resolvedOn?.description ?? "",
      "verification": content.verification.rawValue,
    ]
    return RecordFormSpecification(
      .correctHistory, subject: history.id.value, about: content.title, fields: fields(isCorrection: true), initial: initial,
      version: history.version.version, check: check,
      reread: {
        try await histories.list(patient).first { $0.id == history.id }.map { correction(histories, patient, $0) }
      }
    ) { submission in
      let version = RecordVersion<MedicalHistory>(id: history.id, version: submission.version)
      let values = submission.values
      _ = try await histories.correct(submission.key, patient, version, Self.content(values), values.line("reason") ?? "")
      return .saved
    }
  }

  static func note(_ histories: MedicalHistories, _ patient: PatientID, _ history: MedicalHistory) -> RecordFormSpecification {
    RecordFormSpecification(
      .historyNote, subject: history.id.value, about: history.content.title,
      fields: [RecordField("text", .paragraphs(5000), isRequired: true)]
    ) {
      try await histories.addNote($0.key, patient, history.id, $0.values.text("text") ?? "")
      return .saved
    }
  }
}

extension MedicalHistory.Onset {
  /// As exactly as it is known: 2019, 2019-05, 2019-05-12.
  public var typed: String {
    let day = on.description
    return switch precision {
    case .day: day
    case .month: String(day.prefix(7))
    case .year: String(day.prefix(4))
    }
  }
}
