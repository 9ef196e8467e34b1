import ClinicModel
import EventLoop

/// One form of the chart being filled: typed, checked, stored exactly once. Its draft is on the server from the first pause on.
@UIActor
public final class RecordFormModel {
  public enum Phase: Hashable, Sendable {
    /// What was kept of it is being read; keys wait.
    case opening
    case editing
    /// The database asks back, by the name of its question.
    case asking(String)
    case sending
    /// Sent, and the answer was lost: the same goes out again when the line is back.
    case inDoubt
  }

  /// Why nothing happened.
  public enum Blocker: Hashable, Sendable {
    case fields
    case objected(String)
    /// Somebody else changed the record meanwhile.
    case changed
    /// It is not there any more.
    case gone
    case answerFirst
    case notice(Notice)
  }

  /// What somebody else made of a field meanwhile.
  public enum Change: Hashable, Sendable {
    /// It was not touched here, and shows what is stored now; before it was this.
    case taken(before: String)
    /// What was typed here stays; this is stored now.
    case kept(stored: String)
  }

  public let patient: DirectoryEntry
  public private(set) var specification: RecordFormSpecification
  public private(set) var phase = Phase.opening
  public private(set) var values: RecordValues
  public private(set) var blocker: Blocker?
  public private(set) var changes: [String: Change] = [:]
  public private(set) var wasRestored = false
  /// The field that has to be looked at; the screen puts the cursor there and takes it.
  public var wantedField: String?
  public var savedAt: Instant? { draft.savedAt }
  public var kind: RecordFormKind { specification.kind }
  /// Sent, and not known yet whether it is stored.
  public var isUnanswered: Bool { phase == .sending || phase == .inDoubt }

  var onSaved: () -> Void = {}
  var onGivenUp: () -> Void = {}
  var onOpeningEnded: () -> Void = {}

  private let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private let draft: FormDraft
  /// What was stored when the form began, and its version: what a correction is of.
  private var base: RecordValues
  private var version: Int
  private var key = UniqueID.random()
  private var sentAt: Instant?
  private var isConfirmed = false
  private var isInDoubt = false
  /// Fields whose problems are shown: those that were left, or all after an attempt to save.
  private var seen: Set<String> = []
  private var rejected: [String: String] = [:]
  /// What Ctrl-Z brings back.
  private var before: [String: String] = [:]

  init(
    _ specification: RecordFormSpecification, patient: DirectoryEntry, environment: AppEnvironment, changed: @escaping () -> Void,
    notify: @escaping (Notice) -> Void
  ) {
    self.specification = specification
    self.patient = patient
    self.environment = environment
    self.changed = changed
    self.notify = notify
    values = specification.initial
    base = specification.initial
    version = specification.version
    draft = FormDraft(name: specification.draftName(patient.id), environment: environment, changed: changed)
    draft.content = { [unowned self] in kept }
  }

  /// The fields shown now.
  public var fields: [RecordField] {
    specification.fields.filter { field in field.condition.map { $0.values.contains(values[$0.field]) } ?? true }
  }

  /// Whether anything was typed.
  public var isChanged: Bool { specification.fields.contains { values[$0.id] != base[$0.id] } }

  // MARK: The draft

  func open() {
    let draft = draft
    UIActor.spawn { [weak self] in
      do {
        let found = try await draft.read()
        self?.opened(found)
      } catch {
        self?.notOpened(error)
      }
    }
  }

  private func opened(_ found: Draft?) {
    guard phase == .opening else { return }
    phase = .editing
    if let found { restore(found) }
    changed()
  }

  /// Without what was kept, typing on would overwrite it.
  private func notOpened(_ error: any Error) {
    guard phase == .opening else { return }
    if case RepositoryError.refused(let refusal) = error, refusal.concernsSession { return notify(.refused(refusal)) }
    notify(Notice(error))
    onGivenUp()
  }

  private func restore(_ found: Draft) {
    draft.restored(found)
    for (name, value) in found.content {
      let field = String(name.dropFirst(2))
      if name.hasPrefix("f/") { values[field] = value }
      if name.hasPrefix("b/") { base[field] = value }
    }
    version = found.content["version"].flatMap { Int($0) } ?? version
    wasRestored = isChanged
    key = found.content["key"].flatMap { UniqueID($0) } ?? key
    isConfirmed = found.content["confirmed"] == "true"
    if let sent = found.content["sent_at"].flatMap({ Int64($0) }) {
      // It was sent, and nobody heard the answer: the same form with the same key finds out, whatever is stored by now.
      sentAt = Instant(microseconds: sent)
      isInDoubt = true
      send()
    } else if version != specification.version {
      compare()
    }
  }

  /// What is kept on the server; nil where nothing was typed.
  private var kept: [String: String]? {
    guard isChanged || sentAt != nil else { return nil }
    var content = ["key": key.description, "version": String(version)]
    for field in specification.fields {
      content["f/" + field.id] = values[field.id]
      if version > 0 { content["b/" + field.id] = base[field.id] }
    }
    if let sentAt { content["sent_at"] = String(sentAt.microseconds) }
    if isConfirmed { content["confirmed"] = "true" }
    return content
  }

  func keep() { if phase != .opening { draft.keep() } }

  func discard() {
    draft.forget()
    draft.discard()
  }

  // MARK: Fields

  /// The text of a field as it is now; nothing while it is being stored.
  public func edit(_ field: String, _ text: String) {
    guard phase == .editing, values[field] != text else { return }
    values[field] = text
    rejected[field] = nil
    blocker = nil
    // Another content is another form; and nothing of this one is under way.
    key = .random()
    sentAt = nil
    isConfirmed = false
    draft.note()
    changed()
  }

  /// The cursor came into a field: Ctrl-Z comes back to what it shows now.
  public func enter(_ field: String) { before[field] = values[field] }

  /// The cursor left a field: what is wrong with it is shown from now on.
  public func leave(_ field: String) {
    // Nobody is told that a field is empty before she had it all.
    if values.text(field) != nil { seen.insert(field) }
  }

  /// Whether Ctrl-Z changes a field.
  public func canUndo(_ field: String) -> Bool { phase == .editing && before[field].map { $0 != values[field] } ?? false }

  /// Back to what the field was when the cursor came, and forth again.
  public func undo(_ field: String) {
    guard canUndo(field), let text = before[field] else { return }
    before[field] = values[field]
    edit(field, text)
  }

  /// What is wrong with the fields shown, all of it.
  public var problems: [String: RecordProblem] {
    var problems = specification.check(values.only(fields))
    for field in fields {
      if let problem = values.problem(of: field, now: environment.clock.now(), clock: environment.clock) {
        problems[field.id] = problem
      }
      if rejected[field.id] == values[field.id] { problems[field.id] = .rejected }
    }
    return problems.filter { id, _ in fields.contains { $0.id == id } }
  }

  /// Those that are shown.
  public var visibleProblems: [String: RecordProblem] { problems.filter { seen.contains($0.key) } }

  // MARK: Storing

  /// Stores the form, or goes to what stops it.
  public func save() {
    guard phase == .editing else { return }
    let problems = problems
    seen.formUnion(fields.map(\.id))
    if let first = fields.first(where: { problems[$0.id] != nil }) {
      wantedField = first.id
      return block(.fields)
    }
    sentAt = sentAt ?? environment.clock.now()
    send()
  }

  /// Yes to the question.
  public func confirm() {
    guard case .asking = phase else { return }
    isConfirmed = true
    sentAt = sentAt ?? environment.clock.now()
    send()
  }

  /// From a question back to the fields; false where none is asked.
  func backToFields() -> Bool {
    guard case .asking = phase else { return false }
    phase = .editing
    changed()
    return true
  }

  private func send() {
    guard let sentAt else { return }
    phase = .sending
    blocker = nil
    changes = [:]
    // The draft says that it was sent, and with which key, before it goes: whatever breaks, the next terminal finds out.
    draft.note()
    draft.keep()
    let submission = RecordSubmission(
      key: key, version: version, values: values.only(fields), isConfirmed: isConfirmed, sentAt: sentAt, clock: environment.clock)
    let (submit, key) = (specification.submit, key)
    changed()
    UIActor.spawn { [weak self] in
      do {
        let answer = try await submit(submission)
        self?.answered(answer, key)
      } catch {
        self?.failed(error, key)
      }
    }
  }

  private func answered(_ answer: RecordAnswer, _ sent: UniqueID) {
    guard sent == key, phase == .sending else { return }
    isInDoubt = false
    switch answer {
    case .saved:
      discard()
      onSaved()
    case .confirm(let question):
      forgetSending()
      phase = .asking(question)
    case .objected(let word):
      forgetSending()
      phase = .editing
      blocker = .objected(word)
    }
    changed()
  }

  /// Nothing is stored of it for certain.
  private func forgetSending() {
    sentAt = nil
    draft.note()
  }

  private func failed(_ error: any Error, _ sent: UniqueID) {
    guard sent == key, phase == .sending else { return }
    isInDoubt = RepositoryError.leavesDoubt(error, wasInDoubt: isInDoubt)
    phase = isInDoubt ? .inDoubt : .editing
    if !isInDoubt { forgetSending() }
    switch error as? RepositoryError {
    case .invalid(let field):
      rejected[field] = values[field]
      seen.insert(field)
      guard fields.contains(where: { $0.id == field }) else { return block(.notice(.unexpected)) }
      wantedField = field
      return block(.fields)
    // Of another content, stored from another terminal: this one is a form of its own.
    case .keyReused: key = .random()
    case .changedMeanwhile: return readAgain()
    case .refused(.expired): onOpeningEnded()
    case .refused(let refusal) where refusal.concernsSession: notify(.refused(refusal))
    default: break
    }
    block(.notice(Notice(error)))
  }

  private func block(_ blocker: Blocker) {
    self.blocker = blocker
    changed()
  }

  /// After a reconnect: what is in doubt goes out again with the same key; what could not be kept is kept.
  func resume() {
    switch phase {
    case .opening: open()
    case .inDoubt: send()
    case .editing, .asking, .sending: draft.keep()
    }
  }

  /// False where its fate is not known yet.
  func mayLeave() -> Bool {
    guard !isUnanswered else {
      block(.answerFirst)
      return false
    }
    return true
  }

  // MARK: Somebody else was faster

  private func readAgain() {
    guard let reread = specification.reread else { return block(.changed) }
    phase = .sending
    let sent = key
    UIActor.spawn { [weak self] in
      do {
        let now = try await reread()
        self?.readAgain(now, sent)
      } catch {
        self?.failed(error, sent)
      }
    }
  }

  private func readAgain(_ now: RecordFormSpecification?, _ sent: UniqueID) {
    guard sent == key, phase == .sending else { return }
    phase = .editing
    guard let now else { return block(.gone) }
    specification = now
    compare()
    draft.note()
  }

  /// What was typed stays; what was not touched takes what is stored now; both are told.
  private func compare() {
    for field in specification.fields where base[field.id] != specification.initial[field.id] {
      let stored = specification.initial[field.id]
      if values[field.id] == base[field.id] {
        changes[field.id] = .taken(before: base[field.id])
        values[field.id] = stored
      } else if values[field.id] != stored {
        changes[field.id] = .kept(stored: stored)
      }
    }
    base = specification.initial
    version = specification.version
    key = .random()
    sentAt = nil
    isConfirmed = false
    wantedField = specification.fields.first { changes[$0.id] != nil }?.id
    block(.changed)
  }
}
