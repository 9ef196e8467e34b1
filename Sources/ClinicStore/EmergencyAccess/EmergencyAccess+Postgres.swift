import ClinicModel
import PostgresClient

extension EmergencyAccess {
  /// The columns both lists begin with, emergency_id to decision_reason (16).
  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), number: try row.next(), patient: try row.identifier(), patientName: try row.next(),
      recordNumber: try row.recordNumber(), reasonClass: try row.code(), reason: try row.next(), hours: try row.next(),
      scope: try row.code(), requestedAt: try row.instant(), lapsesAt: try row.instant(), grantedAt: try row.instantIfAny(),
      expiresAt: try row.instantIfAny(), phase: try row.code(), decidedBy: try row.next(), decisionReason: try row.next())
  }
}

extension EmergencyQueueEntry {
  /// Columns of `api.emergency_queue()`.
  init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      access: try EmergencyAccess(from: &row), requester: try row.identifier(), requesterName: try row.next(),
      requesterRole: try row.code(), requesterWard: try row.next(), birthDate: try row.date(), sex: try row.code(),
      patientWard: try row.next(), attending: try row.next(), approvalsNeeded: try row.next(), approvals: try row.next(),
      requesterRequests: try row.next(), whyNotDecidable: try Self.whyNot(mayDecide: row.next(), word: row.next()))
  }

  /// `DECIDED` is no refusal of this person: the phase says what became of the request, and its time to be decided is over.
  private static func whyNot(mayDecide: Bool, word: String?) -> Refusal? {
    mayDecide ? nil : word.flatMap(Refusal.init(rawValue:)) ?? .expired
  }
}
