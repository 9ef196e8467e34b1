import ClinicModel

/// Tests, reports and files of the first patient, in every state.
enum WorldTests {
  static func test(
    _ number: Int, _ name: String, _ loinc: String?, _ priority: MedicalTest.Priority, _ status: MedicalTest.Status, _ detail: String? = nil,
    at: Instant, version: Int = 1, by: String = "Abena Osei", under nursingProtocol: String? = nil
  ) -> MedicalTest {
    MedicalTest(
      version: RecordVersion(id: FixedID.make(17, number), version: version),
      request: MedicalTest.Request(name: name, loinc: loinc, priority: priority, nursingProtocol: nursingProtocol), status: status,
      detail: detail, requestedBy: by, recordedAt: at)
  }

  static let first = [
    test(1, "Potassium, again", "2823-3", .stat, .requested, at: Moments.at(2026, 11, 21, 9, 5)),
    test(
      2, "Urine culture", "630-4", .routine, .collected, "midstream", at: Moments.at(2026, 11, 20, 7, 50), version: 2, by: "Nora Berg",
      under: "NP-12 urinary symptoms"),
    test(3, "Retinal photography", nil, .routine, .resulted, "No retinopathy in either eye.", at: Moments.at(2026, 10, 9, 12, 0), version: 3),
    test(4, "HbA1c", "4548-4", .routine, .cancelled, "asked for twice", at: Moments.at(2026, 11, 16, 18, 0), version: 2),
  ]

  private static func report(
    _ number: Int, _ kind: MedicalReport.Kind, _ title: String, _ day: CalendarDate, _ status: MedicalReport.Status,
    _ source: MedicalReport.Summary.Source? = nil, test: Int? = nil
  ) -> MedicalReport {
    let isReviewed = status == .reviewed || status == .archived
    return MedicalReport(
      version: RecordVersion(id: FixedID.make(18, number), version: isReviewed ? 2 : 1), kind: kind, title: title, reportOn: day, status: status,
      summarySource: source, test: test.map { FixedID.make(17, $0) }, reviewer: FixedID.make(15, 1),
      reviewedBy: isReviewed ? "Abena Osei" : nil, reviewedAt: isReviewed ? Moments.at(2026, 10, 10, 8, 15) : nil)
  }

  static let firstReports = [
    report(1, .imaging, "Chest radiograph, two views", Moments.date(2026, 11, 17), .completed, .model),
    report(2, .laboratory, "Urine culture, preliminary", Moments.date(2026, 11, 21), .processing, test: 2),
    report(3, .consultation, "Ophthalmology: retinal photography", Moments.date(2026, 10, 9), .reviewed, .manual, test: 3),
  ]

  static let summaries: [MedicalReportID: MedicalReport.Summary] = [
    firstReports[0].id: MedicalReport.Summary(text: "Heart and lungs unremarkable. No infiltrate.", source: .model),
    firstReports[2].id: MedicalReport.Summary(text: "No retinopathy.\nAgain in twelve months.", source: .manual),
  ]

  private static func file(
    _ number: Int, _ name: String, _ type: Attachment.MediaType, _ size: Int, _ state: Attachment.ScanState, isMissing: Bool = false
  ) -> Attachment {
    Attachment(
      id: FixedID.make(19, number), category: .clinical, fileName: name, mediaType: type, byteSize: size, scanState: state,
      isMissing: isMissing, createdAt: Moments.at(2026, 11, 18 - number, 10, 0), hashBeginning: "9f86d081884c")
  }

  static let firstFiles = [
    file(1, "chest-pa.dcm", .dicom, 24_117_248, .clean), file(2, "referral letter.pdf", .pdf, 83_411, .pending),
    file(3, "consent.pdf", .pdf, 812, .infected), file(4, "wound.jpg", .jpeg, 1_450_112, .clean, isMissing: true),
  ]

  static let links = [
    Attachment.Link(attachment: firstFiles[0].id, entity: .report, record: firstReports[0].id.value),
    Attachment.Link(attachment: firstFiles[1].id, entity: .test, record: first[2].id.value),
  ]
}

extension ClinicWorld {
  var tests: MedicalTests {
    MedicalTests(
      list: { [self] patient in try answer(.readRecord) { $0.sections.tests[patient] ?? [] } },
      request: { [self] key, patient, request in
        try store(key, "test \(patient) \(request)") { state in
          let id: MedicalTestID = FixedID.make(17, 500)
          guard state.sections.stored[key] == nil else { return id }
          let made = MedicalTest(
            version: RecordVersion(id: id, version: 1), request: request, status: .requested, requestedBy: state.signedIn?.name ?? "?",
            recordedAt: state.now)
          state.sections.tests[patient, default: []].insert(made, at: 0)
          return id
        }
      },
      advance: { [self] version, step in
        // Without a key: each storing is one more, and the second finds another version.
        try store(.random(), "advance \(version) \(step)") { state in
          for patient in state.sections.tests.keys {
            guard let place = state.sections.tests[patient]?.firstIndex(where: { $0.version == version }) else { continue }
            state.sections.tests[patient]?[place].version.version += 1
            let (status, detail) = Self.outcome(step)
            state.sections.tests[patient]?[place].status = status
            state.sections.tests[patient]?[place].detail = detail
            return .saved
          }
          throw RepositoryError.changedMeanwhile
        }
      })
  }

  private static func outcome(_ step: MedicalTests.Step) -> (MedicalTest.Status, String?) {
    switch step {
    case .collected(let specimen): (.collected, specimen)
    case .resulted(let text): (.resulted, text)
    case .cancelled(let reason): (.cancelled, reason)
    }
  }

  var reports: MedicalReports {
    MedicalReports(
      list: { [self] patient in try answer(.readRecord) { $0.sections.reports[patient] ?? [] } },
      summaries: { [self] _ in try answer(.readRecord) { $0.sections.summaries } },
      add: { [self] key, patient, entry in
        try store(key, "report \(patient) \(entry)") { state in
          let id: MedicalReportID = FixedID.make(18, 500)
          guard state.sections.stored[key] == nil else { return id }
          state.sections.summaries[id] = entry.summary
          let made = MedicalReport(
            version: RecordVersion(id: id, version: 1), kind: entry.kind, title: entry.title, reportOn: entry.reportOn, status: entry.status,
            summarySource: entry.summary?.source, test: entry.test, reviewer: entry.reviewer)
          state.sections.reports[patient, default: []].insert(made, at: 0)
          return id
        }
      },
      advance: { [self] version, status in
        try store(.random(), "report \(version) \(status)") { state in
          for patient in state.sections.reports.keys {
            guard let place = state.sections.reports[patient]?.firstIndex(where: { $0.version == version }) else { continue }
            state.sections.reports[patient]?[place].version.version += 1
            state.sections.reports[patient]?[place].status = status
            guard status == .reviewed else { return }
            state.sections.reports[patient]?[place].reviewedBy = state.signedIn?.name
            state.sections.reports[patient]?[place].reviewedAt = state.now
            return
          }
          throw RepositoryError.changedMeanwhile
        }
      })
  }

  var attachments: Attachments {
    Attachments(
      list: { [self] patient in try answer(.readRecord) { $0.sections.files[patient] ?? [] } },
      links: { [self] _ in try answer(.readRecord) { _ in WorldTests.links } })
  }
}
