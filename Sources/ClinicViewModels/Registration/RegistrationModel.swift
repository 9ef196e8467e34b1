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

  static let formName = "registration"

  public private(set) var form = RegistrationForm()
  public private(set) var state = State.editing
  public private(set) var problems: [RegistrationForm.Field: RegistrationForm.Problem] = [:]
  public private(set) var candidates: [DuplicateCandidate] = []
  public private(set) var wards: [Ward] = []
  /// Why Save did nothing.
  public private(set) var blocker: Blocker?
  public private(set) var draftSavedAt: Instant?
  /// A draft of an earlier time was brought back.
  public private(set) var wasRestored = false
  /// Why the candidates are somebody else: "twin". Empty: undecided.
  public var differentReason = "" { didSet { if !isSent { key = .random() } } }
  /// Problems of fields that were never left are not shown yet, until Save was tried.
  public private(set) var touched = Set<RegistrationForm.Field>()

  var onRegistered: (PatientID) -> Void = { _ in }

  private let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private let draftDeadline: Deadline
  private let searchDeadline: Deadline
  private var key = UniqueID.random()
  private var isLoaded = false
  private var question = 0
  private var draftIsStale = false
  private var isSent: Bool { state == .sending || state == .inDoubt }

  init(environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.environment = environment
    self.changed = changed
    self.notify = notify
    draftDeadline = Deadline(environment.scheduler)
    searchDeadline = Deadline(environment.scheduler)
  }

  /// Must be decided before Save: use the one that exists, or say why it is somebody else.
  public var needsDecision: Bool { candidates.contains { $0.level == .block } }

  /// The problems worth showing now.
  public var visibleProblems: [RegistrationForm.Field: RegistrationForm.Problem] {
    problems.filter { field, problem in touched.contains(field) && (problem != .required || blocker != nil) }
  }

  func paneOpened() {
    guard !isLoaded else { return }
    isLoaded = true
    let repositories = environment.repositories
    UIActor.spawn { [weak self] in
      self?.wards = (try? await repositories.directory.wards()) ?? []
      let draft = try? await repositories.registrations.readDraft(Self.formName)
      self?.restore(draft ?? nil)
    }
  }

  private func restore(_ draft: Draft?) {
    if let draft, form.isEmpty, state == .editing {
      form = RegistrationForm(content: draft.content)
      differentReason = draft.content["different_reason"] ?? ""
      key = draft.content["request_key"].flatMap { UniqueID($0) } ?? key
      draftSavedAt = draft.savedAt
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
    key = .random()
    blocker = nil
    check()
    scheduleDraft()
    scheduleSearch()
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
    differentReason = ""
    blocker = nil
    touched = []
    draftSavedAt = nil
    wasRestored = false
    key = .random()
    question += 1
    draftDeadline.cancel()
    check()
    changed()
  }

  /// Throws the draft away, here and on the server.
  public func discard() {
    startNew()
    draftIsStale = false
    let registrations = environment.repositories.registrations
    UIActor.spawn { try? await registrations.discardDraft(Self.formName) }
    notify(.draftDiscarded)
  }

  // MARK: Draft

  private func scheduleDraft() {
    draftIsStale = true
    draftDeadline.arm(milliseconds: 1500) { [weak self] in self?.keepDraft() }
  }

  /// Stores what was typed now: at a pause, at the lock, before the session ends.
  public func keepDraft() {
    draftDeadline.cancel()
    guard draftIsStale, state == .editing || state == .inDoubt, !form.isEmpty else { return }
    draftIsStale = false
    var content = form.content
    if !differentReason.isEmpty { content["different_reason"] = differentReason }
    // With the key of the form, so that a write in doubt is not stored twice even when the draft is taken up at another terminal.
    content["request_key"] = key.description
    let (registrations, kept, now) = (environment.repositories.registrations, content, environment.clock.now())
    UIActor.spawn { [weak self] in
      do {
        try await registrations.saveDraft(Self.formName, kept)
        self?.draftSavedAt = now
      } catch {
        self?.draftIsStale = true
      }
      self?.changed()
    }
  }

  // MARK: Duplicates

  private func scheduleSearch() {
    searchDeadline.arm(milliseconds: 150) { [weak self] in self?.searchDuplicates() }
  }

  private func searchDuplicates() {
    question += 1
    let query = duplicateQuery
    guard query.surname1 != nil || query.birthDate != nil || query.phone != nil else {
      candidates = []
      return changed()
    }
    let (question, registrations) = (question, environment.repositories.registrations)
    UIActor.spawn { [weak self] in
      guard let found = try? await registrations.findDuplicates(query), let self, question == self.question else { return }
      candidates = found
      changed()
    }
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

  public func submit() {
    guard !isSent else { return }
    touched = Set(RegistrationForm.Field.allCases)
    let (registration, problems) = form.validated(today: environment.clock.today, wards: wards)
    self.problems = problems
    guard let registration else { return block(.fieldsMissing) }
    guard !needsDecision || !differentReason.isEmpty else { return block(.duplicateUndecided) }
    blocker = nil
    state = .sending
    changed()
    let (registrations, key, reason) = (environment.repositories.registrations, key, differentReason)
    UIActor.spawn { [weak self] in
      do {
        let answer = try await registrations.register(key, registration, reason.isEmpty ? nil : reason)
        self?.answered(answer, registration)
      } catch {
        self?.failed(error)
      }
    }
  }

  private func answered(_ answer: Registrations.Answer, _ registration: Registration) {
    switch answer {
    case .saved(let id, let number):
      startNew()
      state = .saved(id, number, registration.name)
      draftIsStale = false
      let registrations = environment.repositories.registrations
      UIActor.spawn { try? await registrations.discardDraft(Self.formName) }
      notify(.patientRegistered(number))
      onRegistered(id)
    case .duplicate:
      state = .editing
      searchDuplicates()
      block(.duplicateUndecided)
    }
    changed()
  }

  private func failed(_ error: any Error) {
    if case RepositoryError.unknownOutcome = error {
      state = .inDoubt
      draftIsStale = true
    } else {
      state = .editing
    }
    if case RepositoryError.invalid(let name) = error, let field = RegistrationForm.Field(rawValue: name) {
      problems[field] = .forbiddenCharacter
      return block(.fieldsMissing)
    }
    block(.notice(Notice(error)))
  }

  private func block(_ blocker: Blocker) {
    self.blocker = blocker
    changed()
  }

  /// After a reconnect: what is in doubt goes out again with the same key, so that it is stored exactly once.
  func resume() {
    guard state == .inDoubt else { return keepDraft() }
    state = .editing
    submit()
  }
}
