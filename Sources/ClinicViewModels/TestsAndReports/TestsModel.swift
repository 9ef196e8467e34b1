import ClinicModel
import EventLoop

/// Tests, reports and files of the opened chart.
@UIActor
public final class TestsModel: ChartSectionModel {
  public struct Content: Hashable, Sendable {
    /// Newest first.
    public var tests: [MedicalTest]
    /// Newest first.
    public var reports: [MedicalReport]
    public var summaries: [MedicalReportID: MedicalReport.Summary]
    /// Newest first.
    public var files: [Attachment]
    public var links: [Attachment.Link]
  }

  public var content: Content? { reader.content }
  public var problem: Notice? { reader.problem }
  public var isClinician: Bool { user.role == .clinician }

  private let user: SignedInUser
  private let environment: AppEnvironment
  private let record: RecordRepositories
  private let forms: RecordForms
  private let reader: SectionReader<Content>
  private let notify: (Notice) -> Void
  /// Whom a report may wait for, once it was read.
  private var practitioners: [Practitioner]?
  /// The report that is being marked, so that one key twice marks it once.
  private var marking: MedicalReportID?

  init(
    user: SignedInUser, environment: AppEnvironment, forms: RecordForms, changed: @escaping () -> Void,
    notify: @escaping (Notice) -> Void
  ) {
    self.user = user
    self.environment = environment
    self.forms = forms
    self.notify = notify
    let record = environment.repositories.record
    self.record = record
    reader = SectionReader(changed: changed, notify: notify) { patient in
      async let tests = record.tests.list(patient)
      async let reports = record.reports.list(patient)
      async let summaries = record.reports.summaries(patient)
      async let files = record.attachments.list(patient)
      async let links = record.attachments.links(patient)
      return try await Content(tests: tests, reports: reports, summaries: summaries, files: files, links: links)
    }
  }

  /// The reports that answer a test.
  public func reports(of test: MedicalTestID) -> [MedicalReport] { (content?.reports ?? []).filter { $0.test == test } }

  /// The files that hang on a record.
  public func files(of record: UniqueID) -> [Attachment] {
    let ids = Set((content?.links ?? []).filter { $0.record == record }.map(\.attachment))
    return (content?.files ?? []).filter { ids.contains($0.id) }
  }

  // MARK: The section

  func chartRead(_ chart: Chart) { reader.chartRead(chart) }
  func shown() { reader.shown() }
  func hidden() { reader.hidden() }

  func close() {
    marking = nil
    reader.close()
  }

  func recordSaved(_ kind: RecordFormKind) {
    if [.requestTest, .advanceTest, .newReport].contains(kind) { reader.becameOlder() }
  }

  // MARK: Forms

  public func requestTest() {
    guard let patient = reader.patient else { return }
    forms.begin(TestForms.request(record.tests, patient, role: user.role))
  }

  public func advance(_ test: MedicalTest) {
    guard let patient = reader.patient else { return }
    forms.begin(TestForms.advance(record.tests, patient, test))
  }

  /// With the clinicians a report may wait for, who are read once.
  public func addReport() {
    guard let patient = reader.patient else { return }
    if let practitioners { return begin(patient, practitioners) }
    let list = record.practitioners.list
    UIActor.spawn { [weak self] in
      do {
        let found = try await list()
        self?.practitioners = found
        self?.begin(patient, found)
      } catch {
        self?.notify(Notice(error))
      }
    }
  }

  private func begin(_ patient: PatientID, _ practitioners: [Practitioner]) {
    guard patient == reader.patient, forms.form == nil else { return }
    forms.begin(
      TestForms.report(
        record.reports, patient, tests: (content?.tests ?? []).filter { $0.mergedNumber == nil }, practitioners: practitioners,
        today: environment.clock.today))
  }

  /// A report goes on: completed, or reviewed by a doctor. After a lost reply the list says what became of it.
  public func mark(_ report: MedicalReport, _ status: MedicalReport.Status) {
    guard marking == nil else { return }
    marking = report.id
    let reports = record.reports
    UIActor.spawn { [weak self] in
      do {
        try await reports.advance(report.version, status)
        self?.marked(.reportMarked(report.title, status))
      } catch RepositoryError.changedMeanwhile {
        self?.marked(.reportChanged(report.title))
      } catch {
        self?.marked(Notice(error))
      }
    }
  }

  private func marked(_ notice: Notice) {
    marking = nil
    notify(notice)
    reader.becameOlder()
  }
}
