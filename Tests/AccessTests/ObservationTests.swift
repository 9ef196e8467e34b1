import DatabaseTestSupport
import Foundation
import Testing

/// Observations from elsewhere: into quarantine by an administrator, into the chart by a clinician.
@Suite struct ObservationTests {
  let clinic: Clinic
  let garcia = TestPatient.garcia.patientID

  init() throws { clinic = try Clinic() }

  static let resource = """
    {"resourceType": "Observation", "id": "g-1", "status": "final", "category": [{"coding": [{"code": "laboratory"}]}], \
    "code": {"coding": [{"system": "http://loinc.org", "code": "4548-4", "display": "HbA1c"}]}, "effectiveDateTime": "2026-05-04T08:30:00Z", \
    "valueQuantity": {"value": 7.10, "code": "%"}, "performer": [{"display": "Central laboratory"}], "note": [{"text": "ñandú"}]}
    """
  private func number(_ patient: TestPatient = .garcia) -> String {
    clinic.root.answer("select record_number from medical_data.patients where patient_id = '\(patient.patientID)'")
  }
  private func load(_ number: String, _ resource: String = ObservationTests.resource) -> String {
    "select answer, field from api.import_observation('urn:lab:central', '\(number)', '\(resource)')"
  }
  private var waiting: String { "select observation_type, loinc, value_number, value_unit, source_system from api.waiting_observations('\(garcia)')" }
  private func decide(_ id: String, accepted: Bool = true, reason: String = "null", key: String = UUID().uuidString) -> String {
    "api.decide_observation('\(key)', '\(garcia)', '\(id)', \(accepted), \(reason))"
  }

  @Test("the same answer whether anybody has the number; the same one loaded again changes nothing")
  func quarantine() throws {
    let admin = try clinic.signedIn(.admin)
    let absent = "99999999" + clinic.root.answer("select medical_data.check_digit('99999999')")
    #expect([admin.rows(load(number())), admin.rows(load(number())), admin.rows(load(absent))] == [["QUARANTINED|"], ["QUARANTINED|"], ["QUARANTINED|"]])
    #expect(clinic.root.answer("select count(*) from medical_data.observation_imports") == "2")
    #expect(admin.refusal("select * from medical_data.observation_imports") == "42501")
    #expect(admin.answer(waiting) == "42501 NO_ROLE")
    #expect(clinic.root.answer("select count(*) from medical_data.medical_observations") == "0")
    #expect(clinic.events("to_jsonb(events)::text like '%ñandú%'") == 0, "the resource is in its row only")
    for person in [TestPerson.nurseA, .doctor1, .reception, .privacy] { #expect(try clinic.signedIn(person).rows(load(number())) == ["NO_ROLE|"]) }
  }

  @Test("what is no observation stays outside", arguments: [
    ("{}", "resource"), ("{\"resourceType\": \"Patient\"}", "resource"), ("{\"resourceType\": \"Observation\"}", "code"),
    ("{\"resourceType\": \"Observation\", \"code\": {\"text\": \"x\"}, \"effectiveDateTime\": \"2026-05\"}", "effectiveDateTime"),
    ("{\"resourceType\": \"Observation\", \"code\": {\"text\": \"x\"}, \"effectiveDateTime\": \"2026-13-45T10:00:00Z\"}", "effectiveDateTime"),
    ("{\"resourceType\": \"Observation\", \"code\": {\"text\": \"x\"}, \"effectiveDateTime\": \"2999-01-01T10:00:00Z\"}", "effectiveDateTime"),
    ("{\"resourceType\": \"Observation\", \"code\": {\"text\": \"x\"}, \"effectiveDateTime\": \"2026-01-01T10:00:00Z\", \"valueString\": \"a\\u202eb\"}", "value_text"),
    ("{\"resourceType\": \"Observation\", \"code\": {\"text\": \" \"}, \"effectiveDateTime\": \"2026-01-01T10:00:00Z\"}", "code"),
    ("[1]", "resource"), ("{\"resourceType\": \"Observation\", \"code\": {\"coding\": \"x\"}}", "code"),
  ])
  func invalid(resource: String, field: String) throws {
    let admin = try clinic.signedIn(.admin)
    #expect(admin.rows(load(number(), resource)) == ["INVALID|\(field)"])
    #expect(admin.rows(load("123456789")).first?.hasPrefix("INVALID|record_number") == true)
  }

  @Test("accepted in the opened chart: searched columns and the whole resource, once")
  func accepted() throws {
    #expect(try clinic.signedIn(.admin).rows(load(number())) == ["QUARANTINED|"])
    let doctor = try clinic.signedIn(.doctor1)
    #expect(doctor.rows(waiting) == [])
    #expect(doctor.answer(openChart(.garcia)) == "OPENED")
    #expect(doctor.rows(waiting) == ["HbA1c|4548-4|7.10|%|urn:lab:central"])
    let id = clinic.root.answer("select import_id from medical_data.observation_imports")
    let key = UUID().uuidString
    let record = doctor.answer("select record_id from \(decide(id, key: key))")
    #expect(doctor.answer("select record_id from \(decide(id, key: key))") == record, "sent again")
    #expect(doctor.answer("select answer from \(decide(id))") == "CHANGED", "decided already")
    #expect(doctor.rows(waiting) == [])
    #expect(doctor.rows("""
      select observation_type, value_number, category, status, observed_by, observed_at = timestamptz '2026-05-04 08:30Z', recorded_by_name,
             resource = '\(Self.resource)'::jsonb from medical_data.medical_observations
      """) == ["HbA1c|7.10|laboratory|ACTIVE|Central laboratory|t|Dr Osei|t"])
    #expect(try clinic.reading(.nurseB, .munoz).answer("select count(*) from medical_data.medical_observations") == "0")
  }

  @Test("rejected with a reason; not by a nurse, not through another patient, not without the chart")
  func rejected() throws {
    #expect(try clinic.signedIn(.admin).rows(load(number())) == ["QUARANTINED|"])
    let id = clinic.root.answer("select import_id from medical_data.observation_imports")
    let doctor = try clinic.signedIn(.doctor1)
    #expect(doctor.answer("select answer from \(decide(id))") == "EXPIRED")
    #expect(try clinic.reading(.nurseA, .garcia).answer("select answer from \(decide(id))") == "NO_ROLE")
    #expect(doctor.answer(openChart(.munoz)) == "OPENED")
    #expect(doctor.answer("select answer from api.decide_observation(gen_random_uuid(), '\(TestPatient.munoz.patientID)', '\(id)', true)") == "NO_RFA")
    #expect(doctor.answer(openChart(.garcia)) == "OPENED")
    #expect(doctor.answer("select answer from \(decide(nobody))") == "NO_RFA")
    #expect(doctor.answer("select answer from \(decide(id, accepted: false))") == "REASON_NEEDED")
    #expect(doctor.answer("select answer from \(decide(id, accepted: false, reason: "'another person of this name'"))") == "SAVED")
    #expect(clinic.root.answer("select count(*) from medical_data.medical_observations") == "0")
    #expect(clinic.root.answer("select decision from medical_data.observation_imports") == "REJECTED")
  }
}
