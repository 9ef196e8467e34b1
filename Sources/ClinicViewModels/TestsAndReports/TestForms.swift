import ClinicModel

/// The forms about tests and reports.
enum TestForms {
  /// Nurses ask under a protocol, which they name.
  static func request(_ tests: MedicalTests, _ patient: PatientID, role: StaffRole) -> RecordFormSpecification {
    var fields = [
      RecordField("name", .text(200), isRequired: true), RecordField("loinc", .text(9)),
      .choice("priority", MedicalTest.Priority.self, isRequired: true),
    ]
    if role == .nurse { fields.append(RecordField("protocol", .text(100), isRequired: true, minimum: 2)) }
    return RecordFormSpecification(
      .requestTest, fields: fields, initial: ["priority": MedicalTest.Priority.routine.rawValue],
      check: { values in
        values.line("loinc").map { isLoinc($0) ? [:] : ["loinc": .named("loinc")] } ?? [:]
      }
    ) { submission in
      let values = submission.values
      let request = MedicalTest.Request(
        name: values.line("name") ?? "", loinc: values.line("loinc"), priority: values.choice("priority") ?? .routine,
        nursingProtocol: values.line("protocol"))
      _ = try await tests.request(submission.key, patient, request)
      return .saved
    }
  }

  /// One to seven digits, a hyphen, a digit.
  private static func isLoinc(_ code: String) -> Bool {
    let parts = code.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...7).contains(parts[0].count), parts[1].count == 1 else { return false }
    return parts.joined().allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// Collected, resulted or cancelled. The database knows no key of this: what became of a lost reply is read.
  static func advance(_ tests: MedicalTests, _ patient: PatientID, _ test: MedicalTest) -> RecordFormSpecification {
    typealias Status = MedicalTest.Status
    let steps = test.status == .requested ? [Status.collected, .resulted, .cancelled] : [.resulted, .cancelled]
    func when(_ status: Status) -> RecordField.Condition { RecordField.Condition("step", [status.rawValue]) }
    return RecordFormSpecification(
      .advanceTest, subject: test.id.value, about: test.request.name,
      fields: [
        RecordField("step", .choice(steps.map { RecordField.Option($0.rawValue) }), isRequired: true),
        RecordField("specimen", .text(200), when: when(.collected)),
        RecordField("result", .paragraphs(2000), isRequired: true, when: when(.resulted)),
        RecordField("reason", .text(300), isRequired: true, minimum: 3, when: when(.cancelled)),
      ],
      version: test.version.version,
      reread: {
        let living = try await tests.list(patient).first { $0.id == test.id }
        return living.flatMap { $0.status == .requested || $0.status == .collected ? advance(tests, patient, $0) : nil }
      }
    ) { submission in
      guard let (step, status, detail) = step(submission.values) else { throw RepositoryError.invalid(field: "step") }
      let version = RecordVersion<MedicalTest>(id: test.id, version: submission.version)
      do {
        let answer = try await tests.advance(version, step)
        return answer == .saved ? .saved : .objected(answer.rawValue)
      } catch RepositoryError.changedMeanwhile {
        let living = try await tests.list(patient).first { $0.id == test.id }
        // The next version, with what stands in this form: the reply was lost, not the form.
        guard let living, living.version.version == version.version + 1, living.status == status, living.detail == detail else {
          throw RepositoryError.changedMeanwhile
        }
        return .saved
      }
    }
  }

  private static func step(_ values: RecordValues) -> (MedicalTests.Step, MedicalTest.Status, detail: String?)? {
    switch values.choice("step", MedicalTest.Status.self) {
    case .collected: (.collected(specimen: values.line("specimen")), .collected, values.line("specimen"))
    case .resulted: values.text("result").map { (.resulted($0), .resulted, $0) }
    case .cancelled: values.line("reason").map { (.cancelled(reason: $0), .cancelled, $0) }
    case .requested, nil: nil
    }
  }

  /// A report that came in: for whom it waits, and the test it answers.
  static func report(
    _ reports: MedicalReports, _ patient: PatientID, tests: [MedicalTest], practitioners: [Practitioner], today: CalendarDate
  ) -> RecordFormSpecification {
    let reviewers = practitioners.filter { $0.status == .active }.map { RecordField.Option($0.id.description, RecordWords($0.name)) }
    let answered = tests.filter { $0.status != .cancelled }
      .map { RecordField.Option($0.id.description, RecordWords("\($0.request.name)")) }
    var fields = [
      RecordField.choice("type", MedicalReport.Kind.self, isRequired: true), RecordField("title", .text(200), isRequired: true),
      RecordField("report_on", .date(isPartial: false, mayBeAhead: false), isRequired: true),
      RecordField(
        "status", .choice([MedicalReport.Status.processing, .completed].map { RecordField.Option($0.rawValue) }), isRequired: true),
      RecordField("reviewer", .choice(reviewers)),
    ]
    if !answered.isEmpty { fields.append(RecordField("test", .choice(answered))) }
    fields.append(RecordField("summary", .paragraphs(20_000)))
    return RecordFormSpecification(
      .newReport, fields: fields,
      initial: ["report_on": today.description, "status": MedicalReport.Status.completed.rawValue]
    ) { submission in
      let values = submission.values
      guard let kind = values.choice("type", MedicalReport.Kind.self) else { throw RepositoryError.invalid(field: "type") }
      guard let date = values.date("report_on") else { throw RepositoryError.invalid(field: "report_on") }
      let entry = MedicalReport.Entry(
        kind: kind, title: values.line("title") ?? "", reportOn: date, status: values.choice("status") ?? .completed,
        summary: values.text("summary").map { MedicalReport.Summary(text: $0, source: .manual) },
        reviewer: UniqueID(values["reviewer"]).map { PractitionerID($0) }, test: UniqueID(values["test"]).map { MedicalTestID($0) })
      _ = try await reports.add(submission.key, patient, entry)
      return .saved
    }
  }
}
