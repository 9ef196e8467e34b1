import Foundation
import Testing

/// What people may call in the database, and what the application calls.
@Suite struct StatementTests {
  /// Not called by a repository, each with its reason.
  static let exceptions: Set<String> = [
    // api.chart_banner says it too, in the same flight as the chart.
    "chart_access",
    // api.ward_board says it too.
    "work_list",
    // Files of sensors come through clinicctl.
    "import_sensor_readings",
    // Measured values are entered in forms of their own.
    "correct_biomarker", "void_biomarker", "second_check_biomarker", "set_spo2_scale",
  ]

  /// Without a repository yet: what reaches these from the application is still to be written.
  static let missing: Set<String> = [
    "colleagues", "hand_over_task", "take_task", "close_task", "my_tasks", "request_prescription", "close_prescription_request",
    "claim_emergency_request", "patient_notices", "delay_patient_notice", "mark_patient_notice_sent", "register_unknown_patient",
    "open_case", "link_case", "note_case_told", "close_case", "privacy_cases", "open_case_file", "case_patient", "case_contacts",
    "case_ai_requests", "propose_void_patient", "void_proposals", "decide_void_patient", "propose_change", "decide_change",
    "catalogue_changes", "catalogue_rows", "set_care_team", "care_team", "record_biomarker_analysis", "assess_observation",
    "record_observation_analysis", "set_legal_hold", "decide_erasure", "export_patient", "case_retention", "override_counts",
    "seal_fact", "release_fact", "propose_seal", "decide_seal", "seal_proposals", "propose_lift", "lift_seal", "open_sealed", "seals",
    "set_seal_reader", "set_restriction", "privacy_notices", "see_privacy_notice", "declare_relative", "end_relative",
  ]

  /// The functions of a text: `api.name(`.
  private func functions(in text: String) -> Set<String> {
    Set(text.matches(of: /api\.([a-z_0-9]+)\(/).map { String($0.1) })
  }

  /// The allow-list without its comments.
  private func granted() throws -> Set<String> {
    let lines = try Repository.text("sql/grants.sql").split(separator: "\n").filter { !$0.hasPrefix("--") }
    return functions(in: lines.joined(separator: "\n"))
  }

  private func store() throws -> [RepositoryFile] { try Repository.files(in: ["Sources/ClinicStore"]) }

  @Test func everyFunctionOfTheAllowListHasARepository() throws {
    let called = try store().reduce(into: Set<String>()) { $0.formUnion(functions(in: $1.text)) }
    #expect(try granted().subtracting(called).subtracting(Self.exceptions) == Self.missing)
    #expect(try called.subtracting(granted()) == [], "nobody may call these")
    #expect(called.count > 100)
  }

  @Test func everyStatementHasANameOfItsOwn() throws {
    let names = try store().flatMap { $0.text.matches(of: /Statement\(\s*"([a-z_0-9.\/]+)"/).map { String($0.1) } }
    #expect(Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted() == [])
    #expect(names.count > 150)
  }
}
