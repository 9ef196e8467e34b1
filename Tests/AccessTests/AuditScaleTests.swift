import DatabaseTestSupport
import Foundation
import Testing

/// The event stream of years. Takes minutes and much disk: only with CLINIC_SCALE=1.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["CLINIC_SCALE"] == "1")) struct AuditScaleTests {
  private func seconds(_ work: () throws -> Void) rethrows -> Double {
    let begin = Date()
    try work()
    return Date().timeIntervalSince(begin)
  }

  @Test("a million events verify in under ten seconds; who saw a patient in ten years is answered in under ten")
  func million() throws {
    let clinic = try Clinic()
    // One patient with 100,000 accesses over ten years, among a million events of others.
    try clinic.root.run("""
      insert into audit_logs.events (user_id, session_id, action, patient_id, purpose, at, detail)
      select '\(TestPerson.nurseA.userID)', gen_random_uuid(), 'OPEN_CHART',
             case when i % 10 = 0 then '\(TestPatient.garcia.patientID)' else gen_random_uuid() end::uuid, 'TREATMENT',
             now() - make_interval(secs => (1000000 - i) * 315.0), '{"reason": "ward", "role": "NURSE"}'
        from generate_series(1, 1000000) i;
      insert into audit_logs.events (user_id, action, at, detail)
      select '\(TestPerson.nurseB.userID)', 'OPEN_WORK_LIST', now() - make_interval(secs => i * 3000.0),
             jsonb_build_object('patients', array(select case when i % 50 = j then '\(TestPatient.garcia.patientID)' else gen_random_uuid() end from generate_series(1, 30) j))
        from generate_series(1, 20000) i;
      analyze audit_logs.events
      """)
    let watch = try clinic.database.session(as: "clinic_watch")
    let sealing = seconds { while watch.answer("select audit_logs.seal()") != "null" {} }
    var found = ["?"]
    let verifying = seconds { found = watch.rows("select * from audit_logs.verify()") }
    #expect(found == [])
    let privacy = try clinic.signedIn(.privacy)
    #expect(privacy.answer("select api.open_audit('PATIENT_ASKS')") == "OPENED")
    var rows = 0
    let asking = seconds { rows = privacy.rows("select * from api.who_saw('\(TestPatient.garcia.patientID)')").count }
    print("Audit: sealed in \(sealing) s, verified in \(verifying) s, \(rows) accesses told in \(asking) s.")
    #expect(rows == 112_000)
    #expect(verifying < 10)
    #expect(asking < 10)
  }
}
