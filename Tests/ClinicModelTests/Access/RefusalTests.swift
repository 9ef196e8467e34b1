import ClinicModel
import Testing

@Suite struct RefusalTests {
  @Test func theCodesAreThoseOfTheDatabase() {
    let codes = [
      "NO_SESSION", "LOCKED", "NO_ROLE", "OWN_RECORD", "BLOCKED", "NO_RFA", "SEALED", "VIP_REASON", "CONSENT", "SECOND_PERSON",
      "EXPIRED", "RATE_LIMIT", "CLOSED", "RESTRICTED",
    ]
    #expect(Refusal.allCases.map(\.rawValue) == codes)
  }

  @Test func onlyTwoOfThemAreAboutTheSession() {
    #expect(Refusal.allCases.filter(\.concernsSession) == [.noSession, .locked])
  }
}

@Suite struct SignedInUserTests {
  private func user(_ role: StaffRole, _ capabilities: Set<Capability>) -> SignedInUser {
    SignedInUser(
      id: UserID(.random()), email: "eva.sanz@clinic.example", name: "Eva Sanz", role: role, capabilities: capabilities,
      sessionEndsAt: Instant(microseconds: 0))
  }

  @Test(arguments: StaffRole.allCases)
  func onlyAClinicianWithTheCapabilityDecides(_ role: StaffRole) {
    #expect(user(role, [.approveBreakGlass]).approvesEmergencies == (role == .clinician))
    #expect(!user(role, [.prescribe, .mergePatients, .auditRead]).approvesEmergencies)
  }

  @Test func nursesAndCliniciansAreClinical() {
    #expect(StaffRole.allCases.filter(\.isClinical) == [.clinician, .nurse])
  }
}

@Suite struct EmergencyPhaseTests {
  @Test func aRequestWaitsOrLivesOrNeither() {
    typealias Phase = EmergencyAccess.Phase
    #expect(Phase.allCases.filter(\.isWaiting) == [.requested, .underReview])
    #expect(Phase.allCases.filter(\.isLive) == [.active, .activeSelf])
    #expect(Phase.allCases.allSatisfy { !($0.isWaiting && $0.isLive) })
  }

  @Test func theDefaultDurationIsAllowed() {
    #expect(EmergencyAccess.allowedHours == [1, 4, 12])
    #expect(EmergencyAccess.allowedHours.contains(EmergencyAccess.defaultHours))
  }
}
