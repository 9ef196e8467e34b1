import ClinicModel
import EventLoop

/// One round being entered or corrected: typed, checked, signed, and answered for where its NEWS2 asks for somebody.
@UIActor
public final class VitalSignsEntryModel {
  public let patient: DirectoryEntry
  /// The stored round that is corrected; nil for a new one.
  public let corrected: VitalSignsRound?
  public private(set) var phase: Phase
  public private(set) var form: VitalSignsForm
  public private(set) var chart: VitalSignsChart?
  public private(set) var doubts: [VitalSignsDoubt] = []
  public private(set) var isConfirmed = false
  public private(set) var blocker: Blocker?
  /// Brought back from a draft.
  public private(set) var wasRestored = false
  /// Why it is corrected.
  public private(set) var reason = ""
  public var savedAt: Instant? { begun.savedAt }

  /// A key was taken before the chart is there.
  var onWaiting: () -> Void = {}
  var onSaved: (VitalSigns.Saved) -> Void = { _ in }
  var onFinished: (VitalSigns.Saved?) -> Void = { _ in }
  /// What was not done, in words, for the note of the round.
  public var noteText: ([VitalSign: NotDoneReason]) -> String = { _ in "" }

  private let user: SignedInUser
  let environment: AppEnvironment
  private let begun: BegunForms
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private var waiting: [EntryKey] = []
  private var key = UniqueID.random()
  private var sentAt: Instant?
  /// The version of the round that a correction was sent for.
  private var sentVersion: Int?
  private var (isInDoubt, isAnswering) = (false, false)

  init(
    patient: DirectoryEntry, correcting corrected: VitalSignsRound?, user: SignedInUser, environment: AppEnvironment,
    begun: BegunForms, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void
  ) {
    self.patient = patient
    self.corrected = corrected
    self.user = user
    self.environment = environment
    self.begun = begun
    self.changed = changed
    self.notify = notify
    phase = .opening
    form = VitalSignsForm(limits: VitalSignLimits([]))
  }

  /// The round before this one.
  public private(set) var before: VitalSignsRound?

  public var measuredAt: Result<Instant, MeasuringTime.Problem> {
    if let sentAt { return .success(sentAt) }
    if let corrected, form.time.isEmpty { return .success(corrected.measuredAt) }
    return MeasuringTime.parse(form.time, now: environment.clock.now(), clock: environment.clock)
  }

  // MARK: Opening

  /// The chart is there: what was kept comes back, and what was typed meanwhile is taken. Read again later it changes nothing typed.
  func opened(_ chart: VitalSignsChart) {
    self.chart = chart
    let limits = chart.limits.forPerson(isAdult: isAdult)
    // What this one becomes is not what was before it.
    if phase == .opening || phase == .editing { before = chart.rounds.first { !$0.isVoid && $0.id != corrected?.id } }
    guard phase == .opening else { return form.limits = limits }
    if let corrected {
      form = VitalSignsForm(values: corrected.values, limits: limits)
      if let kept = begun.content(.correction, corrected.id.value) { restore(kept, limits) }
      form.focus(.done)
    } else if let kept = begun.content(.round, patient.id.value) {
      restore(kept, limits)
    } else {
      form = VitalSignsForm(limits: limits)
      form.isPregnant = wasPregnant
    }
    phase = .editing
    let keys = waiting
    waiting = []
    if corrected != nil, wasRestored, sentAt != nil { return send() }
    for key in keys { press(key) }
    changed()
  }

  /// What was kept. A correction that was sent goes out again with its key and version; one of a round that somebody else changed
  /// since is one of the round as it is now.
  private func restore(_ kept: [String: String], _ limits: VitalSignLimits) {
    form = VitalSignsForm(content: kept, limits: limits)
    key = kept["request_key"].flatMap { UniqueID($0) } ?? key
    sentAt = kept["sent_at"].flatMap { Int64($0) }.map { Instant(microseconds: $0) }
    reason = kept["reason"] ?? ""
    wasRestored = true
    guard let corrected, let version = kept["version"].flatMap({ Int($0) }) else { return }
    isConfirmed = kept["confirmed"] == "true"
    if sentAt != nil { sentVersion = version } else if version != corrected.version { blocker = .changed }
  }

  // MARK: Keys

  /// True when the key meant something.
  @discardableResult
  public func press(_ key: EntryKey) -> Bool {
    switch phase {
    case .opening:
      guard waiting.count < 200 else { return false }
      waiting.append(key)
      onWaiting()
      return true
    case .editing: return edit(key)
    case .review:
      switch key {
      case .sign: sign()
      case .character(let letter) where !doubts.isEmpty && !isConfirmed && "yYsS".contains(letter):
        isConfirmed = true
        blocker = nil
        changed()
      case .backspace: backToForm()
      default: return false
      }
      return true
    case .sending, .inDoubt, .escalating, .finished: return false
    }
  }

  private func edit(_ key: EntryKey) -> Bool {
    // Another key than the one that checked: one key twice stores nothing.
    guard key != .sign else { return false }
    blocker = nil
    let before = form
    var isUsed = true
    switch key {
    case .character(let digit) where corrected != nil && form.focus == .done: isUsed = pick(digit)
    case .character(let character):
      isUsed = form.type(character)
      if corrected != nil, form.focus != before.focus { form.focus(.done) }
    case .backspace: form.backspace()
    case .next: form.next()
    case .previous: form.previous()
    case .enter:
      if form.focus == .done {
        check()
        return true
      }
      if corrected != nil { form.focus(.done) } else { form.moveOn() }
    case .sign: return false
    }
    if form.content != before.content { edited() }
    changed()
    return isUsed
  }

  /// In a correction a digit goes to a field: 1 is the first.
  private func pick(_ digit: Character) -> Bool {
    let fields = form.stops.filter { $0.sign != nil }
    guard let number = digit.wholeNumberValue, fields.indices.contains(number - 1) else { return false }
    form.focus(fields[number - 1])
    return true
  }

  public func focus(_ stop: VitalSignsForm.Stop) {
    guard phase == .editing else { return }
    form.focus(stop)
    changed()
  }

  public func togglePregnancy() {
    guard phase == .editing || phase == .review, corrected == nil else { return }
    form.isPregnant.toggle()
    edited()
    changed()
  }

  /// Another content is another round.
  private func edited() {
    key = .random()
    sentAt = nil
    doubts = []
    isConfirmed = false
    noteDraft()
  }

  private func noteDraft() {
    if corrected == nil, form.isEmpty, form.isPregnant == wasPregnant { return begun.remove(.round, patient.id.value) }
    var content = form.content
    content["request_key"] = key.description
    if let sentAt { content["sent_at"] = String(sentAt.microseconds) }
    guard let corrected else { return begun.note(content, .round, patient.id.value) }
    content["version"] = String(sentVersion ?? corrected.version)
    if !reason.isEmpty { content["reason"] = reason }
    if isConfirmed { content["confirmed"] = "true" }
    begun.note(content, .correction, corrected.id.value)
  }

  // MARK: Checking

  /// Shows what will be stored, or goes to what stops it.
  public func check() {
    guard phase == .editing else { return }
    guard case .success(let moment) = measuredAt else {
      if case .failure(let problem) = measuredAt { block(.time(problem)) }
      return form.focus(.time)
    }
    if let sign = form.unreadable.first {
      form.focus(.sign(sign))
      return block(.unreadable(sign))
    }
    guard let chart, !form.values.isEmpty || corrected != nil else { return block(.nothingMeasured) }
    let judgement = VitalSignsJudgement(
      form.values, measuredAt: moment, now: environment.clock.now(), chart: chart, limits: form.limits, isAdult: isAdult,
      corrected: corrected?.id)
    if let sign = judgement.impossible.first {
      form.focus(.sign(sign))
      return block(.contradiction(sign))
    }
    doubts = judgement.doubts
    isConfirmed = false
    blocker = nil
    phase = .review
    changed()
  }

  public func backToForm() {
    guard phase == .review else { return }
    phase = .editing
    blocker = nil
    form.focus(.done)
    changed()
  }

  /// Why a stored round is corrected.
  public func setReason(_ text: String) {
    guard phase == .review || phase == .editing else { return }
    if text != reason { (key, sentAt) = (.random(), nil) }
    reason = text
    blocker = nil
    noteDraft()
    changed()
  }

  private func block(_ blocker: Blocker) {
    self.blocker = blocker
    changed()
  }

  // MARK: Signing

  /// Stores what was checked.
  public func sign() {
    guard phase == .review else { return }
    guard doubts.isEmpty || isConfirmed else { return block(.unconfirmed) }
    guard corrected == nil || reason.count >= 3 else { return block(.reasonMissing) }
    guard case .success(let moment) = measuredAt else { return }
    sentAt = moment
    noteDraft()
    send()
  }

  /// Closes a stored round that should not be there.
  public func void(reason: String) {
    guard corrected != nil, phase == .review || phase == .editing else { return }
    self.reason = reason
    key = .random()
    form = VitalSignsForm(limits: form.limits)
    sentAt = corrected?.measuredAt
    isConfirmed = true
    send()
  }

  private func send() {
    guard let moment = sentAt else { return }
    phase = .sending
    blocker = nil
    changed()
    let (signs, key, confirmed, values) = (environment.repositories.vitalSigns, key, isConfirmed, form.values)
    let correction = corrected.map {
      VitalSignsCorrection(
        record: $0.id, expectedVersion: sentVersion ?? $0.version, measuredAt: moment, values: values, reason: reason)
    }
    let note = form.notDone.isEmpty ? nil : NewVitalSigns.Note(text: noteText(form.notDone), role: user.role)
    let round = NewVitalSigns(
      patient: patient.id, measuredAt: moment, values: values, isPregnant: exclusion == .pregnancy, note: note)
    UIActor.spawn { [weak self] in
      do {
        let answer =
          if let correction { try await signs.correct(key, correction, confirmed) } else { try await signs.record(key, round, confirmed) }
        self?.answered(answer)
      } catch {
        self?.failed(error)
      }
    }
  }

  private func answered(_ answer: VitalSigns.Answer) {
    guard phase == .sending else { return }
    isInDoubt = false
    switch answer {
    case .saved(let saved):
      if let corrected {
        begun.remove(.correction, corrected.id.value)
        begun.endSentences(about: corrected.id.value)
      } else {
        begun.remove(.round, patient.id.value)
      }
      phase = saved.escalation == nil ? .finished : .escalating(saved)
      onSaved(saved)
      if phase == .finished { onFinished(saved) }
    case .confirm(let doubts):
      self.doubts = doubts
      isConfirmed = false
      phase = .review
      blocker = .unconfirmed
    case .notAuthor: refuse(.notAuthor)
    case .tooLate: refuse(.tooLate)
    }
    changed()
  }

  private func refuse(_ blocker: Blocker) {
    phase = .review
    self.blocker = blocker
  }

  private func failed(_ error: any Error) {
    guard phase == .sending else { return }
    isInDoubt = RepositoryError.leavesDoubt(error, wasInDoubt: isInDoubt)
    phase = isInDoubt ? .inDoubt : .review
    switch error as? RepositoryError {
    case .invalid(let field):
      if let sign = VitalSign(rawValue: field) {
        phase = .editing
        form.focus(.sign(sign))
        return block(.contradiction(sign))
      }
    // Of another content, stored from another terminal: this one is a round of its own.
    case .keyReused: key = .random()
    case .changedMeanwhile where corrected != nil:
      sentAt = nil
      noteDraft()
      return block(.overtaken)
    case .refused(let refusal) where refusal.concernsSession: notify(.refused(refusal))
    default: break
    }
    block(.notice(Notice(error)))
  }

  /// After a reconnect: what is in doubt goes out again with the same key.
  func resume() {
    if phase == .inDoubt { send() }
  }

  // MARK: Answering for it

  /// What was done about the score: whom it was told, or why nobody was.
  public func answer(_ action: Escalation.Action, _ text: String) {
    guard case .escalating(let saved) = phase, let escalation = saved.escalation, !isAnswering else { return }
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard words.count >= 3 else { return block(.reasonMissing) }
    isAnswering = true
    let signs = environment.repositories.vitalSigns
    UIActor.spawn { [weak self] in
      do {
        _ = try await signs.answerEscalation(escalation, action, words)
        self?.answeredFor(saved)
      } catch {
        self?.notAnswered(error)
      }
    }
  }

  private func answeredFor(_ saved: VitalSigns.Saved) {
    if let escalation = saved.escalation { begun.endSentences(about: escalation.value) }
    isAnswering = false
    phase = .finished
    onFinished(saved)
    changed()
  }

  private func notAnswered(_ error: any Error) {
    isAnswering = false
    if case RepositoryError.refused(let refusal) = error, refusal.concernsSession { notify(.refused(refusal)) }
    block(.notice(Notice(error)))
  }

  /// Leaves the form, its draft kept; false where it has to be answered first.
  func mayLeave() -> Bool {
    guard !mustAnswer, phase != .sending, phase != .inDoubt else {
      block(.answerFirst)
      return false
    }
    begun.keep()
    return true
  }
}
