import DatabaseTestSupport
import Foundation

/// How each deed of the matrix is done. A probe answers ALLOW, a scope (ALL, OWN, SECURITY), or the word of the refusal.
enum MatrixProbes {
  typealias Probe = @Sendable (MatrixQuestion) -> String

  static let all: [String: Probe] = {
    var probes: [String: Probe] = [
      "directory·read": { $0.opened("select api.open_directory('MATRIX')", then: "select count(*) > 0 from api.search_patients('case', null, 5)") },
      "directory·compare": {
        $0.opened("select api.open_directory('MATRIX')",
          then: "select count(*) > 0 from api.find_duplicates('Case', 'RFA', null, '1970-01-01', 'FEMALE', null)")
      },
      "patient·register": {
        $0.undone("select answer from api.register_patient(gen_random_uuid(), 'New', 'Person', null, '1999-01-01', 'MALE', null, null, null)",
          good: ["SAVED"])
      },
      "chart·open": { $0.allowed($0.openChart(), good: ["OPENED"]) },
      "chart·banner": { $0.readChart("api.chart_banner('\($0.patient)')") },
      "chart·access": { $0.session.word("select count(*) > 0 from api.chart_access('\($0.patient)')").asAllowance },
      "work list·read": {
        $0.opened("select api.open_work_list('A', 'MATRIX')",
          then: "select coalesce(bool_or(last_value is not null), false) from api.work_list() where patient_id = '\($0.patient)'")
      },
      "emergency·request": {
        $0.allowed($0.session.word("select answer from api.request_emergency_access('\(UUID().uuidString)', '\($0.patient)', 'LIFE_THREAT',"
          + " 'found unconscious', 4, 'FULL', '\(TestPerson.password)')"), good: ["REQUESTED", "ALREADY_PENDING"])
      },
      "emergency·approve": { $0.decide(MatrixWorld.request) },
      "emergency·approve own request": { $0.decide(MatrixWorld.ownRequest) },
      "emergency·end another's": {
        $0.undone("select api.end_emergency_access('\(MatrixWorld.liveAccess)', 'matrix')", good: ["REVOKED"])
      },
      "emergency·self-grant": { $0.selfGrant() },
      "emergency·extend": { $0.extend(MatrixWorld.liveAccess) },
      "emergency·extend own": { $0.extend($0.ownEmergency()) },
      "emergency·review": { $0.undone("select api.review_emergency_access('\(MatrixWorld.liveAccess)', 'IN_REVIEW')", good: ["SAVED"]) },
      "emergency·report": { $0.opened("select api.open_emergency_queue('MATRIX')", then: "select count(*) > 0 from api.emergency_report()") },
      "access block·set": {
        $0.undone("select api.set_access_block('\($0.patient)', '\(TestPerson.nurseB.userID)', true, 'matrix')", good: ["SAVED"])
      },
      "protection·set": { $0.undone("select api.set_protected('\($0.patient)', true, 'matrix')", good: ["SAVED"]) },
      "emergency·queue": { $0.opened("select api.open_emergency_queue('MATRIX')", then: "select count(*) > 0 from api.emergency_queue()") },
      "account·create": {
        $0.undone("select answer from api.create_user('new@clinic.example', 'New', 'NURSE', 'a long password')", good: ["SAVED"])
      },
      "account·lock": { $0.undone("select api.set_user_status('\(TestPerson.nurseB.userID)', 'LOCKED')", good: ["SAVED"]) },
      "account·admit": { $0.undone("select api.set_user_status('\(TestPerson.nurseB.userID)', 'ACTIVE')", good: ["SAVED"]) },
      "account·lock own": { $0.undone("select api.set_user_status('\($0.person.userID)', 'LOCKED')", good: ["SAVED"]) },
      "access log·read": {
        $0.scope("select string_agg(distinct user_name, '|') from api.who_saw('\(MatrixWorld.patient("RFA"))') where what = 'CHART'",
          own: $0.person.displayName)
      },
      "audit·read": {
        $0.scope("select coalesce(bool_or(not is_security), false) from api.audit_events('-infinity', 'infinity')", all: "t", security: "f")
      },
      "audit·verify": { $0.allowed($0.session.word("select count(*) from api.verify_audit()"), good: ["0"]) },
      "audit·change": { $0.session.word("update audit_logs.events set purpose = 'x'") },
      "audit·remove": { $0.session.word("delete from audit_logs.events") },
      "draft·of another": { $0.session.word("select count(*) > 0 from api.read_draft('matrix')").asAllowance },
    ]
    probes.merge(chart) { first, _ in first }
    probes.merge(medication) { first, _ in first }
    probes.merge(desk) { first, _ in first }
    probes.merge(governance) { first, _ in first }
    probes.merge(overlays) { first, _ in first }
    for table in clinicalTables {
      let name = table.split(separator: ".").last.map(String.init) ?? table
      probes["\(name)·read"] = { $0.readChart("\(table) where patient_id = '\($0.patient)'") }
      probes["\(name)·read unopened"] = {
        $0.session.word("select count(patient_id) > 0 from \(table) where patient_id = '\($0.patient)'").asAllowance
      }
      probes["\(name)·insert"] = { $0.session.word("insert into \(table) (patient_id) values ('\($0.patient)')") }
      probes["\(name)·update"] = { $0.session.word("update \(table) set patient_id = patient_id") }
      probes["\(name)·delete"] = { $0.session.word("delete from \(table)") }
    }
    for table in ["patients", "biomarkers", "prescriptions", "patient_allergies", "allergy_reviews"] {
      probes["\(table)·read"] = { $0.readChart("medical_data.\(table) where patient_id = '\($0.patient)'") }
      probes["\(table)·read unopened"] = {
        $0.session.word("select count(patient_id) > 0 from medical_data.\(table) where patient_id = '\($0.patient)'").asAllowance
      }
      probes["\(table)·insert"] = { $0.session.word("insert into medical_data.\(table) (patient_id) values ('\($0.patient)')") }
      probes["\(table)·update"] = { $0.session.word("update medical_data.\(table) set patient_id = patient_id") }
      probes["\(table)·delete"] = { $0.session.word("delete from medical_data.\(table)") }
    }
    for table in ["access.users", "access.sessions", "access.openings", "access.care_team", "access.roster", "access.patient_blocks",
      "access.emergency_access", "access.drafts", "medical_data.patient_identifiers", "audit_logs.events"] {
      probes["\(table)·select"] = { $0.session.word("select * from \(table)") }
    }
    return probes
  }()
}

extension String {
  /// A count as an allowance: something was there, or nothing.
  var asAllowance: String { self == "t" ? "ALLOW" : self == "f" ? "EMPTY" : self }
  /// Where there is none: one that nobody has.
  var asID: String { count == 36 ? self : "00000000-0000-4000-e000-00000000dead" }
}

extension MatrixQuestion {
  func allowed(_ answer: String, good: [String]) -> String { good.contains(answer) ? "ALLOW" : answer }

  /// Opens the chart as a person would: with a reason where the overlay says that she gives one.
  func openChart() -> String {
    let isReasoned = cell.overlay.hasSuffix("_REASONED")
    let answer = session.word("select api.open_chart('\(patient)', 'TREATMENT'\(isReasoned ? ", 'asked by the family'" : ""))")
    if cell.overlay == "SEALED_OPENED", answer == "OPENED" {
      _ = session.word("select api.open_sealed('\(patient)', null, 'CONSENT', 'she agrees, at her bedside')")
    }
    if cell.overlay == "CLOSED", answer == "OPENED" {
      _ = root.word("""
        update access.openings set expires_at = clock_timestamp() where patient_id = '\(patient)' and user_id = '\(person.userID)'
        """)
      return "EXPIRED"
    }
    return answer
  }

  /// Opens and reads: ALLOW needs both; a refused opening must show nothing (LEAK).
  func readChart(_ source: String) -> String {
    see("select count(patient_id) > 0 from \(source)")
  }

  /// The same with a question of its own: t or f.
  func see(_ question: String) -> String {
    let opening = openChart()
    let seen = session.word(question)
    return switch (opening, seen) {
    case ("OPENED", "t"), ("MERGED", "t"): "ALLOW"
    case ("OPENED", _), ("MERGED", _): seen.asAllowance
    case (_, "t"): "LEAK"
    default: opening
    }
  }

  /// An opening of another kind, and what it shows.
  func opened(_ opening: String, then reading: String) -> String {
    let answer = session.word(opening)
    let seen = session.word(reading)
    return answer == "OPENED" ? seen.asAllowance : seen == "t" ? "LEAK" : answer
  }

  /// Something that would change the world for other cells: taken back.
  func undone(_ call: String, good: [String]) -> String {
    for _ in 0..<2 {
      _ = session.word("begin")
      let answer = session.word(call)
      _ = session.word("rollback")
      if !answer.hasPrefix("25P02") { return allowed(answer, good: good) }      // 40001 inside a transaction: all of it again
    }
    return "40001"
  }

  /// Writes into the chart. What she is answered; where the chart did not open, why it did not.
  func write(_ call: String, good: [String] = ["SAVED"]) -> String {
    let opening = openChart()
    let answer = undone("select \(call)", good: good)
    let isOpen = ["OPENED", "MERGED"].contains(opening)
    if !isOpen, answer == "ALLOW" { return "LEAK" }
    return answer == "EXPIRED" && !isOpen ? opening : answer
  }

  var isClinical: Bool { ["CLINICIAN", "CLINICIAN_PLAIN", "NURSE"].contains(cell.role) }

  /// Clinical roles in the opened chart, the others in the opened directory.
  func writeAtDesk(_ call: String, good: [String] = ["SAVED"]) -> String {
    if isClinical { return write(call, good: good) }
    let opening = session.word("select api.open_directory('MATRIX')")
    let answer = undone("select \(call)", good: good)
    return opening != "OPENED" && answer == "ALLOW" ? "LEAK" : answer
  }

  func seeAtDesk(_ question: String) -> String {
    isClinical ? see(question) : opened("select api.open_directory('MATRIX')", then: question)
  }

  /// Everybody through the directory.
  func writeInDirectory(_ call: String, good: [String] = ["SAVED"]) -> String {
    let opening = session.word("select api.open_directory('MATRIX')")
    let answer = undone("select \(call)", good: good)
    return opening != "OPENED" && answer == "ALLOW" ? "LEAK" : answer
  }

  func decide(_ request: String) -> String {
    undone("select answer from api.decide_emergency_access('\(request)', 'APPROVED', 4, 1970)", good: ["APPROVED"])
  }

  /// The request or access of this person for the patient of the cell.
  func ownEmergency() -> String {
    root.word("select emergency_id from access.emergency_access where requester_id = '\(person.userID)' and patient_id = '\(patient)'").asID
  }

  func selfGrant() -> String {
    undone("select answer from api.self_grant_emergency_access('\(ownEmergency())', '\(TestPerson.password)')", good: ["SELF_GRANTED"])
  }

  func extend(_ access: String) -> String {
    undone("select answer from api.extend_emergency_access(gen_random_uuid(), '\(access)', 1, 'matrix')", good: ["EXTENDED"])
  }

  /// How much of the event stream is told.
  func scope(_ question: String, own: String? = nil, all: String? = nil, security: String? = nil) -> String {
    _ = session.word("select api.open_audit('MATRIX')")
    let answer = session.word(question)
    if let own { return answer == own ? "OWN" : answer == "null" ? "EMPTY" : answer.contains("|") ? "ALL" : answer }
    return answer == all ? "ALL" : answer == security ? "SECURITY" : answer
  }
}
