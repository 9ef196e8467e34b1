import ClinicModel
import EventLoop

/// Registering a patient: what was typed, what is wrong with it, who it may be already, and the draft on the server.
@UIActor
public final class RegistrationModel {
  public enum State: Hashable, Sendable {
    case editing
    case sending
    /// Sent, and the answer was lost: the same form goes out again when the line is back.
    case inDoubt
    case saved(PatientID, RecordNumber, PersonName)
  }

  public enum Blocker: Hashable, Sendable {
    case fieldsMissing
    case duplicateUndecided
    case notice(Notice)
  }

  public private(set) var form = RegistrationForm()
  public private(set) var state = State.editing
  public private(set) var problems: [RegistrationForm.Field: RegistrationForm.Problem] = [:]
  public private(set) var candidates: [DuplicateCandidate] = []
  public private(set) var wards: [Ward] = []
  /// Why Save did nothing.
  public private(set) var blocker: Blocker?
  public var draftSavedAt: Instant? { draft.savedAt }
  /// A draft of an earlier time was brought back.
  public private(set) var wasRestored = false
  /// Why the candidates are somebody else: "twin". Empty: undecided. What was sent cannot be changed.
  public var differentReason: String {
    get { reason }
    set {
      guard newValue != reason, !isSent else { return }
      reason = newValue
      decidedOver = blockingCandidates
      edited()
    }
  }
  /// Problems of fields that were never left are not shown yet, until Save was tried.
  public private(set) var touched = Set<RegistrationForm.Field>()

  var onRegistered: (PatientID) -> Void = { _ in }

  private let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private let draft: FormDraft
  private let searchDeadline: Deadline
  /// The idempotency key of this content: kept while the content stays, so that sending it twice stores it once.
  private var key = UniqueID.random()
  private var reason = ""
  /// The candidates that `reason` was typed over; nil for a restored one, whose candidates are not known yet.
  private var decidedOver: Set<PatientID>? = []
  private var inDoubt: Submission?
  private var loading = Loading.notAsked
  private var search = Question()
  private var wasTried = false
  private var wasOpened = false
  /// Counts forms, so that the answer to an earlier one is not taken for this one's.
  private var formNumber = 0
  private var isSent: Bool { state == .sending || state == .inDoubt }

  private enum Loading { case notAsked, asked, done }

  private struct Submission {
    var key: UniqueID
    var registration: Registration
    var differentReason: String?
  }

  init(environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.environment = environment
    self.changed = changed
    self.notify = notify
    draft = FormDraft(name: "registration", environment: environment, changed: changed)
    searchDeadline = Deadline(environment.scheduler)
    draft.content = { [unowned self] in draftContent }
  }

  /// Must be decided before Save: use the one that exists, or say why it is somebody else.
  public var needsDecision: Bool { !blockingCandidates.isEmpty }

  private var blockingCandidates: Set<PatientID> { Set(candidates.filter { $0.level == .block }.map(\.entry.id)) }

  private var isDecided: Bool { !(trimmedReason ?? "").isEmpty }

  private var trimmedReason: String? {
    let text = reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return text.isEmpty ? nil : text
  }

  /// The problems worth showing now: of fields that were left, and what is missing once Save was tried.
  public var visibleProblems: [RegistrationForm.Field: RegistrationForm.Problem] {
    problems.filter { field, problem in touched.contains(field) && (problem != .required || wasTried) }
  }

  func paneOpened() {
    wasOpened = true
    guard loading == .notAsked else { return }
    loading = .asked
    let (directory, draft) = (environment.repositories.directory, draft)
    UIActor.spawn { [weak self] in
      do {
        let wards = try await directory.wards()
        self?.loaded(wards, try await draft.read())
      } catch {
        self?.notLoaded(error)
      }
    }
  }

  private func loaded(_ wards: [Ward], _ draft: Draft?) {
    guard loading == .asked else { return }
    loading = .done
    self.wards = wards
    restore(draft)
  }

  /// Asked again when the pane is opened the next time, or when the line is back.
  private func notLoaded(_ error: any Error) {
    guard loading == .asked else { return }
    loading = .notAsked
    notify(Notice(error))
  }

  private func restore(_ kept: Draft?) {
    if let kept, form.isEmpty, state == .editing {
      form = RegistrationForm(content: kept.content)
      reason = kept.content["different_reason"] ?? ""
      decidedOver = nil
      key = kept.content["request_key"].flatMap { UniqueID($0) } ?? key
      draft.restored(kept)
      wasRestored = !form.isEmpty
      touched = Set(RegistrationForm.Field.allCases.filter { !form[$0].isEmpty })
      searchDuplicates()
    }
    check()
    changed()
  }

  // MARK: Editing

  public func edit(_ field: RegistrationForm.Field, _ text: String) {
    guard form[field] != text, !isSent else { return }
    if case .saved = state { startNew() }
    form[field] = text
    check()
    scheduleSearch()
    edited()
  }

  /// Another content is another registration.
  private func edited() {
    key = .random()
    blocker = nil
    draft.note()
    changed()
  }

  /// The field was left: its problem may be shown.
  public func leave(_ field: RegistrationForm.Field) {
    guard !touched.contains(field) else { return }
    touched.insert(field)
    changed()
  }

  private func check() {
    problems = form.validated(today: environment.clock.today, wards: wards).problems
  }

  /// An empty form for the next person.
  public func startNew() {
    form = RegistrationForm()
    state = .editing
    candidates = []
    reason = ""
    decidedOver = []
    inDoubt = nil
    blocker = nil
    touched = []
    wasTried = false
    wasRestored = false
    key = .random()
    formNumber += 1
    search.forget()
    draft.forget()
    searchDeadline.cancel()
    check()
    changed()
  }

  /// Throws the draft away, here and on the server.
  public func discard() {
    startNew()
    draft.discard()
    notify(.draftDiscarded)
  }

  /// The session is over: nothing is kept here; the draft is on the server.
  func close() {
    startNew()
    loading = .done
    wards = []
  }

  // MARK: Draft

  /// Stores what was typed now: at a pause, at the lock, before the session ends.
  public func keepDraft() { draft.keep() }

  private var draftContent: [String: String]? {
    guard !form.isEmpty else { return nil }
    var content = form.content
    if isDecided { content["different_reason"] = reason }
    // With the key of the form, so that a write in doubt is not stored twice even when the draft is taken up at another terminal.
    content["request_key"] = key.description
    return content
  }

  // MARK: Duplicates

  private func scheduleSearch() {
    searchDeadline.arm(milliseconds: 150) { [weak self] in self?.searchDuplicates() }
  }

  private func searchDuplicates() {
    let query = duplicateQuery
    guard query.surname1 != nil || query.birthDate != nil || query.phone != nil else {
      search.forget()
      return found([])
    }
    let (question, registrations) = (search.next(), environment.repositories.registrations)
    UIActor.spawn { [weak self] in
      guard let found = try? await registrations.findDuplicates(query), let self, search.isLatest(question) else { return }
      self.found(found)
    }
  }

  /// A reason stands for the candidates it was typed over: a new one that blocks has to be decided anew.
  private func found(_ found: [DuplicateCandidate]) {
    candidates = found
    if let decidedOver, !blockingCandidates.isSubset(of: decidedOver), !isSent, !reason.isEmpty {
      reason = ""
      key = .random()
      draft.note()
    }
    if decidedOver == nil { decidedOver = blockingCandidates }
    changed()
  }

  private var duplicateQuery: DuplicateQuery {
    func text(_ field: RegistrationForm.Field) -> String? {
      let trimmed = form[field].split(separator: " ").joined(separator: " ")
      return trimmed.unicodeScalars.count < 2 ? nil : trimmed
    }
    let phone = form[.phone].filter { !" -().".contains($0) }
    return DuplicateQuery(
      givenNames: text(.givenNames), surname1: text(.surname1), surname2: text(.surname2),
      birthDate: try? CalendarDate.parse(form[.birthDate]).get(), sex: Sex(rawValue: form[.sex]),
      phone: phone.count >= RegistrationForm.shortestPhone ? phone : nil)
  }

  // MARK: Saving

  /// Sends the form. One in doubt goes out again as it was, with its key.
  public func submit() {
    if let inDoubt, state == .inDoubt { return send(inDoubt) }
    guard state == .editing else { return }
    touched = Set(RegistrationForm.Field.allCases)
    wasTried = true
    let (registration, problems) = form.validated(today: environment.clock.today, wards: wards)
    self.problems = problems
    guard let registration else { return block(.fieldsMissing) }
    guard !needsDecision || isDecided else { return block(.duplicateUndecided) }
    send(Submission(key: key, registration: registration, differentReason: trimmedReason))
  }

  private func send(_ submission: Submission) {
    blocker = nil
    state = .sending
    changed()
    let (registrations, number) = (environment.repositories.registrations, formNumber)
    UIActor.spawn { [weak self] in
      do {
        let answer = try await registrations.register(submission.key, submission.registration, submission.differentReason)
        if let self, number == formNumber { answered(answer, submission.registration) }
      } catch {
        if let self, number == formNumber { failed(error, submission) }
      }
    }
  }

  private func answered(_ answer: Registrations.Answer, _ registration: Registration) {
    inDoubt = nil
    switch answer {
    case .saved(let id, let number):
      startNew()
      state = .saved(id, number, registration.name)
      draft.discard()
      notify(.patientRegistered(number))
      onRegistered(id)
    case .duplicate:
      state = .editing
      decidedOver = []
      searchDuplicates()
      block(.duplicateUndecided)
    }
    changed()
  }

  private func failed(_ error: any Error, _ submission: Submission) {
    let isInDoubt = RepositoryError.leavesDoubt(error, wasInDoubt: inDoubt != nil)
    inDoubt = isInDoubt ? submission : nil
    state = isInDoubt ? .inDoubt : .editing
    draft.note()
    switch error as? RepositoryError {
    case .invalid(let name):
      guard let field = RegistrationForm.Field(rawValue: name) else { break }
      problems[field] = .forbiddenCharacter
      return block(.fieldsMissing)
    case .keyReused: key = .random()   // of another content, stored from another terminal: this one is a registration of its own
    case .refused(let refusal) where refusal.concernsSession: notify(.refused(refusal))
    default: break
    }
    block(.notice(Notice(error)))
  }

  private func block(_ blocker: Blocker) {
    self.blocker = blocker
    changed()
  }

  /// After a reconnect: what is in doubt goes out again with the same key, so that it is stored exactly once.
  func resume() {
    if wasOpened { paneOpened() }
    if state == .inDoubt { submit() } else { keepDraft() }
  }
}
