import DatabaseTestSupport
import Foundation

/// Who may see whom, thought out once more from the rules as they are written for people: no SQL, no policy. Times are minutes from now.
struct AccessModel {
  struct Window {
    var from: Int
    var to: Int
    func holds(tail: Int = 0) -> Bool { from <= 0 && to + tail > 0 }
  }
  struct Patient {
    var ward: Int?
    var isProtected = false
    var isEnteredInError = false
    var owner: TestPerson?
    /// The number of the patient this one was merged into.
    var mergedInto: Int?
    /// Who may look into the compartment that holds her values; nil: they are not sealed.
    var sealTeam: Set<TestPerson>?
  }
  struct Shift {
    var person: TestPerson
    var ward: Int
    var window: Window
  }
  struct Link {
    var person: TestPerson
    var patient: Int
    var window: Window
  }
  struct Grant {
    var person: TestPerson
    var patient: Int
    var isWhole: Bool
    var approvals: Int
    var expires: Int
    var isEnded: Bool
    var isLive: Bool { expires > 0 && !isEnded }
  }
  /// What somebody may see of a patient.
  enum Sight { case nothing, summary, everything }

  var patients: [Patient] = []
  var shifts: [Shift] = []
  var team: [Link] = []
  var blocks: [Link] = []
  var grants: [Grant] = []
  var relatives: [Link] = []

  /// Whose chart a number is read in.
  func chart(_ patient: Int) -> Int { patients[patient].mergedInto ?? patient }
  /// A block of a merged number goes with it.
  func isBlocked(_ person: TestPerson, _ patient: Int) -> Bool {
    blocks.contains { $0.person == person && chart($0.patient) == chart(patient) && $0.window.holds() }
  }
  func isRelative(_ person: TestPerson, _ patient: Int) -> Bool {
    relatives.contains { $0.person == person && $0.patient == chart(patient) && $0.window.holds() }
  }
  /// Values of a patient: seals close them to all but their team.
  func seesValues(_ person: TestPerson, of patient: Int) -> Bool {
    sight(of: person, on: chart(patient)) == .everything && patients[patient].sealTeam?.contains(person) != false
  }

  func sight(of person: TestPerson, on patient: Int) -> Sight {
    let facts = patients[patient]
    guard ["NURSE", "CLINICIAN"].contains(person.role), !facts.isEnteredInError, facts.owner != person else { return .nothing }
    let live = grants.filter { $0.person == person && $0.patient == patient && $0.isLive }
    guard !isBlocked(person, patient) else {
      return Self.best(live.filter { $0.approvals == 2 })              // only two approvers open what the patient closed
    }
    let isOnWard = person.role == "NURSE"
      && shifts.contains { $0.person == person && $0.ward == facts.ward && $0.window.holds(tail: 60) }
    let isInTeam = team.contains { $0.person == person && $0.patient == patient && $0.window.holds() }
    return isOnWard || isInTeam ? .everything : Self.best(live)
  }

  private static func best(_ grants: [Grant]) -> Sight {
    grants.isEmpty ? .nothing : grants.contains { $0.isWhole } ? .everything : .summary
  }

  /// The answer to opening the chart without a special reason.
  func answer(to person: TestPerson, on patient: Int) -> String {
    guard ["NURSE", "CLINICIAN"].contains(person.role) else { return "NO_ROLE" }
    let chart = chart(patient)
    if patients[chart].owner == person { return "OWN_RECORD" }
    if sight(of: person, on: chart) == .nothing { return isBlocked(person, chart) ? "BLOCKED" : "NO_RFA" }
    let isProtected = patients.indices.contains { self.chart($0) == chart && patients[$0].isProtected }
    return isProtected || isRelative(person, chart) ? "VIP_REASON" : chart == patient ? "OPENED" : "MERGED"
  }
}

extension AccessModel {
  static let people: [TestPerson] = [.nurseA, .nurseB, .doctor1, .doctor2, .reception]

  static func patientID(_ index: Int) -> String { "00000000-0000-4000-d000-0000000000" + (index < 10 ? "0\(index)" : "\(index)") }

  /// A small clinic by chance; times keep five minutes away from every limit.
  static func random(_ random: inout some RandomNumberGenerator) -> AccessModel {
    var model = AccessModel()
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    func window() -> Window {
      [Window(from: -600, to: 600), Window(from: -600, to: -30), Window(from: -600, to: -70), Window(from: 5, to: 600), Window(from: -5, to: 5)]
        .randomElement(using: &random) ?? Window(from: -600, to: 600)
    }
    for _ in 0..<12 { model.patients.append(Patient(ward: chance(70) ? Int.random(in: 0..<3, using: &random) : nil, isProtected: chance(20))) }
    model.patients[0].owner = .nurseA
    model.patients[1].owner = .doctor1
    model.patients[2].isEnteredInError = true
    for merged in 9..<12 where chance(60) { model.patients[merged].mergedInto = Int.random(in: 3..<9, using: &random) }
    for sealed in 3..<12 where chance(40) { model.patients[sealed].sealTeam = Set(people.filter { _ in chance(30) }) }
    for person in people {
      for _ in 0..<2 { model.shifts.append(Shift(person: person, ward: Int.random(in: 0..<3, using: &random), window: window())) }
      for patient in 0..<12 {
        if chance(25) { model.team.append(Link(person: person, patient: patient, window: window())) }
        if chance(10), model.patients[patient].mergedInto == nil {
          model.relatives.append(Link(person: person, patient: patient, window: Window(from: -600, to: 600)))
        }
        if chance(20), patient > 2 { model.blocks.append(Link(person: person, patient: patient, window: window())) }
        if chance(35) {
          model.grants.append(Grant(person: person, patient: patient, isWhole: chance(60), approvals: chance(40) ? 2 : 1,
            expires: chance(70) ? 60 : -5, isEnded: chance(20)))
        }
      }
    }
    return model
  }

  /// Something happens while charts are open: relations end and begin, patients move.
  mutating func change(_ random: inout some RandomNumberGenerator) {
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
    for index in shifts.indices where chance(30) { shifts[index].window = Window(from: -600, to: chance(50) ? -70 : 600) }
    for index in team.indices where chance(30) { team[index].window = Window(from: -600, to: chance(50) ? -5 : 600) }
    for index in blocks.indices where chance(30) { blocks[index].window = Window(from: -600, to: chance(50) ? -5 : 600) }
    for index in grants.indices where chance(30) { grants[index].isEnded = true }
    for index in patients.indices where index > 2 && chance(30) {
      patients[index].sealTeam = chance(40) ? nil : Set(Self.people.filter { _ in chance(30) })
    }
    for index in patients.indices where chance(20) { patients[index].ward = chance(50) ? Int.random(in: 0..<3, using: &random) : nil }
  }

  /// Everything as rows, in place of what was there. By the superuser with triggers off.
  var script: String {
    func time(_ minutes: Int) -> String { "now() + interval '\(minutes) minutes'" }
    func ward(_ index: Int?) -> String { index.map { "(select ward_id from access.wards where code = 'M\($0)')" } ?? "null" }
    var sql = """
      set session_replication_role = replica;
      insert into access.wards (code, name, sort_order) select 'M' || i, 'Model ' || i, 90 + i from generate_series(0, 2) i on conflict do nothing;
      delete from access.roster; delete from access.care_team; delete from access.patient_blocks; delete from access.emergency_access;
      delete from access.relatives; delete from access.sealed_records; delete from access.seal_readers; delete from access.seals;

      """
    for (index, patient) in patients.enumerated() {
      sql += """
        insert into medical_data.patients (patient_id, given_names, surname_1, birth_date, ward_id, is_protected, deleted_at, user_id)
        values ('\(Self.patientID(index))', 'Model', 'Patient', '1980-01-01', \(ward(patient.ward)), \(patient.isProtected),
          \(patient.isEnteredInError ? "now()" : "null"), \(patient.owner.map { "'\($0.userID)'" } ?? "null"))
        on conflict (patient_id) do update set ward_id = excluded.ward_id;

        """
    }
    for shift in shifts {
      sql += "insert into access.roster (user_id, ward_id, starts_at, ends_at) values ('\(shift.person.userID)', \(ward(shift.ward)),"
        + " \(time(shift.window.from)), \(time(shift.window.to)));\n"
    }
    sql += overlays
    for (table, links) in [("care_team", team), ("patient_blocks", blocks)] {
      for link in links {
        sql += "insert into access.\(table) (patient_id, user_id, starts_at, ends_at) values ('\(Self.patientID(link.patient))',"
          + " '\(link.person.userID)', \(time(link.window.from)), \(time(link.window.to)));\n"
      }
    }
    for (index, grant) in grants.enumerated() {
      sql += "insert into access.emergency_access (emergency_number, requester_id, requester_name, patient_id, reason_class, reason, hours, scope,"
        + " approvals_needed, status, granted_at, expires_at, ended_at, end_kind) values ('M\(index)', '\(grant.person.userID)', 'x',"
        + " '\(Self.patientID(grant.patient))', 'COVERING', 'covering a colleague', 4, '\(grant.isWhole ? "FULL" : "SUMMARY")', \(grant.approvals),"
        + " 'APPROVED', \(time(-120)), \(time(grant.expires)), \(grant.isEnded ? "now(), 'REVOKED'" : "null, null"));\n"
    }
    return sql + "set session_replication_role = origin"
  }

  /// Merges, seals of all values of a patient, relatives.
  private var overlays: String {
    var sql = ""
    let author = TestPerson.doctor1.userID
    for (index, patient) in patients.enumerated() {
      if let survivor = patient.mergedInto {
        sql += "update medical_data.patients set status = 'MERGED', merged_into = '\(Self.patientID(survivor))' where patient_id = '\(Self.patientID(index))';\n"
      }
      guard let team = patient.sealTeam else { continue }
      let seal = Self.patientID(index).replacingOccurrences(of: "-d000-", with: "-d900-")
      sql += """
        insert into access.seals (seal_id, patient_id, compartment, is_shown, allows_emergency, instruction, reason, team, proposed_by, decision, decided_by,
          decided_at) values ('\(seal)', '\(Self.patientID(index))', 'HIV', true, true, 'paper', 'asked for', '{}', '\(author)', 'SET',
          '\(TestPerson.privacy.userID)', now());
        insert into access.sealed_records (seal_id, record_id, patient_id, entity, sealed_by)
        select '\(seal)', b.record_id, b.patient_id, 'BIOMARKER', '\(author)' from medical_data.biomarkers b where b.patient_id = '\(Self.patientID(index))';

        """
      for member in team { sql += "insert into access.seal_readers (seal_id, user_id) values ('\(seal)', '\(member.userID)');\n" }
    }
    for link in relatives {
      sql += "insert into access.relatives (patient_id, user_id, relation, declared_by) values ('\(Self.patientID(link.patient))', '\(link.person.userID)',"
        + " 'SIBLING', '\(link.person.userID)');\n"
    }
    return sql
  }
}
