import ClinicModel
import EventLoop

/// What a doctor or nurse wants first: all of it was read when the chart was opened, but for the tasks, which are read when its
/// tab
/// is shown.
@UIActor
public final class SummaryModel: ChartSectionModel {
  /// A part of the page, in its order.
  public enum Block: CaseIterable, Hashable, Sendable {
    case waiting, tasks, vitalSigns, allergies, problems, medicines, treatments, results, tests, consultations, programme
  }

  /// Where a block leads.
  public enum Target: Hashable, Sendable {
    case section(ChartSection)
    case prescriptions
  }

  public private(set) var complete: CompleteChart?
  public private(set) var selected = Block.vitalSigns

  /// Open ones about this patient, to the person signed in or from her, those that end first at the top; nil: not read yet.
  public private(set) var tasks: [PatientTask]?
  /// They could not be read: that there is none must not be read out of it.
  public private(set) var isTasksUnread = false

  private let environment: AppEnvironment
  private let changed: () -> Void
  private var clock: ClinicClock { environment.clock }
  private var isShown = false
  private var question = Question()

  init(environment: AppEnvironment, changed: @escaping () -> Void) {
    self.environment = environment
    self.changed = changed
  }

  func chartRead(_ chart: Chart) {}

  func completeRead(_ complete: CompleteChart) {
    let isOther = self.complete?.chart.patient.id != complete.chart.patient.id
    self.complete = complete
    if isOther { forgetTasks() }
    if isShown { readTasks() }
    if isOther || !blocks.contains(selected) { selected = blocks.first ?? .vitalSigns }
  }

  func shown() {
    isShown = true
    readTasks()
  }

  func hidden() { isShown = false }

  func close() {
    complete = nil
    selected = .vitalSigns
    isShown = false
    forgetTasks()
  }

  private func forgetTasks() {
    question.forget()
    (tasks, isTasksUnread) = (nil, false)
  }

  /// Whose only access is to the summary is shown allergies and medicines, and asks for nothing else.
  private func readTasks() {
    guard let complete, !complete.chart.cautions.isSummaryOnly else { return }
    let (number, patient, mine) = (question.next(), complete.chart.patient.id, environment.repositories.record.tasks.mine)
    UIActor.spawn { [weak self] in
      let found = try? await mine()
      guard let self, question.isLatest(number) else { return }
      isTasksUnread = found == nil
      if let found { tasks = found.filter { $0.patient == patient } }
      changed()
    }
  }

  // MARK: Selection

  /// The blocks there are: what waits for somebody only where something does.
  public var blocks: [Block] {
    guard let complete else { return [] }
    if complete.chart.cautions.isSummaryOnly { return [.allergies, .medicines] }
    return Block.allCases.filter { block in
      switch block {
      case .waiting: !complete.openEscalations.isEmpty || !reportsToReview.isEmpty
      case .tasks: isTasksUnread || tasks?.isEmpty == false
      case .treatments: !treatments.isEmpty
      default: true
      }
    }
  }

  public func move(by step: Int) {
    let all = blocks
    guard let place = all.firstIndex(of: selected) else { return }
    selectIndex(place + step)
  }

  public func selectEnd(last: Bool) { selectIndex(last ? blocks.count - 1 : 0) }

  private func selectIndex(_ place: Int) {
    let all = blocks
    guard !all.isEmpty else { return }
    selected = all[min(max(0, place), all.count - 1)]
    changed()
  }

  /// Nil: nowhere to go to.
  public var target: Target? {
    if complete?.chart.cautions.isSummaryOnly == true, selected != .medicines { return nil }
    func section(_ number: Int) -> Target? { ChartSection(rawValue: number).map { .section($0) } }
    switch selected {
    case .waiting: return complete?.openEscalations.isEmpty == false ? .section(.vitalSigns) : section(5)
    case .tasks: return nil
    case .vitalSigns: return .section(.vitalSigns)
    case .results: return .section(.results)
    case .programme: return .section(.womensHealth)
    case .medicines: return .prescriptions
    case .consultations: return section(4)
    case .tests: return section(5)
    case .allergies, .problems, .treatments: return section(6)
    }
  }

  // MARK: What is shown

  /// Newest first; the first is the one that counts.
  public var rounds: [ChartVitalSigns] { complete?.vitalSigns ?? [] }

  /// What is there now: active, and neither refuted nor a mistake.
  public var problems: [MedicalHistory] {
    (complete?.histories ?? []).filter { history in
      history.content.kind == .problem && history.content.status == .active && history.content.verification != .refuted
    }
  }

  /// How many other histories there are.
  public var otherHistories: Int {
    (complete?.histories ?? []).count { $0.content.status != .enteredInError } - problems.count
  }

  /// Those in force, the ones that need somebody first.
  public var medicines: [(prescription: Prescription, standing: Prescription.Standing)] {
    let today = clock.today
    return (complete?.chart.prescriptions ?? []).map { ($0, $0.standing(on: today)) }
      .filter { if case .past = $0.1 { false } else { true } }
      .enumerated().sorted { left, right in
        let ranks = (Self.rank(left.element.1), Self.rank(right.element.1))
        return ranks.0 == ranks.1 ? left.offset < right.offset : ranks.0 < ranks.1
      }.map { (prescription: $0.element.0, standing: $0.element.1) }
  }

  private static func rank(_ standing: Prescription.Standing) -> Int {
    switch standing {
    case .endedNotClosed: 0
    case .onHold: 1
    case .ending: 2
    case .active: 3
    case .notStarted: 4
    case .past: 5
    }
  }

  public var treatments: [Treatment] { (complete?.treatments ?? []).filter { $0.status == .active } }

  /// The worst flags first, then the newest.
  public var results: [BiomarkerSummary] {
    (complete?.chart.latest ?? []).enumerated().sorted { left, right in
      let ranks = (Self.rank(left.element.latest.flag), Self.rank(right.element.latest.flag))
      if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
      let times = (left.element.latest.measuredAt, right.element.latest.measuredAt)
      return times.0 == times.1 ? left.offset < right.offset : times.0 > times.1
    }.map(\.element)
  }

  private static func rank(_ flag: ResultFlag) -> Int {
    switch flag {
    case .criticalLow, .criticalHigh: 0
    case .low, .high: 1
    case .normal, .unclassified: 2
    }
  }

  /// Asked for and without a result.
  public var testsWaiting: [MedicalTest] {
    (complete?.tests ?? []).filter { $0.status == .requested || $0.status == .collected }
  }

  /// Completed, and no doctor has read them.
  public var reportsToReview: [MedicalReport] { (complete?.reports ?? []).filter { $0.status == .completed } }

  /// The newest that has begun, whatever became of it.
  public var lastConsultation: Consultation? {
    let now = clock.now()
    return (complete?.consultations ?? []).filter { $0.startsAt <= now && $0.status != .cancelled }.max {
      $0.startsAt < $1.startsAt
    }
  }

  /// The next one planned.
  public var nextConsultation: Consultation? {
    let now = clock.now()
    return (complete?.consultations ?? []).filter { $0.startsAt > now && $0.status == .planned }.min { $0.startsAt < $1.startsAt }
  }
}
