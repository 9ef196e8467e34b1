import TerminalTestSupport
import Testing

/// The SpO2 scale of NEWS2 on the real program: a doctor signs it, a nurse's round is scored by it.
@Suite struct OxygenScaleTests {
  @Test func aDoctorSignsItAndTheNextRoundIsScoredByIt() throws {
    let clinic = try Clinic()
    let nurse = try clinic.signedIn(.nurse)
    nurse.openChart("garcia nunez 1971-03-12")
    nurse.press("3", expect: "SpO2 scale 1")
    nurse.press("O", expect: "NO_ROLE: the SpO2 scale is a doctor's decision.")
    nurse.escape()
    let doctor = try clinic.signedIn(.doctor)
    doctor.openChart("garcia nunez 1971-03-12")
    doctor.press("3", expect: "SpO2 scale 1")
    doctor.press("O", expect: "SpO2 scale of NEWS2")
    doctor.press("2", "Tab")
    doctor.type("COPD, target 88-92 %")
    doctor.press("F9", expect: "The SpO2 scale is set")
    doctor.expect("SpO2 scale 2, 20")
    let stored = "select string_agg(scale || ' ' || reason, ';') from medical_data.spo2_scales where session_id is not null"
    #expect(try clinic.value(stored) == "2 COPD, target 88-92 %")
    nurse.press("v", expect: "Vital signs: new round")
    nurse.expect("SpO2 scale 2")
    // 91 % on air: three points by scale 1, none by scale 2.
    nurse.type("1691a1287682A368")
    nurse.press("Enter", expect: "Check, then F9")
    nurse.press("F9", expect: "stored, NEWS2 0")
    #expect(try clinic.value("select spo2_scale || ' ' || news2 from medical_data.vital_signs where session_id is not null") == "2 0")
  }
}
