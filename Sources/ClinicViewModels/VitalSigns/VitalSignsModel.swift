import ClinicModel
import EventLoop

/// The vital signs of the opened chart: the rounds there are, and the one being entered.
@UIActor
public final class VitalSignsModel: ChartSectionModel {
  public private(set) var chart: VitalSignsChart?
  /// Why the rounds could not be read.
  public private(set) var problem: Notice?
  public private(set) var selected: VitalSignsID?
  /// The round being entered; over everything else of the chart.
  public private(set) var entry: VitalSignsEntryModel?
  public let begun: BegunForms

  /// A round was stored and answered for, or left: true where it began in the patient list.
  var onLeft: (_ fromList: Bool) -> Void = { _ in }

  /// A round was stored, or answered for.
  var onStored: () -> Void = {}

  private let user: SignedInUser
  private let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private var patient: PatientID?
  private var isShown = false
  private var isFromList = false
  private var question = Question()

  init(
    user: SignedInUser, environment: AppEnvironment, begun: BegunForms, changed: @escaping () -> Void,
    notify: @escaping (Notice) -> Void
  ) {
    self.user = user
    self.environment = environment
    self.begun = begun
    self.changed = changed
    self.notify = notify
  }

  public var rounds: [VitalSignsRound] { chart?.rounds ?? [] }
  public var selectedRound: VitalSignsRound? { rounds.first { $0.id == selected } ?? rounds.first }

  public func select(_ id: VitalSignsID?) {
    guard id != selected else { return }
    selected = id
    changed()
  }

  // MARK: Reading

  func chartRead(_ chart: Chart) {
    if let patient, patient != chart.patient.id { forget() }
    patient = chart.patient.id
    if isShown || entry != nil { load() }
  }

  func shown() {
    isShown = true
    if chart == nil { load() }
  }

  func hidden() { isShown = false }

  /// Reads the rounds again.
  public func load() {
    guard let patient else { return }
    let (number, signs) = (question.next(), environment.repositories.vitalSigns)
    UIActor.spawn { [weak self] in
      do {
        let read = try await signs.read(patient)
        guard let self, question.isLatest(number) else { return }
        loaded(read)
      } catch {
        guard let self, question.isLatest(number) else { return }
        failed(error)
      }
    }
  }

  private func loaded(_ read: VitalSignsChart) {
    chart = read
    problem = nil
    if selectedRound == nil || selected == nil { selected = read.rounds.first?.id }
    entry?.opened(read)
    changed()
  }

  private func failed(_ error: any Error) {
    if case RepositoryError.refused(let refusal) = error {
      if refusal.concernsSession { return notify(.refused(refusal)) }
      chart = nil
    }
    problem = Notice(error)
    if entry?.phase == .opening {
      // A form without its limits would wait for ever; behind the lock of a lost line it waits for the chart to be read again.
      if error as? RepositoryError != .unavailable { entry = nil }
      notify(Notice(error))
    }
    changed()
  }

  /// The round being entered goes on when the chart can be read again.
  func lost() {
    let (entry, patient) = (entry, patient)
    close()
    self.entry = entry
    self.patient = patient
  }

  /// Nothing of the patient is kept; what was typed is on the server.
  func close() {
    begun.keep()
    forget()
    patient = nil
    isShown = false
  }

  private func forget() {
    question.forget()
    chart = nil
    problem = nil
    selected = nil
    entry = nil
  }

  // MARK: Entering

  /// Begins a round of the patient whose chart is open or being opened.
  func begin(for patient: DirectoryEntry, fromList: Bool) {
    isFromList = fromList
    enter(VitalSignsEntryModel(
      patient: patient, correcting: nil, user: user, environment: environment, begun: begun, changed: changed, notify: notify))
    load()
  }

  /// Corrects the selected round.
  public func correct() {
    guard let round = selectedRound, !round.isVoid, round.mergedNumber == nil, let chart, let open else { return }
    isFromList = false
    let entry = VitalSignsEntryModel(
      patient: open, correcting: round, user: user, environment: environment, begun: begun, changed: changed, notify: notify)
    enter(entry)
    entry.opened(chart)
  }

  var scales: SpO2Scales { environment.repositories.record.oxygenScales }

  func recordSaved(_ kind: RecordFormKind) { if kind == .oxygenScale { load() } }

  /// Whose chart is open.
  var open: DirectoryEntry?

  private func enter(_ entry: VitalSignsEntryModel) {
    self.entry = entry
    entry.onSaved = { [weak self] saved in self?.saved(saved) }
    entry.onFinished = { [weak self] _ in self?.left() }
    entry.onWaiting = { [weak self] in self?.loadAgain() }
    changed()
  }

  /// Somebody types into a form whose limits could not be read.
  private func loadAgain() {
    guard problem != nil else { return }
    problem = nil
    load()
  }

  private func saved(_ saved: VitalSigns.Saved) {
    guard let entry else { return }
    notify(.vitalSignsSaved(bed: entry.patient.bed, name: entry.patient.name.listed, saved))
    selected = nil
    onStored()
    load()
  }

  /// Esc in the form: its draft is kept.
  public func leaveEntry() {
    guard let entry else { return }
    if entry.phase == .review { return entry.backToForm() }
    guard entry.mayLeave() else { return }
    if let corrected = entry.corrected {
      // Left on purpose the round stays as it was; overtaken, what was typed waits for the next correction.
      if entry.blocker == .overtaken { load() } else { begun.remove(.correction, corrected.id.value) }
    } else if !entry.form.isEmpty {
      notify(.draftKept)
    }
    left()
  }

  private func left() {
    entry = nil
    let wasFromList = isFromList
    isFromList = false
    onLeft(wasFromList)
    changed()
  }

  /// Answers for a round that somebody stored and did not answer for.
  public func answer(_ round: VitalSignsRound, _ action: Escalation.Action, _ text: String) {
    guard let escalation = round.escalation, escalation.isOpen else { return }
    let signs = environment.repositories.vitalSigns
    UIActor.spawn { [weak self] in
      do {
        _ = try await signs.answerEscalation(escalation.id, action, text)
        self?.begun.endSentences(about: escalation.id.value)
        self?.onStored()
        self?.load()
      } catch {
        self?.notify(Notice(error))
      }
    }
  }

  /// After an unlock.
  func resume() { entry?.resume() }
}
