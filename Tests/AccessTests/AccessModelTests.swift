import DatabaseTestSupport
import Testing

/// Random clinics: what people are answered and what rows they see is what a model that knows no SQL predicts.
@Suite(.serialized) struct AccessModelTests {
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private let facts = """
    insert into medical_data.biomarkers (patient_id, type_id, measured_at, value, status, recorded_by, recorded_by_name)
    select patient_id, 1, now() - interval '1 day', 5, 'NORMAL', '\(TestPerson.doctor1.userID)', 'Dr Osei'
      from medical_data.patients where surname_1 = 'Patient';
    insert into medical_data.prescriptions (patient_id, medication, dose_amount, dose_unit, route, frequency, starts_on, prescriber_id,
      prescriber_name, recorded_by)
    select p.patient_id, 'metformin', 850, 'mg', 'oral', 'daily', current_date, d.practitioner_id, d.display_name, d.user_id
      from medical_data.patients p, access.practitioners d where d.user_id = '\(TestPerson.doctor1.userID)' and p.surname_1 = 'Patient'
    """

  /// The patients whose rows somebody sees in a table, as numbers of the model.
  private func seen(_ session: SqlSession, _ table: String) -> [String] {
    session.rows("select right(patient_id::text, 2)::int from medical_data.\(table) where patient_id::text like '00000000-0000-4000-d000-%' order by 1")
  }

  private func compare(_ model: AccessModel, _ sessions: [(TestPerson, SqlSession)], opened: [TestPerson: Set<Int>], _ moment: String) -> [String] {
    var differences: [String] = []
    for (person, session) in sessions {
      for table in ["biomarkers", "prescriptions"] {
        let expected = model.patients.indices.filter { patient in
          guard opened[person]?.contains(model.chart(patient)) == true, !model.patients[patient].isEnteredInError else { return false }
          return table == "biomarkers" ? model.seesValues(person, of: patient) : model.sight(of: person, on: model.chart(patient)) != .nothing
        }.map(String.init)
        let found = seen(session, table)
        if found != expected { differences.append("\(person) \(table) \(moment): sees \(found), should see \(expected)") }
      }
    }
    return differences
  }

  @Test("openings, visible rows, and visible rows after everything changed, with nothing opened again", arguments: 1...8)
  func world(seed: Int) throws {
    var random = Seeded(state: UInt64(seed))
    let clinic = try Clinic()
    var model = AccessModel.random(&random)
    try clinic.root.run(model.script)
    try clinic.bend(facts)
    try clinic.root.run(model.script)                                // once more: seals of what is there now
    let sessions = try AccessModel.people.map { ($0, try clinic.signedIn($0)) }
    var opened: [TestPerson: Set<Int>] = [:]
    for (person, session) in sessions {
      for patient in model.patients.indices {
        let id = AccessModel.patientID(patient)
        let (answer, expected) = (session.answer(openChart(id)), model.answer(to: person, on: patient))
        // A reason holds for all numbers of a chart, so a merged one may not ask again.
        let isReasoned = expected == "VIP_REASON" && opened[person]?.contains(model.chart(patient)) == true
        #expect(isReasoned ? ["OPENED", "MERGED"].contains(answer) : answer == expected, "\(person) · chart · open · patient \(patient)")
        if ["OPENED", "MERGED"].contains(answer) { opened[person, default: []].insert(model.chart(patient)) }
        if answer == "VIP_REASON", session.answer("select api.open_chart('\(id)', 'TREATMENT', 'asked by the family')").count == 6 {
          opened[person, default: []].insert(model.chart(patient))
        }
      }
    }
    #expect(opened.values.reduce(0) { $0 + $1.count } > 5, "the world is not empty")
    #expect(compare(model, sessions, opened: opened, "at first") == [])
    for round in 1...3 {
      model.change(&random)
      try clinic.root.run(model.script)
      #expect(compare(model, sessions, opened: opened, "after change \(round)") == [])
    }
  }
}
