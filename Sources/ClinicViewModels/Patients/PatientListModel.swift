import ClinicModel
import EventLoop

/// "My patients", or the directory as soon as something is typed. Every key of the search is answered.
@UIActor
public final class PatientListModel {
  public enum Sort: Hashable, Sendable, CaseIterable {
    case name, bed, birthDate, latestResult
  }

  public struct Row: Hashable, Sendable {
    public var entry: DirectoryEntry
    public var latest: WorkListEntry.LatestResult?
    public var isLookAlike: Bool
  }

  public private(set) var query = ""
  public private(set) var ward: String?
  public private(set) var sort = Sort.name
  public private(set) var rows: [Row] = []
  public private(set) var wards: [Ward] = []
  public private(set) var hasMore = false
  public private(set) var isLoading = false
  /// Why the list could not be read.
  public private(set) var problem: Notice?
  public private(set) var selected: PatientID?
  /// When the database last answered.
  public private(set) var readAt: Instant?

  /// True where the role has "my patients": an empty search shows them.
  public var hasOwnPatients: Bool { user.role.isClinical }
  /// True while the rows are "my patients" and not the answer to a search.
  public var showsOwnPatients: Bool { hasOwnPatients && query.isEmpty && ward == nil }
  /// Two entries of the list may be mistaken for each other.
  public var hasLookAlikes: Bool { rows.contains(where: \.isLookAlike) }

  private let user: SignedInUser
  private let environment: AppEnvironment
  private let changed: () -> Void
  private var answeredRows: [WorkListEntry] = []
  private var isAsking = false
  private var mustAskAgain = false

  init(user: SignedInUser, environment: AppEnvironment, changed: @escaping () -> Void) {
    self.user = user
    self.environment = environment
    self.changed = changed
  }

  func start() {
    let directory = environment.repositories.directory
    UIActor.spawn { [weak self] in
      self?.wards = (try? await directory.wards()) ?? []
      self?.changed()
    }
    refresh()
  }

  public func search(_ text: String) {
    guard text != query else { return }
    query = text
    refresh()
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
    let all = hasOwnPatients ? Sort.allCases : Sort.allCases.filter { $0 != .latestResult }
    let index = all.firstIndex(of: sort) ?? 0
    sort = all[(index + 1) % all.count]
    arrange()
    changed()
  }

  public func select(_ id: PatientID?) {
    guard selected != id else { return }
    selected = id
    changed()
  }

  public var selectedRow: Row? { rows.first { $0.entry.id == selected } }

  /// Asks again with what is typed now. One question at a time is under way; the newest follows, those between are skipped.
  public func refresh() {
    guard !isAsking else {
      mustAskAgain = true
      return
    }
    guard hasOwnPatients || !query.isEmpty || ward != nil else {
      answeredRows = []
      hasMore = false
      isLoading = false
      problem = nil
      arrange()
      return changed()
    }
    isAsking = true
    isLoading = true
    changed()
    let (directory, query, ward, own) = (environment.repositories.directory, query, ward, showsOwnPatients)
    UIActor.spawn { [weak self] in
      do {
        if own {
          let entries = try await directory.myPatients()
          self?.answered(entries, hasMore: false, to: (query, ward))
        } else {
          let answer = try await directory.search(query, ward)
          self?.answered(answer.entries.map { WorkListEntry(entry: $0) }, hasMore: answer.hasMore, to: (query, ward))
        }
      } catch {
        self?.failed(error)
      }
    }
  }

  private func answered(_ entries: [WorkListEntry], hasMore: Bool, to question: (String, String?)) {
    isAsking = false
    problem = nil
    readAt = environment.clock.now()
    if question == (query, ward) {
      answeredRows = entries
      self.hasMore = hasMore
      isLoading = false
      arrange()
    }
    askAgainIfNeeded()
    changed()
  }

  private func failed(_ error: any Error) {
    isAsking = false
    isLoading = false
    problem = Notice(error)
    askAgainIfNeeded()
    changed()
  }

  private func askAgainIfNeeded() {
    guard mustAskAgain else { return }
    mustAskAgain = false
    refresh()
  }

  /// Sorts what was answered and keeps the selection on its patient.
  private func arrange() {
    let lookAlikes = LookAlike.patients(in: answeredRows.map(\.entry))
    let sorted = sort == .name && !showsOwnPatients ? answeredRows : answeredRows.sorted(by: order)
    rows = sorted.map { Row(entry: $0.entry, latest: $0.latest, isLookAlike: lookAlikes.contains($0.entry.id)) }
    if selectedRow == nil { selected = rows.first?.entry.id }
  }

  private func order(_ left: WorkListEntry, _ right: WorkListEntry) -> Bool {
    let names = (left.entry.name.listed, right.entry.name.listed)
    switch sort {
    case .name: return names.0 < names.1
    case .bed:
      let beds = ((left.entry.wardCode ?? "~", left.entry.bed ?? "~"), (right.entry.wardCode ?? "~", right.entry.bed ?? "~"))
      return beds.0 == beds.1 ? names.0 < names.1 : beds.0 < beds.1
    case .birthDate:
      return left.entry.birthDate == right.entry.birthDate ? names.0 < names.1 : left.entry.birthDate < right.entry.birthDate
    case .latestResult:
      let times = (left.latest?.measuredAt.microseconds ?? .min, right.latest?.measuredAt.microseconds ?? .min)
      return times.0 == times.1 ? names.0 < names.1 : times.0 > times.1
    }
  }
}
