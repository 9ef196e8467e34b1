import ClinicModel
import EventLoop

/// Women's health in the order of time, and the programmes with what they ask for.
@UIActor
public final class WomensHealthModel: ChartSectionModel {
  /// A fact, and the day it is about.
  public struct Fact: Hashable, Sendable, ChartFact {
    public var version: WomensHealth.Version
    public var content: WomensHealthFact
    public var on: CalendarDate?
    public var recordedBy: String
    public var mergedNumber: RecordNumber?
  }

  /// A line of the page.
  public enum RowID: Hashable, Sendable {
    case programme(String)
    case fact(Identifier<WomensHealthFact>)
  }

  /// Newest first; nil: not read yet, or not for this patient.
  public private(set) var facts: [Fact]?
  /// In the order of the catalogue.
  public private(set) var programmes: [ProgrammeStanding] = []
  public private(set) var problem: Notice?
  public private(set) var selected: RowID?
  /// What is shown of the programmes is older than what was stored: it is under way, or being read again.
  public var isOutdated: Bool { isSending || isRereading }
  /// An enrolment or a withdrawal is under way.
  public private(set) var isSending = false
  private var isRereading = false

  private let user: SignedInUser
  let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private(set) var complete: CompleteChart?
  private var isShown = false
  private var question = Question()
  /// Sent, and the answer was lost: goes out again with the same key.
  private var inDoubt: (key: UniqueID, code: String)?
  /// Its answer was lost since it was sent first.
  private var isInDoubt = false
  /// An enrolment changed: the chart is read again, the banner with it.
  var onEnrolled: () -> Void = {}

  init(user: SignedInUser, environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.user = user
    self.environment = environment
    self.changed = changed
    self.notify = notify
  }

  var patient: PatientID? { complete?.chart.patient.id }

  /// Women's health does not apply where the recorded sex is male; programmes may.
  public var hasWomensHealth: Bool { complete.map { Self.applies(to: $0.chart.patient) } ?? false }

  static func applies(to patient: DirectoryEntry) -> Bool { patient.sex != .male }

  public var rows: [RowID] { programmes.map { .programme($0.id) } + (facts ?? []).map { .fact($0.version.id) } }

  public var selectedFact: Fact? {
    guard case .fact(let id) = selection else { return nil }
    return facts?.first { $0.version.id == id }
  }

  public var selectedProgramme: ProgrammeStanding? {
    guard case .programme(let code) = selection else { return nil }
    return programmes.first { $0.id == code }
  }

  private var selection: RowID? { rows.first { $0 == selected } ?? rows.first }

  public func select(_ id: RowID?) {
    guard id != selected else { return }
    selected = id
    changed()
  }

  // MARK: Reading

  func chartRead(_ chart: Chart) {}

  func completeRead(_ complete: CompleteChart) {
    if let known = self.complete, known.chart.patient.id != complete.chart.patient.id { forget() }
    self.complete = complete
    // Where she stands in a programme came with the chart, like the banner, and keys are answered from here on; whether she
    // could be enrolled is asked for again.
    let mustLoad = isShown || isRereading
    if isRereading { (isRereading, eligible) = (false, [:]) }
    arrange()
    if mustLoad { load() }
  }

  func shown() {
    isShown = true
    if facts == nil { load() }
  }

  func hidden() { isShown = false }

  func close() {
    forget()
    complete = nil
    isShown = false
  }

  /// An enrolment whose answer was lost is asked for again with its key, whatever became of the chart meanwhile.
  func lost() {
    let (kept, wasShown, wasLost) = (inDoubt, isShown, isInDoubt)
    close()
    (inDoubt, isShown, isInDoubt) = (kept, wasShown, wasLost)
  }

  private func forget() {
    isInDoubt = false
    question.forget()
    (facts, selected, problem, inDoubt) = (nil, nil, nil, nil)
    (programmes, eligible, isSending, isRereading) = ([], [:], false, false)
  }

  private var catalogue: [Programme] = []
  private var eligible: [String: Bool] = [:]

  /// Reads all of it again; what does not change in a session is read once.
  public func load() {
    guard let complete else { return }
    let patient = complete.chart.patient.id
    let (number, record, known) = (question.next(), environment.repositories.record, catalogue)
    let isWoman = hasWomensHealth
    UIActor.spawn { [weak self] in
      do {
        let facts = isWoman ? Self.facts(try await record.womensHealth.read(patient)) : []
        let catalogue = known.isEmpty ? try await record.programmes.catalogue() : known
        var eligible: [String: Bool] = [:]
        for programme in catalogue {
          eligible[programme.code] = try await record.programmes.isEligible(patient, programme.code)
        }
        guard let self, question.isLatest(number) else { return }
        (self.facts, self.catalogue, self.eligible, problem) = (facts, catalogue, eligible, nil)
        arrange()
      } catch {
        guard let self, question.isLatest(number) else { return }
        failed(error)
      }
      self?.changed()
    }
  }

  private func arrange() {
    guard let complete else { return }
    let today = environment.clock.today
    programmes = catalogue.map { ProgrammeStanding($0, of: complete, isEligible: eligible[$0.code], today: today) }
  }

  private func failed(_ error: any Error) {
    if case RepositoryError.refused(let refusal) = error {
      if refusal.concernsSession { return notify(.refused(refusal)) }
      facts = nil
    }
    problem = Notice(error)
  }

  func recordSaved(_ kind: RecordFormKind) {
    switch kind {
    case .womensHealth, .correctWomensHealth: load()
    // The banner shows it too.
    case .diabetes, .correctDiabetes, .confirmEnrolment, .withdrawEnrolment: readAgain()
    default: break
    }
  }

  // MARK: Programmes

  /// Until the chart is read again, what is shown is said to be old.
  private func readAgain() {
    isRereading = true
    onEnrolled()
  }

  /// By a clinician enrolled, by a nurse proposed.
  public func enrol(_ standing: ProgrammeStanding) {
    guard !isOutdated else { return }
    send(.random(), standing.programme.code)
  }

  private func send(_ key: UniqueID, _ code: String) {
    guard let patient = complete?.chart.patient.id else { return }
    (isSending, inDoubt) = (true, (key, code))
    let programmes = environment.repositories.record.programmes
    UIActor.spawn { [weak self] in
      do {
        let answer = try await programmes.enrol(key, patient, code)
        self?.enrolled(answer, key)
      } catch {
        self?.notEnrolled(error, key)
      }
    }
    changed()
  }

  private func enrolled(_ answer: WriteAnswer<Programmes.Enrolled, Programmes.EnrolObjection>, _ key: UniqueID) {
    guard key == inDoubt?.key else { return }
    (isSending, inDoubt, isInDoubt) = (false, nil, false)
    switch answer {
    case .saved(let enrolled): notify(.enrolled(enrolled.state))
    case .objected: notify(.notEligible)
    }
    readAgain()
    changed()
  }

  private func notEnrolled(_ error: any Error, _ key: UniqueID) {
    guard key == inDoubt?.key else { return }
    isSending = false
    isInDoubt = RepositoryError.leavesDoubt(error, wasInDoubt: isInDoubt)
    if !isInDoubt { inDoubt = nil }
    notify(Notice(error))
    if case RepositoryError.changedMeanwhile = error { readAgain() }
    changed()
  }

  /// After a reconnect: what is in doubt goes out again with the same key.
  func resume() {
    if let inDoubt, !isSending { send(inDoubt.key, inDoubt.code) }
  }
}

extension WomensHealthModel {
  /// All kinds in one order of time, newest first; facts without a day come last.
  nonisolated static func facts(_ record: WomensHealth.Record) -> [Fact] {
    func make<Content>(_ list: [WomensHealth.Recorded<Content>], _ fact: (Content) -> WomensHealthFact) -> [Fact] {
      list.map { recorded in
        let content = fact(recorded.content)
        return Fact(
          version: recorded.version, content: content, on: content.day, recordedBy: recorded.recordedBy,
          mergedNumber: recorded.mergedNumber)
      }
    }
    let all =
      make(record.hormonalProfiles) { .hormonalProfile($0) } + make(record.menstrualCycles) { .menstrualCycle($0) }
      + make(record.pregnancies) { .pregnancy($0) } + make(record.menopause) { .menopause($0) }
      + make(record.hormonalTherapies) { .hormonalTherapy($0) }
    return all.enumerated().sorted { left, right in
      switch (left.element.on, right.element.on) {
      case (let first?, let second?) where first != second: first > second
      case (nil, .some): false
      case (.some, nil): true
      default: left.offset < right.offset
      }
    }.map(\.element)
  }
}

extension WomensHealthFact {
  /// The day it is about: of a pregnancy its beginning, or what is known of it.
  public var day: CalendarDate? {
    switch self {
    case .hormonalProfile(let fact): fact.assessedOn
    case .menstrualCycle(let fact): fact.startedOn
    case .pregnancy(let fact): fact.lastPeriodOn ?? fact.dueOn ?? fact.endedOn
    case .menopause(let fact): fact.assessedOn
    case .hormonalTherapy(let fact): fact.startedOn
    }
  }
}
