import DatabaseTestSupport

/// What the patient or the law puts over a chart: seals, restriction, relatives of the staff.
extension MatrixProbes {
  static let overlays: [String: Probe] = [
    "sealed compartment·propose": {
      $0.writeAtDesk("answer from api.propose_seal(\(key), '\($0.patient)', 'ABUSE', null, true, true, 'paper 1', "
        + "array['\(TestPerson.doctor1.userID)'::uuid], 'asked by the patient')", good: ["PROPOSED"])
    },
    "sealed compartment·set": { $0.writeInDirectory("api.decide_seal('\(MatrixWorld.proposedSeal)', 'SET')") },
    "sealed compartment·lift": { $0.writeInDirectory("api.lift_seal('\(MatrixWorld.sealToLift)', 'asked by the patient')") },
    "sealed compartment·put a fact into it": {
      $0.write("api.seal_fact('\($0.patient)', '\($0.fact(.seal))', 'HISTORY', '\($0.fact(.history))')")
    },
    "sealed compartment·open with consent": { $0.openSealed("CONSENT") },
    "sealed compartment·open by law": { $0.openSealed("LEGAL") },
    "sealed compartment·open in a vital interest": { $0.openSealed("VITAL") },
    "sealed compartment·know of it": { $0.seeAtDesk("select count(*) > 0 from api.seals('\($0.patient)')") },
    "chart·read as a document": {
      $0.see("select coalesce(jsonb_array_length(api.medical_history('\($0.patient)') -> 'biomarkers') > 0, false)")
    },
    "restriction·set": { $0.writeInDirectory("api.set_restriction('\($0.patient)', 'ACCURACY', 'she contests a diagnosis')") },
    "relative·declare": { $0.writeInDirectory("api.declare_relative('\($0.patient)', 'SIBLING')") },
    "relative·declare of another": {
      $0.writeInDirectory("api.declare_relative('\($0.patient)', 'SIBLING', '\(TestPerson.nurseB.userID)')")
    },
    "privacy notices·read": {
      $0.opened("select api.open_directory('MATRIX')", then: "select count(*) > 0 from api.privacy_notices()")
    },
    "emergency·approve for a relative": { $0.decide(MatrixWorld.requestForRelative) },
  ]
}

extension MatrixQuestion {
  func openSealed(_ ground: String) -> String {
    write("api.open_sealed('\(patient)', '\(fact(.seal))', '\(ground)', 'told by the patient herself')", good: ["OPENED"])
  }
}

extension MatrixWorld {
  /// Patients of whom every fact is sealed; the author team is the first doctor. HIDDEN: nobody is to know; OPENED: she agrees now;
  /// GRANT: somebody's life-threat access is live; NO_EMERGENCY: that too, but she refused it.
  static let sealedOverlays = ["SEALED", "SEALED_HIDDEN", "SEALED_OPENED", "SEALED_GRANT", "SEALED_NO_EMERGENCY"]
  static let proposedSeal = "00000000-0000-4000-f000-000000000007"
  static let sealToLift = "00000000-0000-4000-f000-000000000008"
  private static let entities = ["BIOMARKER", "NOTE", "VITAL_SIGNS", "HISTORY", "TEST", "REPORT", "ATTACHMENT", "PRESCRIPTION", "TREATMENT",
    "ADMINISTRATION", "ALLERGY", "HORMONAL_PROFILE", "MENSTRUAL_CYCLE", "PREGNANCY", "MENOPAUSE", "HORMONAL_THERAPY", "DIABETES", "ENROLMENT",
    "OBSERVATION", "CUSTOM_VALUE", "PREDICTION", "METRIC", "TARGET"]

  /// Seals, restriction and relatives, as rows.
  static var marks: String {
    let (doctor, privacy, nurse) = (TestPerson.doctor1.userID, TestPerson.privacy.userID, TestPerson.nurseB.userID)
    let staff = [TestPerson.nurseA, .doctor1, .doctor3].map { "'\($0.userID)'::uuid" }.joined(separator: ", ")
    let sealed = "p.patient_id in (\(sealedOverlays.map { "'\(patient($0))'" }.joined(separator: ", ")))"
    let columns = "patient_id, compartment, is_shown, allows_emergency, instruction, reason, team, proposed_by"
    return """
      insert into access.seals (seal_id, \(columns), decision, decided_by, decided_at)
      select \(MatrixFact.seal.id), p.patient_id, 'HIV', p.patient_id <> '\(patient("SEALED_HIDDEN"))', p.patient_id <> '\(patient("SEALED_NO_EMERGENCY"))',
             'paper 1', 'asked by the patient', '{}', '\(doctor)', 'SET', '\(privacy)', now()
        from medical_data.patients p where \(sealed);
      insert into access.seal_readers (seal_id, user_id) select s.seal_id, '\(doctor)' from access.seals s;
      do $$
      declare
        e text;
        place record;
      begin
        foreach e in array array[\(entities.map { "'\($0)'" }.joined(separator: ", "))] loop
          select * into place from access.sealable(e);
          execute format('insert into access.sealed_records (seal_id, record_id, patient_id, entity, sealed_by)
            select distinct s.seal_id, x.%I, x.patient_id, %L, %L::uuid from %s x join access.seals s using (patient_id)',
            place.key, e, '\(doctor)', place.class);
        end loop;
      end $$;
      insert into access.seals (seal_id, \(columns))
      values ('\(proposedSeal)', '\(patient("RFA"))', 'HIV', true, true, 'paper 1', 'asked by the patient', '{}', '\(nurse)');
      insert into access.seals (seal_id, \(columns), decision, decided_by, decided_at, lift_instruction, lift_proposed_by, lift_proposed_at)
      values ('\(sealToLift)', '\(patient("RFA"))', 'GENETICS', false, true, 'paper 1', 'asked by the patient', '{}', '\(nurse)', 'SET', '\(privacy)', now(),
        'paper 2', '\(nurse)', now());
      insert into access.restrictions (patient_id, ground, reason, started_by) values ('\(patient("RESTRICTED"))', 'ACCURACY', 'she contests it', '\(privacy)');
      insert into access.relatives (patient_id, user_id, relation, declared_by)
      select p, u, 'SIBLING', u from unnest(array['\(patient("RELATIVE"))', '\(patient("RELATIVE_REASONED"))']::uuid[]) p, unnest(array[\(staff)]) u;
      insert into access.privacy_notices (kind, patient_id, user_id) values ('RELATIVE_DECLARED', '\(patient("RELATIVE"))', '\(doctor)');

      """
  }
}
