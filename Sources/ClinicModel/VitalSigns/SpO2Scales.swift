/// A decision that a SpO2 scale of NEWS2 holds for a patient.
public struct SpO2ScaleDecision: Hashable, Sendable {
  public var scale: News2.Scale
  public var reason: String
  /// As signed at that time.
  public var setBy: String
  public var setAt: Instant

  public init(scale: News2.Scale, reason: String, setBy: String, setAt: Instant) {
    self.scale = scale
    self.reason = reason
    self.setBy = setBy
    self.setAt = setAt
  }
}

/// Which SpO2 scale of NEWS2 holds: 2 where a clinician has set and signed a target of 88 to 92 %, else 1. In the opened chart.
public struct SpO2Scales: Sendable {
  /// Newest first: the first one holds. Empty: scale 1.
  public var decisions: @Sendable (_ patient: PatientID) async throws -> [SpO2ScaleDecision]
  /// For a clinician who may sign; the reason has 3 to 500 characters.
  public var set: @Sendable (_ patient: PatientID, _ scale: News2.Scale, _ reason: String) async throws -> Void

  public init(
    decisions: @escaping @Sendable (PatientID) async throws -> [SpO2ScaleDecision] = notProvided(),
    set: @escaping @Sendable (PatientID, News2.Scale, String) async throws -> Void = notProvided()
  ) {
    self.decisions = decisions
    self.set = set
  }
}
