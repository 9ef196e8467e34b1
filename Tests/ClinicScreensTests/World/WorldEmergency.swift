import ClinicModel

/// Requests for emergency access in every phase.
enum WorldEmergency {
  static func access(
    _ number: Int, _ patient: DirectoryEntry, _ reason: EmergencyAccess.ReasonClass, _ text: String, minutesAgo: Int,
    phase: EmergencyAccess.Phase, hours: Int = 4, by: String? = nil, why: String? = nil
  ) -> EmergencyAccess {
    let asked = Moments.minutesAgo(minutesAgo)
    return EmergencyAccess(
      id: FixedID.make(7, number), number: "E-20261121-" + String(String(1000 + number).dropFirst()), patient: patient.id,
      patientName: patient.name.listed, recordNumber: patient.recordNumber, reasonClass: reason, reason: text, hours: hours,
      scope: .full,
      requestedAt: asked, lapsesAt: asked.adding(seconds: 900), grantedAt: phase.isLive ? asked.adding(seconds: 60) : nil,
      expiresAt: phase.isLive ? asked.adding(seconds: Int64(hours) * 3600 + 60) : nil, phase: phase, decidedBy: by,
      decisionReason: why)
  }

  private static func patient(_ index: Int) -> DirectoryEntry {
    WorldPatients.all.first { $0.id == FixedID.make(2, index) } ?? WorldPatients.first
  }

  static func entry(
    _ access: EmergencyAccess, _ patient: DirectoryEntry, who: String = "Nora Berg", ward: String? = "A", whyNot: Refusal? = nil,
    approvals: (needed: Int, given: Int) = (1, 0), requests: Int = 2
  ) -> EmergencyQueueEntry {
    EmergencyQueueEntry(
      access: access, requester: FixedID.make(1, who.count), requesterName: who,
      requesterRole: who == "Abena Osei" ? .clinician : .nurse, requesterWard: ward,
      birthDate: patient.birthDate, sex: patient.sex, patientWard: patient.wardCode.map { "\($0) \(patient.bed ?? "")" },
      attending: patient.attending, approvalsNeeded: approvals.needed, approvals: approvals.given, requesterRequests: requests,
      whyNotDecidable: whyNot)
  }

  static let queue: [EmergencyQueueEntry] = [
    entry(
      access(
        7, patient(40), .lifeThreat, "Found unconscious in the corridor, need medicines and allergies now", minutesAgo: 1,
        phase: .requested),
      patient(40)),
    entry(
      access(6, patient(41), .handoverGap, "Moved from surgery without papers", minutesAgo: 4, phase: .underReview, hours: 1),
      patient(41),
      who: "Tomás Ruiz Ibáñez", ward: "C", approvals: (2, 1)),
    entry(
      access(5, patient(6), .covering, "Covering for doctor Lindqvist tonight", minutesAgo: 9, phase: .requested, hours: 12),
      patient(6),
      who: "Abena Osei", ward: nil, whyNot: .secondPerson, requests: 1),
    entry(
      access(
        4, patient(42), .criticalResult, "Laboratory called, potassium 6.9", minutesAgo: 50, phase: .active, by: "Abena Osei"),
      patient(42), who: "Pilar Holm", ward: "B"),
    entry(
      access(
        3, patient(43), .cannotConsent, "Patient is confused, relatives absent", minutesAgo: 75, phase: .denied,
        by: "Tomás Lindqvist",
        why: "Ward staff are present and have access"), patient(43), who: "Pilar Holm", ward: "B"),
    entry(access(2, patient(41), .safeguarding, "Visitor asks for her room", minutesAgo: 200, phase: .lapsed), patient(41)),
  ]

  /// The same work from the nurse's side.
  static let mine: [EmergencyAccess] = [
    access(17, patient(41), .lifeThreat, "Bleeding after surgery, blood group needed", minutesAgo: 3, phase: .requested),
    access(
      14, patient(42), .criticalResult, "Laboratory called, potassium 6.9", minutesAgo: 50, phase: .active, by: "Abena Osei"),
    access(
      13, patient(43), .cannotConsent, "Patient is confused, relatives absent", minutesAgo: 75, phase: .denied,
      by: "Tomás Lindqvist",
      why: "Ward staff are present and have access"),
    access(12, patient(6), .safeguarding, "Visitor asks for her room", minutesAgo: 200, phase: .lapsed),
    access(11, patient(44), .covering, "Night cover for ward B", minutesAgo: 900, phase: .endedExpired, by: "Abena Osei"),
  ]

  /// One more that comes in while the queue is open.
  static let arrival = entry(
    access(8, patient(43), .lifeThreat, "Anaphylaxis in the waiting room", minutesAgo: 0, phase: .requested), patient(43),
    who: "Pilar Holm", ward: "B")
}

extension WorldEmergency {
  /// The nurse asked for the chart that is refused; nobody answered yet.
  static let waitingForStranger = access(
    18, WorldPatients.stranger, .lifeThreat, "Found unconscious in the corridor", minutesAgo: 2, phase: .requested)

  /// A doctor gave the nurse access to the chart that is otherwise refused; it has one test.
  static func grantStranger(_ state: inout ClinicWorld.State) {
    state.mine.insert(
      access(
        19, WorldPatients.stranger, .lifeThreat, "Found unconscious in the corridor", minutesAgo: 30, phase: .active,
        by: "Abena Osei"), at: 0)
    let types = Array(WorldCharts.types.suffix(2))
    state.charts[WorldPatients.stranger.id] = ChartContent(
      allergies: .notAsked, types: types,
      series: Dictionary(uniqueKeysWithValues: types.map { ($0.id, WorldCharts.series(of: $0)) }),
      prescriptions: Array(WorldPrescriptions.all.prefix(2)))
  }
}
