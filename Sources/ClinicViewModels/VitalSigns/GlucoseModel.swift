import ClinicModel
import EventLoop

/// Capillary glucose at the bed: typed, asked back where it looks like the other unit, stored, and answered for where it is critical.
@UIActor
public final class GlucoseModel: ChartSectionModel {
  public private(set) var patient: DirectoryEntry?
  /// Nil while no value is being entered.
  public private(set) var phase: Phase?
  public private(set) var text = ""
  /// The unit meters show here: that of the patient's newest value, or what was chosen last.
  public private(set) var unit = GlucoseUnit.millimolesPerLitre
  public private(set) var blocker: Blocker?
  public private(set) var measuredAt: Instant?
  /// Brought back from a draft.
  public private(set) var wasRestored = false
  /// What was done about a critical value, as it is being typed.
  public var action = "" { didSet { if action != oldValue { answerEdited() } } }
  /// Who was told.
  public var toldTo = "" { didSet { if toldTo != oldValue { answerEdited() } } }

  var onLeft: (_ fromList: Bool) -> Void = { _ in }
  /// A value was stored: the results are older than it.
  var onStored: () -> Void = {}
  /// Fifteen minutes after a low value.
  var onRecheck: () -> Void = {}

  private let environment: AppEnvironment
  private let begun: BegunForms
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private let recheck: Deadline
  private var waiting: [EntryKey] = []
  private var key = UniqueID.random()
  private var acknowledgeKey = UniqueID.random()
  private var isFromList = false
  private var isConfirmed = false
  private var isAcknowledging = false
  private var isAcknowledgementSent = false
  /// Its answer was lost once: a line that is still away does not settle it.
  private var isInDoubt = false
  /// When the first digit came.
  public private(set) var typedAt: Instant?
  private var hasStored = false
  private var chosenUnit: GlucoseUnit?
  private static let recheckAfter: Int64 = 15 * 60

  init(
    environment: AppEnvironment, begun: BegunForms, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void
  ) {
    self.environment = environment
    self.begun = begun
    self.changed = changed
    self.notify = notify
    recheck = Deadline(environment.scheduler)
  }

  public var value: Glucose? {
    switch phase {
    case .slip(let value), .review(let value), .critical(let value), .sending(let value), .inDoubt(let value),
      .acknowledging(let value, _, _):
      value
    case .opening, .editing, nil: nil
    }
  }

  public var mustAnswer: Bool { if case .acknowledging = phase { true } else { false } }
  /// When a low value is to be measured again.
  public var recheckAt: Instant? { measuredAt?.adding(seconds: Self.recheckAfter) }

  // MARK: The chart

  func begin(for patient: DirectoryEntry, fromList: Bool) {
    phase = nil
    self.patient = patient
    isFromList = fromList
    forgetEntry()
    phase = .opening
    if let open, open.patient.id == patient.id { start(open) }
    changed()
  }

  private var open: Chart?

  func chartRead(_ chart: Chart) {
    open = chart
    if phase == .opening, chart.patient.id == patient?.id { start(chart) }
  }

  private func start(_ chart: Chart) {
    let capillary = chart.latest.filter { summary in GlucoseUnit.allCases.contains { $0.capillaryCode == summary.type.code } }
    let newest = capillary.max { $0.latest.measuredAt < $1.latest.measuredAt }
    unit = chosenUnit ?? newest.flatMap { GlucoseUnit(rawValue: $0.type.unit) } ?? .millimolesPerLitre
    phase = .editing
    let keys = waiting
    waiting = []
    if let patient, let kept = begun.content(.glucose, patient.id.value).flatMap({ GlucoseDraft($0) }) {
      // Digits typed blindly are not to stand behind those of an earlier time.
      restore(kept)
    } else {
      for key in keys { press(key) }
    }
  }

  /// What is being entered goes on when the chart can be read again.
  func lost() { open = nil }

  func close() {
    open = nil
    patient = nil
    phase = nil
    forgetEntry()
  }

  private func forgetEntry() {
    text = ""
    blocker = nil
    waiting = []
    measuredAt = nil
    key = .random()
    acknowledgeKey = .random()
    isConfirmed = false
    isAcknowledging = false
    isAcknowledgementSent = false
    wasRestored = false
    typedAt = nil
    (action, toldTo) = ("", "")
  }

  // MARK: Keys

  @discardableResult
  public func press(_ key: EntryKey) -> Bool {
    switch (phase, key) {
    case (.opening, _):
      guard waiting.count < 50 else { return false }
      waiting.append(key)
    case (.editing, .character(let character)):
      guard character.isNumber && character.isASCII || character == "." || character == ",", text.count < 5 else { return false }
      text.append(character)
      typedAt = typedAt ?? environment.clock.now()
      blocker = nil
    case (.editing, .backspace):
      if !text.isEmpty { text.removeLast() }
      blocker = nil
    case (.editing, .enter): read()
    case (.slip(let value), .character(let letter)) where "yYsS".contains(letter): accept(value)
    case (.slip, .character(let character)):
      retype()
      return press(.character(character))
    case (.slip, .backspace), (.review, .backspace), (.critical, .backspace): retype()
    case (.review(let value), .sign): send(value)
    case (.critical(let value), .character(let letter)) where "yYsS".contains(letter):
      isConfirmed = true
      send(value)
    default: return false
    }
    note()
    changed()
    return true
  }

  /// The other unit: what is typed stays.
  public func switchUnit() {
    guard phase == .editing else { return }
    unit = unit.other
    chosenUnit = unit
    note()
    changed()
  }

  private func read() {
    guard let number = DecimalNumber(text), number > DecimalNumber(0), number.scale <= 1 else { return blocker = .notANumber }
    let value = Glucose(number, unit)
    if value.looksLikeTheOtherUnit {
      phase = .slip(Glucose(number, unit.other))
    } else {
      accept(value)
    }
  }

  /// A meter of mg/dL shows none behind the mark.
  private func accept(_ value: Glucose) {
    guard value.value.scale <= value.unit.decimals else {
      phase = .editing
      return blocker = .notANumber
    }
    // Of a draft it was measured when it was typed, not when it is taken up again.
    measuredAt = wasRestored ? typedAt ?? environment.clock.now() : environment.clock.now()
    phase = .review(value)
  }

  private func retype() {
    text = ""
    typedAt = nil
    wasRestored = false
    phase = .editing
    key = .random()
    isConfirmed = false
    isInDoubt = false
    blocker = nil
  }

  // MARK: Storing

  private func send(_ value: Glucose) {
    guard let patient, let measuredAt else { return }
    phase = .sending(value)
    blocker = nil
    // The draft says that it was sent, and with which key, before it goes.
    note()
    begun.keep()
    let (glucose, key, confirmed) = (environment.repositories.bedsideGlucose, key, isConfirmed)
    UIActor.spawn { [weak self] in
      do {
        let answer = try await glucose.record(key, patient.id, value, measuredAt, confirmed)
        self?.answered(answer, value, key)
      } catch {
        self?.failed(error, value, key)
      }
    }
  }

  private func answered(_ answer: BedsideGlucose.Answer, _ value: Glucose, _ sent: UniqueID) {
    guard sent == key, case .sending = phase, let patient else { return }
    switch answer {
    case .confirm: phase = .critical(value)
    case .saved(let id, let version, let flag):
      hasStored = true
      notify(.glucoseSaved(bed: patient.bed, name: patient.name.listed, value))
      if value.hypoglycaemia != nil { armRecheck(patient, seconds: Self.recheckAfter) }
      if flag == .criticalLow || flag == .criticalHigh {
        phase = .acknowledging(value, id, version: version)
      } else {
        left()
      }
    }
    note()
    begun.keep()
    changed()
  }

  private func armRecheck(_ patient: DirectoryEntry, seconds: Int64) {
    recheck.arm(milliseconds: Int(seconds) * 1000) { [weak self] in
      self?.notify(.glucoseRecheck(bed: patient.bed, name: patient.name.listed))
      self?.onRecheck()
    }
  }

  private func failed(_ error: any Error, _ value: Glucose, _ sent: UniqueID) {
    guard sent == key, case .sending = phase else { return }
    isInDoubt = RepositoryError.leavesDoubt(error, wasInDoubt: isInDoubt)
    phase = isInDoubt ? .inDoubt(value) : .review(value)
    switch error as? RepositoryError {
    case .invalid:
      retype()
      blocker = .impossible
    case .refused(let refusal) where refusal.concernsSession: notify(.refused(refusal))
    default: blocker = .notice(Notice(error))
    }
    note()
    changed()
  }

  /// After a reconnect: what is in doubt goes out again with the same key.
  func resume() {
    if case .inDoubt(let value) = phase { send(value) }
  }

  /// What was done about a critical value, and who was told.
  public func acknowledge(action: String, toldTo: String) {
    guard case .acknowledging(let value, let id, let version) = phase, !isAcknowledging else { return }
    (self.action, self.toldTo) = (action, toldTo)
    let words = action.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let told = toldTo.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard words.count >= 3, told.isEmpty || told.count >= 2 else {
      blocker = .actionMissing
      return changed()
    }
    let wasInDoubt = isAcknowledgementSent
    isAcknowledging = true
    isAcknowledgementSent = true
    note()
    begun.keep()
    let (glucose, key) = (environment.repositories.bedsideGlucose, acknowledgeKey)
    UIActor.spawn { [weak self] in
      do {
        _ = try await glucose.acknowledge(key, id, version, value, words, told.isEmpty ? nil : told)
        self?.acknowledged(key)
      } catch {
        self?.notAcknowledged(error, key, wasInDoubt: wasInDoubt)
      }
    }
  }

  private func acknowledged(_ sent: UniqueID) {
    guard sent == acknowledgeKey, mustAnswer else { return }
    left()
  }

  private func notAcknowledged(_ error: any Error, _ sent: UniqueID, wasInDoubt: Bool) {
    guard sent == acknowledgeKey, mustAnswer else { return }
    isAcknowledging = false
    isAcknowledgementSent = RepositoryError.leavesDoubt(error, wasInDoubt: wasInDoubt)
    blocker = .notice(Notice(error))
    note()
    changed()
  }

  /// Esc: false where it has to be answered first.
  @discardableResult
  public func leave() -> Bool {
    switch phase {
    case .acknowledging, .sending, .inDoubt:
      blocker = .answerFirst
      changed()
      return false
    case .slip, .critical, .review:
      retype()
      note()
      changed()
    case .opening, .editing, nil: left()
    }
    return true
  }

  private func left() {
    // What was kept and not shown yet stays for the next time.
    if let patient, phase != .opening { begun.remove(.glucose, patient.id.value) }
    phase = nil
    forgetEntry()
    let (wasFromList, hadStored) = (isFromList, hasStored)
    isFromList = false
    hasStored = false
    if wasFromList { onLeft(true) } else if hadStored { onStored() }
    changed()
  }

  /// The session is over.
  func sessionEnded() { recheck.cancel() }

  // MARK: The draft

  /// Another answer is another acknowledgement.
  private func answerEdited() {
    guard case .acknowledging = phase, !isAcknowledging else { return }
    if isAcknowledgementSent { (acknowledgeKey, isAcknowledgementSent) = (.random(), false) }
    blocker = nil
    note()
    changed()
  }

  private func note() {
    guard let patient, phase != nil, phase != .opening else { return }
    guard let draft else { return begun.remove(.glucose, patient.id.value) }
    begun.note(draft.content, .glucose, patient.id.value)
  }

  /// What is kept of it now; nil where nothing was typed.
  private var draft: GlucoseDraft? {
    var draft = GlucoseDraft(
      step: .typing, text: text, unit: unit, typedAt: typedAt ?? environment.clock.now(), key: key, value: value,
      measuredAt: measuredAt, isConfirmed: isConfirmed, acknowledgeKey: acknowledgeKey)
    switch phase {
    case .opening, nil: return nil
    case .editing: if text.isEmpty { return nil }
    case .slip: draft.step = .slip
    case .review: draft.step = .review
    case .critical: draft.step = .critical
    case .sending, .inDoubt: draft.step = .sent
    case .acknowledging(_, let id, let version):
      draft.step = .acknowledging
      (draft.result, draft.version, draft.action, draft.toldTo) = (id, version, action, toldTo)
      draft.isAcknowledgementSent = isAcknowledgementSent
    }
    return draft
  }

  /// Goes on where it was left. What was sent goes out again with its key: whatever was stored, it is stored once.
  private func restore(_ kept: GlucoseDraft) {
    wasRestored = true
    (text, unit, typedAt, key) = (kept.text, kept.unit, kept.typedAt, kept.key)
    (measuredAt, isConfirmed, acknowledgeKey) = (kept.measuredAt, kept.isConfirmed, kept.acknowledgeKey)
    switch (kept.step, kept.value, kept.result) {
    case (.slip, _, _): read()
    case (.review, let value?, _): phase = .review(value)
    case (.critical, let value?, _): phase = .critical(value)
    case (.sent, let value?, _): send(value)
    case (.acknowledging, let value?, let result?):
      phase = .acknowledging(value, result, version: kept.version)
      hasStored = true
      (action, toldTo) = (kept.action, kept.toldTo)
      if value.hypoglycaemia != nil, let recheckAt, let patient {
        armRecheck(patient, seconds: max(0, recheckAt.seconds(since: environment.clock.now())))
      }
      if kept.isAcknowledgementSent { acknowledge(action: action, toldTo: toldTo) }
    default: break
    }
  }
}
