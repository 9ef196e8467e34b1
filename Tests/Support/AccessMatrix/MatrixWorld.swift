import DatabaseTestSupport
import Foundation

/// The situations of the matrix, as rows: for each overlay a patient of its own, with the same facts in every clinical table.
public enum MatrixWorld {
  static func person(_ role: String) -> TestPerson {
    switch role {
    case "ADMIN": .admin
    case "CLINICIAN": .doctor1
    case "CLINICIAN_PLAIN": .doctor3
    case "NURSE": .nurseA
    case "RECEPTIONIST": .reception
    default: .privacy
    }
  }

  /// Ward (W is that of the nurse), days or minutes of relations, and what else is special.
  private static let overlays = [
    "RFA", "NO_RFA", "OWN_RECORD", "OWN_RECORD_NURSE", "BLOCKED", "VIP", "VIP_REASONED", "DELETED", "RELATION_TAIL", "RELATION_OVER",
    "RELATION_FUTURE", "GRANT", "GRANT_SUMMARY", "GRANT_EXPIRED", "GRANT_ENDED", "GRANT_PENDING", "GRANT_DENIED", "GRANT_OF_ANOTHER",
    "BLOCKED_GRANT_TWO", "BLOCKED_GRANT_ONE", "CLOSED", "REQUEST", "OWN_RECORD_RECEPTIONIST", "OWN_RECORD_PRIVACY", "DECEASED",
    "DECEASED_LONG_AGO", "MERGED", "MERGE_TARGET", "CONSENT_WITHDRAWN", "PROPOSED_OWN", "PROPOSED_OTHER",
  ] + sealedOverlays + ["RESTRICTED", "RELATIVE", "RELATIVE_REASONED", "GRANT_SELF"]
  /// Whose record each of these is; a cell of OWN_RECORD means that of its role.
  private static let owners: [(overlay: String, person: TestPerson)] = [
    ("OWN_RECORD", .doctor1), ("OWN_RECORD_NURSE", .nurseA), ("OWN_RECORD_RECEPTIONIST", .reception), ("OWN_RECORD_PRIVACY", .privacy),
  ]

  /// The patient of an overlay; for sessions that are locked or none, the ordinary one; a random one for ABSENT.
  static func patient(_ overlay: String, role: String = "") -> String {
    let name = overlay == "OWN_RECORD" && overlays.contains("OWN_RECORD_\(role)") ? "OWN_RECORD_\(role)" : overlay
    if overlay == "ABSENT" { return "00000000-0000-4000-c000-00000000dead" }
    let number = 1 + (overlays.firstIndex(of: name) ?? 0)
    return "00000000-0000-4000-c000-0000000000" + (number < 10 ? "0\(number)" : "\(number)")
  }

  /// As stored: of the overlay, without what no name has.
  static func surname(_ overlay: String, role: String = "") -> String {
    let number = Int(patient(overlay, role: role).suffix(2)) ?? 0
    return (overlays.indices.contains(number - 1) ? overlays[number - 1] : "Nobody").replacingOccurrences(of: "_", with: " ")
  }

  static let request = "00000000-0000-4000-e000-000000000001"
  static let ownRequest = "00000000-0000-4000-e000-000000000002"
  static let requestForRelative = "00000000-0000-4000-e000-000000000004"
  static let liveAccess = "00000000-0000-4000-e000-000000000003"

  /// Adds everything to a database with the people of the template. By the superuser with triggers off: states that only time makes.
  public static var script: String {
    let (nurse, doctor, plain) = (TestPerson.nurseA.userID, TestPerson.doctor1.userID, TestPerson.doctor3.userID)
    func id(_ overlay: String) -> String { patient(overlay) }
    let related = ["RFA", "OWN_RECORD", "OWN_RECORD_NURSE", "BLOCKED", "VIP", "VIP_REASONED", "DELETED", "CLOSED", "BLOCKED_GRANT_TWO",
      "BLOCKED_GRANT_ONE", "OWN_RECORD_RECEPTIONIST", "OWN_RECORD_PRIVACY", "DECEASED", "DECEASED_LONG_AGO", "MERGED", "MERGE_TARGET",
      "CONSENT_WITHDRAWN", "PROPOSED_OWN", "PROPOSED_OTHER", "RESTRICTED", "RELATIVE", "RELATIVE_REASONED"] + sealedOverlays
    let blocked = ["BLOCKED", "BLOCKED_GRANT_TWO", "BLOCKED_GRANT_ONE"]
    var sql = """
      set session_replication_role = replica;
      insert into access.wards (code, name, sort_order) values ('T', 'Tail', 7), ('O', 'Over', 8), ('F', 'Future', 9);
      insert into access.roster (user_id, ward_id, starts_at, ends_at)
      select '\(nurse)', w.ward_id, now() + v.first, now() + v.last from access.wards w join (values
        ('T', interval '-9 hours', interval '-50 minutes'), ('O', interval '-9 hours', interval '-61 minutes'),
        ('F', interval '10 minutes', interval '8 hours')) v(code, first, last) on v.code = w.code;
      insert into medical_data.patients (patient_id, given_names, surname_1, birth_date, sex, ward_id, is_protected, deleted_at, user_id)
      select v.id::uuid, 'Case', replace(v.name, '_', ' '), '1970-01-01', 'FEMALE', w.ward_id, v.name like 'VIP%', case v.name when 'DELETED' then now() end,
             case v.name \(owners.map { "when '\($0.overlay)' then '\($0.person.userID)'::uuid" }.joined(separator: " ")) end
        from (values \(overlays.map { "('\(id($0))', '\($0)')" }.joined(separator: ", "))) v(id, name)
        left join access.wards w on w.code = case
          when v.name in (\(related.map { "'\($0)'" }.joined(separator: ", "))) then 'A'
          when v.name = 'RELATION_TAIL' then 'T' when v.name = 'RELATION_OVER' then 'O' when v.name = 'RELATION_FUTURE' then 'F' end;
      insert into access.care_team (patient_id, user_id, starts_at, ends_at)
      select v.id::uuid, u.id::uuid, now() + v.first, now() + v.last
        from (values \(related.map { "('\(id($0))', interval '-2 days', interval '30 days')" }.joined(separator: ", ")),
              ('\(id("RELATION_TAIL"))', interval '-2 days', interval '1 minute'), ('\(id("RELATION_OVER"))', interval '-2 days', interval '-1 second'),
              ('\(id("RELATION_FUTURE"))', interval '10 minutes', interval '30 days')) v(id, first, last),
             (values ('\(doctor)'), ('\(plain)')) u(id);
      insert into access.patient_blocks (patient_id, user_id)
      select p::uuid, u::uuid from unnest(array[\(blocked.map { "'\(id($0))'" }.joined(separator: ", "))]) p, 
        unnest(array['\(nurse)', '\(doctor)', '\(plain)', '\(TestPerson.reception.userID)']) u;
      """
    sql += grants + clinical + facts + marks + """
      set session_replication_role = origin;
      """
    return sql
  }

  /// Requests and grants in every state, for the nurse and both doctors.
  private static var grants: String {
    let people = [TestPerson.nurseA, .doctor1, .doctor3]
    let states: [(overlay: String, granted: String, expires: String, more: String)] = [
      ("GRANT", "now() - interval '1 hour'", "now() + interval '3 hours'", "'FULL', 1, 'APPROVED', null, null"),
      ("GRANT_SUMMARY", "now() - interval '1 hour'", "now() + interval '3 hours'", "'SUMMARY', 1, 'APPROVED', null, null"),
      ("GRANT_EXPIRED", "now() - interval '4 hours'", "now() - interval '1 second'", "'FULL', 1, 'APPROVED', null, null"),
      ("GRANT_ENDED", "now() - interval '1 hour'", "now() + interval '3 hours'", "'FULL', 1, 'EXPIRED', now() - interval '1 minute', 'REVOKED'"),
      ("GRANT_PENDING", "null", "null", "'FULL', 1, 'PENDING', null, null"),
      ("GRANT_DENIED", "null", "null", "'FULL', 1, 'DENIED', null, null"),
      ("BLOCKED_GRANT_TWO", "now() - interval '1 hour'", "now() + interval '3 hours'", "'FULL', 2, 'APPROVED', null, null"),
      ("BLOCKED_GRANT_ONE", "now() - interval '1 hour'", "now() + interval '3 hours'", "'FULL', 1, 'APPROVED', null, null"),
    ] + ["SEALED_GRANT", "SEALED_NO_EMERGENCY", "GRANT_SELF"].map {
      ($0, "now() - interval '1 minute'", "now() + interval '59 minutes'", "'FULL', 1, 'APPROVED', null, null")
    }
    func row(_ number: String, _ requester: TestPerson, _ overlay: String, _ granted: String, _ expires: String, _ more: String, id: String) -> String {
      "(\(id), '\(number)', '\(requester.userID)', '\(requester.displayName)', '\(patient(overlay))', 'LIFE_THREAT', 'found unconscious', 4, \(granted),"
        + " \(expires), \(more))"
    }
    var rows = people.flatMap { person in
      states.map { row("E-\(person.rawValue)-\($0.overlay)", person, $0.overlay, $0.granted, $0.expires, $0.more, id: "gen_random_uuid()") }
    }
    rows.append(row("E-another", .nurseB, "GRANT_OF_ANOTHER", states[0].granted, states[0].expires, states[0].more, id: "'\(liveAccess)'"))
    rows.append(row("E-request", .nurseB, "REQUEST", "null", "null", "'FULL', 1, 'PENDING', null, null", id: "'\(request)'"))
    rows.append(row("E-relative", .nurseB, "RELATIVE", "null", "null", "'FULL', 1, 'PENDING', null, null", id: "'\(requestForRelative)'"))
    rows.append(row("E-own-request", .doctor1, "REQUEST", "null", "null", "'FULL', 1, 'PENDING', null, null", id: "'\(ownRequest)'"))
    return """
      insert into access.emergency_access (emergency_id, emergency_number, requester_id, requester_name, patient_id, reason_class, reason, hours,
        granted_at, expires_at, scope, approvals_needed, status, ended_at, end_kind)
      values \(rows.joined(separator: ",\n"));
      update access.emergency_access set is_self_grant = true where patient_id = '\(patient("GRANT_SELF"))';
      update access.emergency_access set review_status = 'DUE', review_due_at = now() + interval '1 day' where emergency_id = '\(liveAccess)';
      """
  }

  /// The same facts for every patient of the matrix.
  private static var clinical: String {
    let doctor = TestPerson.doctor1.userID
    let these = "from medical_data.patients p where p.patient_id::text like '00000000-0000-4000-c000-%'"
    return """
      insert into medical_data.biomarkers (patient_id, type_id, measured_at, value, status, recorded_by, recorded_by_name)
      select p.patient_id, 1, now() - interval '1 day', 5, 'NORMAL', '\(doctor)', 'Dr Osei' \(these);
      insert into medical_data.prescriptions (patient_id, medication, dose_amount, dose_unit, route, frequency, starts_on, prescriber_id,
        prescriber_name, recorded_by)
      select p.patient_id, 'metformin', 850, 'mg', 'oral', 'twice a day', current_date - 3, d.practitioner_id, d.display_name, d.user_id
        from medical_data.patients p, access.practitioners d where d.user_id = '\(doctor)' and p.patient_id::text like '00000000-0000-4000-c000-%';
      insert into medical_data.patient_allergies (patient_id, substance, severity, recorded_by)
      select p.patient_id, 'Penicillin', 'SEVERE', '\(doctor)' \(these);
      insert into medical_data.allergy_reviews (patient_id, outcome, reviewed_by) select p.patient_id, 'HAS_SOME', '\(doctor)' \(these);
      """
  }
}
