import ClinicModel
import EventLoop

/// The panes of one signed-in person.
@UIActor
public final class SessionModel {
  public enum Pane: Hashable, Sendable, CaseIterable {
    case patients, chart, prescriptions, emergency, registration
  }

  public let user: SignedInUser
  public private(set) var pane = Pane.patients
  public private(set) var patients: PatientListModel
  public private(set) var chart: ChartModel
  public private(set) var prescriptions: PrescriptionsModel
  public private(set) var emergency: EmergencyModel
  public private(set) var registration: RegistrationModel

  private unowned let app: AppModel

  init(user: SignedInUser, app: AppModel) {
    self.user = user
    self.app = app
    let environment = app.environment
    let changed: () -> Void = { [unowned app] in app.onChange() }
    let notify: (Notice) -> Void = { [unowned app] in app.show($0) }
    patients = PatientListModel(user: user, environment: environment, changed: changed)
    chart = ChartModel(user: user, environment: environment, changed: changed, notify: notify)
    prescriptions = PrescriptionsModel(chart: chart, clock: environment.clock, changed: changed)
    emergency = EmergencyModel(user: user, environment: environment, changed: changed, notify: notify)
    registration = RegistrationModel(environment: environment, changed: changed, notify: notify)
    emergency.onGranted = { [unowned self] access in granted(access) }
    emergency.onNewRequest = { [unowned app] in app.onBell() }
    registration.onRegistered = { [unowned self] _ in patients.refresh() }
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
    self.pane = pane
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
    self.pane = pane
    chart.open(entry, purpose: purpose)
  }

  /// A grant came through: the chart opens by itself, unless she is typing in a form.
  private func granted(_ access: EmergencyAccess) {
    app.show(.emergencyApproved(patient: access.patientName, by: access.decidedBy))
    guard case .refused(let entry, _) = chart.state, entry.id == access.patient else {
      patients.refresh()
      return
    }
    pane = .chart
    chart.open(entry, purpose: .emergency)
  }

  func start() {
    if panes.contains(.patients) { patients.start() }
    emergency.start()
  }

  func received(_ event: LiveEvent) {
    switch event {
    case .emergencyAccessChanged: emergency.changedElsewhere()
    case .patientsChanged: patients.refresh()
    case .sessionsChanged: break
    }
  }

  func minutePassed() {
    chart.minutePassed()
    emergency.minutePassed()
  }

  func willLock() { registration.keepDraft() }

  func willSignOut() { registration.keepDraft() }

  /// After the password: everything shown is read again, and a write in doubt is resolved.
  func didUnlock() {
    patients.refresh()
    chart.reopen()
    emergency.resume()
    registration.resume()
  }
}
