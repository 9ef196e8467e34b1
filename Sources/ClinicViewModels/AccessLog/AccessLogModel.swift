import ClinicModel
import EventLoop

/// Who saw this patient's record: pages of the access log, newest first. The question itself is recorded.
@UIActor
public final class AccessLogModel: ChartSectionModel {
  public enum Period: CaseIterable, Hashable, Sendable {
    case month, year, all

    var days: Int? {
      switch self {
      case .month: 30
      case .year: 365
      case .all: nil
      }
    }
  }

  /// One row and its place among those read: two accesses may be alike in every word.
  public struct Row: Hashable, Sendable, Identifiable {
    public var id: Int
    public var entry: AccessLogEntry
  }

  /// Newest first; nil: not read yet.
  public private(set) var rows: [Row]?
  public private(set) var period = Period.month
  /// Older ones are there.
  public private(set) var hasMore = false
  public private(set) var isReading = false
  /// Why it could not be read.
  public private(set) var problem: Notice?
  /// Rows that hold all these words are shown.
  public private(set) var search = ""
  public private(set) var selected: Int?

  /// The rows of one page, and of one round trip.
  static let page = 50
  /// What the log keeps of this question.
  public static let purpose = "WHO_SAW"

  private let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private var patient: PatientID?
  private var isShown = false
  private var readTo: Instant?
  private var question = Question()

  init(environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.environment = environment
    self.changed = changed
    self.notify = notify
  }

  // MARK: Reading

  func chartRead(_ chart: Chart) {
    if let patient, patient != chart.patient.id { forget() }
    patient = chart.patient.id
    // Read again only when asked: each look is a line in the log.
    if isShown, rows == nil { load() }
  }

  func shown() {
    isShown = true
    if rows == nil { load() }
  }

  func hidden() { isShown = false }

  func close() {
    forget()
    patient = nil
    isShown = false
    period = .month
  }

  private func forget() {
    question.forget()
    (rows, selected, problem, readTo) = (nil, nil, nil, nil)
    (hasMore, isReading, search) = (false, false, "")
  }

  /// Reads the newest page of the period.
  public func load() { read(behind: []) }

  /// Reads the page behind those shown.
  public func more() {
    guard hasMore, !isReading, let rows else { return }
    read(behind: rows)
  }

  private func read(behind known: [Row]) {
    guard let patient else { return }
    let now = environment.clock.now()
    let end = known.isEmpty ? now : readTo ?? now
    let start = period.days.map { end.adding(seconds: Int64(-86_400 * $0)) }
    (readTo, isReading) = (end, true)
    let (number, log) = (question.next(), environment.repositories.record.accessLog)
    UIActor.spawn { [weak self] in
      do {
        // One more than a page says whether there is another.
        let read = try await log.whoSawNewest(patient, Self.purpose, start, end, known.count, Self.page + 1)
        guard let self, question.isLatest(number) else { return }
        loaded(read, behind: known)
      } catch {
        guard let self, question.isLatest(number) else { return }
        failed(error)
      }
    }
    changed()
  }

  private func loaded(_ read: [AccessLogEntry], behind known: [Row]) {
    let new = read.prefix(Self.page).enumerated().map { Row(id: known.count + $0.offset, entry: $0.element) }
    (rows, hasMore) = (known + new, read.count > Self.page)
    (isReading, problem) = (false, nil)
    changed()
  }

  private func failed(_ error: any Error) {
    isReading = false
    if case RepositoryError.refused(let refusal) = error, refusal.concernsSession { return notify(.refused(refusal)) }
    problem = Notice(error)
    changed()
  }

  // MARK: What is shown

  /// True: everybody's accesses are read; otherwise only those of the person signed in.
  public static func seesAll(_ role: StaffRole) -> Bool { role == .privacyOfficer }

  public func select(_ id: Int?) {
    guard id != selected else { return }
    selected = id
    changed()
  }

  public func find(_ text: String) {
    guard text != search else { return }
    search = text
    changed()
  }

  /// A longer or a shorter period.
  public func changePeriod(longer: Bool) {
    let all = Period.allCases
    let place = (all.firstIndex(of: period) ?? 0) + (longer ? 1 : -1)
    guard all.indices.contains(place) else { return }
    period = all[place]
    (rows, selected) = (nil, nil)
    load()
  }
}
