import DatabaseTestSupport
import Testing

/// NEWS2 as the database computes it, against the vectors of the clinical reference.
@Suite(.serialized) struct News2Tests {
  private static let database = Result { try TestDatabase.clone() }
  let clinic: Clinic

  init() throws { clinic = try Clinic(Self.database.get()) }

  /// RR, SpO2, scale, O2, SBP, pulse, ACVPU, T as SQL.
  private func points(_ parts: String) -> String { "medical_data.news2_points(\(parts))" }
  private func scored(_ parts: String) -> String {
    clinic.root.answer("select coalesce(medical_data.news2_total(p)::text, '-') || ' ' || coalesce(medical_data.news2_level(p), '-') from (select \(points(parts)) as p) x")
  }

  @Test("the vectors of the reference", arguments: [
    ("16, 98, 1, false, 120, 75, 'A', 36.8", "0 NONE"), ("25, 96, 1, false, 120, 75, 'A', 37.0", "3 SINGLE_3"),
    ("22, 94, 1, false, 105, 95, 'A', 38.3", "6 MEDIUM"), ("24, 92, 1, true, 98, 115, 'A', 38.5", "11 HIGH"),
    ("8, 83, 2, true, 90, 40, 'U', 35.0", "20 HIGH"), ("18, 90, 2, false, 130, 80, 'A', 37.0", "0 NONE"),
    ("18, 95, 2, true, 130, 80, 'A', 37.0", "4 LOW"), ("18, 97, 2, false, 130, 80, 'A', 37.0", "0 NONE"),
    ("18, 97, 2, true, 130, 80, 'A', 37.0", "5 MEDIUM"), ("25, 91, 1, true, 90, 131, 'C', 39.1", "19 HIGH"),
    ("20, 96, 1, false, 111, 90, 'A', 36.1", "0 NONE"), ("21, 95, 1, false, 110, 91, 'A', 36.0", "6 MEDIUM"),
    ("12, 96, 1, false, 219, 51, 'A', 38.0", "0 NONE"), ("11, 96, 1, false, 220, 50, 'A', 38.1", "6 MEDIUM"),
  ])
  func vectors(parts: String, expected: String) { #expect(scored(parts) == expected) }

  @Test("each boundary of each part", arguments: [
    ("n, null, 1, null, null, null, null, null", 1, [(8, 3), (9, 1), (11, 1), (12, 0), (20, 0), (21, 2), (24, 2), (25, 3)]),
    ("null, n, 1, null, null, null, null, null", 2, [(91, 3), (92, 2), (93, 2), (94, 1), (95, 1), (96, 0), (100, 0)]),
    ("null, n, 2, true, null, null, null, null", 2, [(83, 3), (84, 2), (85, 2), (86, 1), (87, 1), (88, 0), (92, 0), (93, 1), (94, 1), (95, 2), (96, 2), (97, 3)]),
    ("null, n, 2, false, null, null, null, null", 2, [(83, 3), (85, 2), (87, 1), (92, 0), (93, 0), (100, 0)]),
    ("null, null, 1, null, n, null, null, null", 4, [(90, 3), (91, 2), (100, 2), (101, 1), (110, 1), (111, 0), (219, 0), (220, 3)]),
    ("null, null, 1, null, null, n, null, null", 5, [(40, 3), (41, 1), (50, 1), (51, 0), (90, 0), (91, 1), (110, 1), (111, 2), (130, 2), (131, 3)]),
    ("null, null, 1, null, null, null, null, n / 10.0", 7, [(350, 3), (351, 1), (360, 1), (361, 0), (380, 0), (381, 1), (390, 1), (391, 2)]),
  ] as [(String, Int, [(Int, Int)])])
  func boundaries(parts: String, place: Int, expected: [(Int, Int)]) {
    for (value, points) in expected {
      #expect(clinic.root.answer("select (\(self.points(parts)))[\(place)] from (select \(value) as n) x") == "\(points)", "\(parts) \(value)")
    }
  }

  @Test("oxygen and consciousness")
  func others() {
    #expect(clinic.root.rows("select (\(points("null, null, 1, o, null, null, null, null")))[3] from (values (true), (false), (null::boolean)) v(o)") == ["2", "0", ""])
    #expect(clinic.root.rows("select (\(points("null, null, 1, null, null, null, c, null")))[6] from unnest(array['A','C','V','P','U', null]) c") == ["0", "3", "3", "3", "3", ""])
  }

  @Test("a missing part never gives a total, whichever it is; what is known may already be enough")
  func missing() {
    let parts = ["16", "98", "1", "false", "120", "75", "'A'", "36.8"]
    for place in parts.indices where place != 2 {
      var some = parts
      some[place] = "null"
      #expect(scored(some.joined(separator: ", ")) == "- INCOMPLETE", "without part \(place)")
    }
    #expect(scored("25, 91, 1, true, null, 131, 'C', 39.1") == "- HIGH")
    #expect(scored("null, 93, 1, true, 110, 75, 'A', 36.8") == "- MEDIUM")
    #expect(scored("25, null, 1, null, 120, 75, 'A', 36.8") == "- SINGLE_3")
    #expect(scored("18, 95, 2, null, 130, 80, 'A', 37.0") == "- INCOMPLETE", "scale 2 above 92 % without knowing of oxygen")
    #expect(scored("null, null, 1, null, null, null, null, null") == "- -")
  }

  @Test("the columns follow the row and cannot be written")
  func columns() throws {
    let add = "insert into medical_data.vital_signs (patient_id, measured_at, respiratory_rate, spo2, on_oxygen, systolic, pulse, consciousness, temperature, recorded_by, recorded_by_name"
    let values = "'\(TestPatient.garcia.patientID)', clock_timestamp(), 22, 94, false, 105, 95, 'A', 38.3, '\(TestPerson.nurseA.userID)', 'x'"
    #expect(clinic.root.answer("\(add)) values (\(values)) returning news2 || ' ' || news2_level") == "6 MEDIUM")
    #expect(clinic.root.refusal("\(add), news2) values (\(values), 0)") == "428C9")
    #expect(clinic.root.answer("\(add), news2_excluded) values (\(values), 'PREGNANCY') returning coalesce(news2::text, news2_level, 'none')") == "none")
  }
}
