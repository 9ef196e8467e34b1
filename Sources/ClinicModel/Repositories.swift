/// All that a signed-in person can do, a small struct of closures per clinical word. Which of it she may do, the database
/// decides.
public struct Repositories: Sendable {
  public var sessions: Sessions
  public var directory: PatientDirectory
  public var charts: Charts
  public var emergencyAccesses: EmergencyAccesses
  public var registrations: Registrations
  public var vitalSigns: VitalSigns
  public var bedsideGlucose: BedsideGlucose
  public var record: RecordRepositories

  public init(
    sessions: Sessions, directory: PatientDirectory, charts: Charts, emergencyAccesses: EmergencyAccesses,
      registrations: Registrations, vitalSigns: VitalSigns, bedsideGlucose: BedsideGlucose,
      record: RecordRepositories = RecordRepositories()
  ) {
    self.sessions = sessions
    self.directory = directory
    self.charts = charts
    self.emergencyAccesses = emergencyAccesses
    self.registrations = registrations
    self.vitalSigns = vitalSigns
    self.bedsideGlucose = bedsideGlucose
    self.record = record
  }
}

/// What the store tells without being asked. A change carries no content: it means "look again".
public enum LiveEvent: Hashable, Sendable {
  case emergencyAccessChanged
  case patientsChanged
  /// Something was written into some chart.
  case chartsChanged
  /// A session of this user was ended or changed elsewhere.
  case sessionsChanged
}

/// Whether the database can be reached.
public enum ConnectionState: Hashable, Sendable {
  case connecting
  case connected
  /// Lost; the next try comes at this moment.
  case lost(nextTryAt: Instant)
}
