import ClinicModel
import EventLoop

/// "My patients", or the directory as soon as something is typed. Every key of the search is answered.
@UIActor
public final class PatientListModel {
  public enum Sort: Hashable, Sendable, CaseIterable {
    case name, bed, birthDate, latestResult
    /// The most overdue observations first.
    case due
  }

  public struct Row: Hashable, Sendable {
    public var patient: WorkListEntry
    public var isLookAlike: Bool
    public var entry: DirectoryEntry { patient.entry }
    public var latest: WorkListEntry.LatestResult? { patient.latest }
  }

  public private(set) var query = ""
  public private(set) var ward: String?
  public private(set) var sort: Sort
  public private(set) var rows: [Row] = []
  public private(set) var wards: [Ward] = []
  public private(set) var hasMore = false
  public private(set) var isLoading = false
  /// Why the list could not be read.
  public private(set) var problem: Notice?
  public private(set) var selected: PatientID?
  /// When the database last answered.
  public private(set) var readAt: Instant?
  /// When the rows were put in order. Others' entries are shown where their rows stand while somebody is at work.
  public private(set) var arrangedAt: Instant?
  /// Rows would stand in another order now.
  public private(set) var isOrderOld = false
  /// By the database's clock.
  public var now: Instant { environment.clock.now().adding(microseconds: clockOffset) }

  /// True where the role has "my patients": an empty search shows them.
  public var hasOwnPatients: Bool { user.role.isClinical }
  /// True while the rows are "my patients" and not the answer to a search.
  public var showsOwnPatients: Bool { hasOwnPatients && (answeredQuestion ?? question).isEmpty }
  /// True while the rows are the answer to a search, perhaps to the one before the newest.
  public var showsSearch: Bool { answeredQuestion?.isEmpty == false }
  /// False until the first answer, and after one that failed: the rows say nothing then.
  public var isAnswered: Bool { answeredQuestion != nil }
  /// Two entries of the list may be mistaken for each other.
  public var hasLookAlikes: Bool { rows.contains(where: \.isLookAlike) }

  /// What is asked: spaces typed around and between words make no other question.
  private struct Question: Hashable {
    var text: String
    var ward: String?
    var isEmpty: Bool { text.isEmpty && ward == nil }
  }

  private let user: SignedInUser
  private let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private var answeredRows: [WorkListEntry] = []
  /// The question that `answeredRows` answers.
  private var answeredQuestion: Question?
  private var isAsking = false
  private var mustAskAgain = false
  private var clockOffset: Int64 = 0
  /// When a hand was last seen on the list.
  private var touchedAt = Instant(microseconds: 0)
  private var live: LiveReading
  private var isStarted = false
  private var isClosed = false

  init(user: SignedInUser, environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.user = user
    self.environment = environment
    self.changed = changed
    self.notify = notify
    sort = user.role == .nurse ? .due : .name
    live = LiveReading(environment)
    live.read = { [weak self] in self?.readAgain() }
  }

  private var question: Question {
    Question(text: query.split(whereSeparator: \.isWhitespace).joined(separator: " "), ward: ward)
  }

  func start() {
    isStarted = true
    loadWards()
    refresh()
  }

  /// After an unlock.
  func resume() {
    if isStarted, wards.isEmpty { loadWards() }
    refresh()
  }

  /// The list is in front again.
  func paneOpened() { live.isShown = true }

  func paneLeft() { live.isShown = false }

  /// Something was written elsewhere that may show in "my patients".
  func changedElsewhere() {
    guard showsOwnPatients else { return }
    live.changed()
  }

  /// The session is over: nothing is kept, and no answer is taken any more.
  func close() {
    isClosed = true
    live.close()
    query = ""
    ward = nil
    show([], hasMore: false, of: nil)
  }

  private func loadWards() {
    let directory = environment.repositories.directory
    UIActor.spawn { [weak self] in
      guard let wards = try? await directory.wards(), let self, !isClosed else { return }
      self.wards = wards
      changed()
    }
  }

  public func search(_ text: String) {
    guard text != query else { return }
    touched()
    let before = question
    query = text
    if question == before { changed() } else { refresh() }
  }

  /// The next ward as filter, after the last none.
  public func filterByNextWard() {
    let codes = wards.map(\.code)
    guard let ward, let index = codes.firstIndex(of: ward) else {
      ward = codes.first
      return refresh()
    }
    self.ward = index + 1 < codes.count ? codes[index + 1] : nil
    refresh()
  }

  public func clearFilters() {
    guard ward != nil || !query.isEmpty else { return }
    ward = nil
    query = ""
    refresh()
  }

  public func sortByNext() {
    touched()
    // Who is found has no round to wait for and no result: there what is due first is as by name, the order of the database.
    let all = showsOwnPatients ? Sort.allCases : Sort.allCases.filter { $0 != .latestResult && $0 != .due }
    let index = all.firstIndex(of: sort) ?? all.firstIndex(of: .name) ?? 0
    sort = all[(index + 1) % all.count]
    arrange()
    changed()
  }

  public func select(_ id: PatientID?) {
    guard selected != id else { return }
    touched()
    selected = id
    changed()
  }

  private func touched() { touchedAt = environment.clock.now() }

  /// The patient in the bed of this number, in one of her own wards before others.
  public func bed(_ number: String) -> PatientID? {
    let inBed = rows.filter { row in
      guard let bed = row.entry.bed else { return false }
      return bed == number || String(bed.drop { !$0.isNumber }) == number
    }
    let own = inBed.first { row in row.entry.wardCode.map { user.wards.contains($0) } ?? false }
    return (own ?? inBed.first)?.entry.id
  }

  public var selectedRow: Row? { rows.first { $0.entry.id == selected } }

  /// Asks again with what is typed now. One question at a time is under way; the newest follows, those between are skipped.
  public func refresh() { ask(isAgain: false) }

  /// The same patients again, as they are now.
  private func readAgain() {
    guard showsOwnPatients, question.isEmpty else { return }
    ask(isAgain: true)
  }

  private func ask(isAgain: Bool) {
    guard !isAsking else {
      if isAgain { live.changed() } else { mustAskAgain = true }
      return
    }
    guard !isClosed else { return }
    let question = question
    guard hasOwnPatients || !question.isEmpty else {
      isLoading = false
      problem = nil
      show([], hasMore: false, of: question)
      return changed()
    }
    isAsking = true
    isLoading = !isAgain
    live.asked()
    changed()
    let (directory, own) = (environment.repositories.directory, hasOwnPatients && question.isEmpty)
    UIActor.spawn { [weak self] in
      do {
        if own {
          let entries = try await isAgain ? directory.myPatientsAgain() : directory.myPatients()
          self?.answered(entries, hasMore: false, to: question, isAgain: isAgain)
        } else {
          let answer = try await directory.search(question.text, question.ward)
          self?.answered(answer.entries.map { WorkListEntry(entry: $0) }, hasMore: answer.hasMore, to: question)
        }
      } catch {
        self?.failed(error, of: question)
      }
    }
  }

  private func answered(_ entries: [WorkListEntry], hasMore: Bool, to question: Question, isAgain: Bool = false) {
    isAsking = false
    live.answered()
    guard !isClosed else { return }
    if question == self.question {
      isLoading = false
      problem = nil
      readAt = environment.clock.now()
      if let moment = entries.lazy.compactMap(\.readAt).first {
        clockOffset = moment.microseconds(since: environment.clock.now())
      }
      show(entries, hasMore: hasMore, of: question, keepsOrder: isAgain && isAtWork)
    }
    askAgainIfNeeded()
    changed()
  }

  /// Somebody had a hand on the list in the last minute: rows stay where they are.
  private var isAtWork: Bool { environment.clock.now().seconds(since: touchedAt) < 60 }

  /// Rows stay where they answer what is asked, with `readAt` saying how old they are; a refusal takes them away.
  private func failed(_ error: any Error, of question: Question) {
    isAsking = false
    live.answered()
    guard !isClosed else { return }
    if case RepositoryError.refused(let refusal) = error, refusal.concernsSession {
      isLoading = false
      mustAskAgain = false   // `resume` asks
      return notify(.refused(refusal))
    }
    if question == self.question {
      isLoading = false
      problem = Notice(error)
      var isRefused = false
      if case RepositoryError.refused = error { isRefused = true }
      if isRefused || answeredQuestion != question { show([], hasMore: false, of: nil) }
    }
    askAgainIfNeeded()
    changed()
  }

  private func show(_ entries: [WorkListEntry], hasMore: Bool, of question: Question?, keepsOrder: Bool = false) {
    answeredRows = entries
    answeredQuestion = question
    self.hasMore = hasMore
    arrange(keepsOrder: keepsOrder)
  }

  private func askAgainIfNeeded() {
    guard mustAskAgain else { return }
    mustAskAgain = false
    refresh()
  }

  /// Sorts what was answered and keeps the selection on its patient. Where the order is kept, who is new comes last.
  private func arrange(keepsOrder: Bool = false) {
    let lookAlikes = LookAlike.patients(in: answeredRows.map(\.entry))
    var order = sorted(answeredRows)
    isOrderOld = false
    if keepsOrder {
      let places = Dictionary(rows.enumerated().map { ($1.entry.id, $0) }, uniquingKeysWith: { first, _ in first })
      let kept = order.enumerated().sorted {
        (places[$0.element.entry.id] ?? .max, $0.offset) < (places[$1.element.entry.id] ?? .max, $1.offset)
      }
      isOrderOld = kept.map(\.element.entry.id) != order.map(\.entry.id)
      order = kept.map(\.element)
    }
    if !isOrderOld { arrangedAt = environment.clock.now() }
    rows = order.map { Row(patient: $0, isLookAlike: lookAlikes.contains($0.entry.id)) }
    if selectedRow == nil { selected = rows.first?.entry.id }
  }

  /// An answer to a search comes in the database's order, the best match first.
  private func sorted(_ entries: [WorkListEntry]) -> [WorkListEntry] {
    if sort == .name || sort == .due, !showsOwnPatients { return entries }
    let keyed = entries.map { (entry: $0, first: firstKey($0), name: ListOrder($0.entry.name.listed)) }
    return keyed.sorted { $0.first == $1.first ? $0.name < $1.name : $0.first < $1.first }.map(\.entry)
  }

  /// What is sorted by before the name; without a bed or a result comes last.
  private func firstKey(_ row: WorkListEntry) -> SortKey {
    switch sort {
    case .name: SortKey(number: 0)
    case .bed: SortKey(number: row.entry.wardCode == nil ? 1 : 0,
      text: ListOrder("\(row.entry.wardCode ?? "") \(row.entry.bed ?? "")"))
    case .birthDate: SortKey(number: Int64(row.entry.birthDate.daysSinceEpoch))
    case .latestResult: SortKey(number: row.latest.map { ~$0.measuredAt.microseconds } ?? .max)
    case .due:
      switch row.urgency(at: now) { case (let rank, let time): SortKey(rank: rank, number: time) }
    }
  }

  private struct SortKey: Comparable {
    var rank = 0
    var number: Int64
    var text = ListOrder("")

    static func < (left: Self, right: Self) -> Bool {
      if left.rank != right.rank { return left.rank < right.rank }
      return left.number == right.number ? left.text < right.text : left.number < right.number
    }
  }
}
