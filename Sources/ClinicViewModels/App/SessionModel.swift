import ClinicModel
import EventLoop

/// The panes of one signed-in person.
@UIActor
public final class SessionModel {
  public enum Pane: Hashable, Sendable, CaseIterable {
    case patients, chart, prescriptions, emergency, registration
  }

  /// As the last sign-in said; a new one for the same person after a lost session may say otherwise.
  public private(set) var user: SignedInUser
  public private(set) var pane = Pane.patients
  public private(set) var patients: PatientListModel
  public private(set) var chart: ChartModel
  public private(set) var prescriptions: PrescriptionsModel
  public private(set) var emergency: EmergencyModel
  public private(set) var registration: RegistrationModel
  /// What was begun and not stored, at this or another terminal.
  public let begun: BegunForms

  private unowned let app: AppModel

  init(user: SignedInUser, app: AppModel) {
    self.user = user
    self.app = app
    let environment = app.environment
    let changed: () -> Void = { [unowned app] in app.onChange() }
    // Late answers of a session that is over must not speak to the next person.
    let owner = Owner()
    let notify: (Notice) -> Void = { [unowned app] notice in
      if let session = owner.session, app.session === session { app.show(notice) }
    }
    patients = PatientListModel(user: user, environment: environment, changed: changed, notify: notify)
    begun = BegunForms(environment: environment, changed: changed)
    chart = ChartModel(user: user, environment: environment, begun: begun, changed: changed, notify: notify)
    prescriptions = PrescriptionsModel(chart: chart, clock: environment.clock, changed: changed)
    emergency = EmergencyModel(user: user, environment: environment, begun: begun, changed: changed, notify: notify)
    registration = RegistrationModel(environment: environment, changed: changed, notify: notify)
    begun.onLoaded = { [weak self] in self?.emergency.findOffered() }
    emergency.onGranted = { [weak self] access in self?.granted(access) }
    emergency.onEnded = { [weak self] access in self?.ended(access) }
    emergency.onNewRequest = { [unowned app] in app.onBell() }
    chart.vitalSigns.onLeft = { [weak self] fromList in self?.entryLeft(fromList) }
    chart.glucose.onLeft = { [weak self] fromList in self?.entryLeft(fromList) }
    chart.glucose.onStored = { [weak self] in self?.chart.reopen() }
    chart.glucose.onRecheck = { [unowned app] in app.onBell() }
    registration.onRegistered = { [weak self] _ in self?.patients.refresh() }
    owner.session = self
  }

  private final class Owner {
    weak var session: SessionModel?
  }

  /// The panes this role works with; the others say why not.
  public static func panes(for user: SignedInUser) -> [Pane] {
    switch user.role {
    case .nurse, .clinician: [.patients, .chart, .prescriptions, .emergency]
    case .receptionist: [.patients, .registration]
    case .privacyOfficer: [.patients]
    case .admin: []
    }
  }

  public var panes: [Pane] { Self.panes(for: user) }

  /// Shows a pane; false where the role has none of it.
  @discardableResult
  public func show(_ pane: Pane) -> Bool {
    guard panes.contains(pane) else {
      app.show(.refused(.noRole))
      return false
    }
    if self.pane == .emergency, pane != .emergency { emergency.paneLeft() }
    if self.pane == .patients, pane != .patients { patients.paneLeft() }
    self.pane = pane
    if pane == .patients { patients.paneOpened() }
    if pane == .emergency { emergency.paneOpened() }
    if pane == .registration { registration.paneOpened() }
    app.onChange()
    return true
  }

  /// Opens the selected patient's chart in the pane asked for.
  public func openChart(of entry: DirectoryEntry, purpose: AccessPurpose, in pane: Pane = .chart) {
    guard user.role.isClinical else {
      app.show(.refused(.noRole))
      return
    }
    show(pane)
    chart.open(entry, purpose: purpose)
  }

  // MARK: Entering at the bed

  /// A round of vital signs: of the patient given, whose chart is opened for treatment where it is not open already.
  public func enterVitalSigns(of entry: DirectoryEntry) {
    guard prepareEntry(of: entry) else { return }
    chart.vitalSigns.begin(for: entry, fromList: entryIsFromList)
  }

  /// Capillary glucose, as above.
  public func enterGlucose(of entry: DirectoryEntry) {
    guard prepareEntry(of: entry) else { return }
    chart.glucose.begin(for: entry, fromList: entryIsFromList)
  }

  /// Takes up again what was begun for a patient; a request for emergency access once its chart is refused.
  public func takeUp(_ offer: BegunForms.Offer, of entry: DirectoryEntry) {
    switch offer.kind {
    case .glucose: enterGlucose(of: entry)
    case .emergencyRequest:
      openChart(of: entry, purpose: .treatment)
      emergency.startRequest(for: entry)
    case .round, .correction, .sentence: enterVitalSigns(of: entry)
    }
    begun.putOff()
  }

  private var entryIsFromList = false

  private func prepareEntry(of entry: DirectoryEntry) -> Bool {
    guard user.role.isClinical else {
      app.show(.refused(.noRole))
      return false
    }
    if let open = chart.chart, open.patient.id == entry.id, open.cautions.isSummaryOnly {
      app.show(.summaryIsOnlyRead)
      return false
    }
    entryIsFromList = pane == .patients
    show(.chart)
    if chart.chart?.patient.id != entry.id { chart.open(entry, purpose: .treatment) }
    return true
  }

  /// Back to where the entry began: the list on a round, or the chart.
  private func entryLeft(_ fromList: Bool) {
    guard app.session === self else { return }
    if fromList { show(.patients) } else { chart.show(.vitalSigns) }
  }

  /// A grant came through: the chart that was refused opens by itself. Its pane comes to the front, unless she is typing in a
  /// form.
  private func granted(_ access: EmergencyAccess) {
    guard app.session === self else { return }
    app.show(.emergencyApproved(patient: access.patientName, by: access.decidedBy))
    patients.refresh()
    guard let entry = chart.waitsForAccess, entry.id == access.patient else { return }
    if !emergency.isTyping { show(.chart) }
    chart.open(entry, purpose: .emergency)
  }

  /// The chart that was open by this access goes from the screen at once, whoever ended it.
  private func ended(_ access: EmergencyAccess) {
    guard app.session === self else { return }
    if let open = chart.chart, open.patient.id == access.patient, open.grantEndsAt != nil {
      chart.accessEnded()
    } else {
      app.show(.emergencyEnded(patient: access.patientName))
    }
  }

  /// The same person signed in again from the lock.
  func renewed(_ user: SignedInUser) { self.user = user }

  func start() {
    if panes.contains(.patients) { patients.start() }
    if user.role.isClinical { begun.load() }
    emergency.start()
  }

  func received(_ event: LiveEvent) {
    switch event {
    case .emergencyAccessChanged: emergency.changedElsewhere()
    case .patientsChanged: patients.refresh()
    case .chartsChanged: patients.changedElsewhere()
    case .sessionsChanged: probe()
    }
  }

  /// Some session changed, perhaps this one. The list of wards leaves no trace and is refused when the session is over.
  private func probe() {
    let directory = app.environment.repositories.directory
    UIActor.spawn { [weak self] in
      do {
        _ = try await directory.wards()
      } catch RepositoryError.refused(let refusal) where refusal.concernsSession {
        if let self, app.session === self { app.show(.refused(refusal)) }
      } catch {}
    }
  }

  func minutePassed() {
    chart.minutePassed()
    emergency.minutePassed()
  }

  func willLock() {
    registration.keepDraft()
    begun.keep()
    chart.forms.keep()
  }

  /// Keeps the draft on the server and drops everything of patients here; no timer is left.
  func willSignOut() {
    registration.keepDraft()
    registration.close()
    begun.keep()
    chart.close()
    begun.close()
    chart.glucose.sessionEnded()
    emergency.close()
    patients.close()
  }

  /// After the password: everything shown is read again, and a write in doubt is resolved.
  func didUnlock() {
    patients.resume()
    chart.resume()
    emergency.resume()
    registration.resume()
    chart.vitalSigns.resume()
    chart.glucose.resume()
    chart.forms.resume()
    chart.womensHealth.resume()
    begun.keep()
    if user.role.isClinical { begun.load() }
  }
}
