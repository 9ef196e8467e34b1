import TerminalTestSupport
import Testing

/// Capillary glucose at the bed (N5, N6).
@Suite struct GlucoseTests {
  static let bedWithoutGlucose = """
    select p.bed from medical_data.patients p join access.wards w using (ward_id) where w.code = 'A' and p.status = 'ACTIVE'
       and not exists (select 1 from medical_data.biomarkers b join medical_data.biomarker_types t using (type_id)
                        where b.patient_id = p.patient_id and t.code like 'GLUCOSE_CAPILLARY%') order by length(p.bed), p.bed limit 1
    """

  /// The list, with somebody of ward A selected who has no glucose yet: her unit is mmol/L.
  private func list(_ clinic: Clinic) throws -> TerminalSession {
    let number = try #require(try clinic.value(Self.bedWithoutGlucose))
    let terminal = try clinic.signedIn(.nurse)
    terminal.expect("my patients: 30")
    terminal.type(number)
    terminal.press("Enter")
    return terminal
  }

  private let stored = """
    select b.value || ' ' || t.unit from medical_data.biomarkers b join medical_data.biomarker_types t using (type_id)
     where t.code like 'GLUCOSE_CAPILLARY%' order by b.recorded_at desc limit 1
    """

  @Test func aLowValueSaysWhatToDo() throws {
    let clinic = try Clinic()
    let terminal = try list(clinic)
    let before = try clinic.count("select count(*) from medical_data.biomarkers")
    var keys = RoundTests.Keys(terminal)
    keys.press("g")
    keys.type("2.8")
    keys.press("Enter")
    terminal.expect("LEVEL 2 HYPOGLYCAEMIA")
    terminal.expect("2.8 mmol/L  (50 mg/dL)")
    terminal.expect("Measure again at ")
    print("keys: N5: \(keys.count)")
    #expect(keys.count <= 5)
    #expect(try clinic.count("select count(*) from medical_data.biomarkers") == before)
    terminal.press("F9", expect: "CRITICAL value.")
    #expect(try clinic.count("select count(*) from medical_data.biomarkers") == before)
    terminal.press("y", expect: "What was done")
    // It is answered for before anything else.
    terminal.press("Alt-1", expect: "First say what was done")
    terminal.escape()
    terminal.type("20 g glucose by mouth")
    terminal.press("Tab")
    terminal.type("Dr Osei")
    terminal.press("F9", expect: "my patients: 30")
    #expect(try clinic.value(stored) == "2.8 mmol/L")
    #expect(try clinic.value("select action_taken || ', ' || told_to from medical_data.biomarker_confirmations")
      == "20 g glucose by mouth, Dr Osei")
  }

  @Test func theOtherUnitIsAskedBackAndNothingIsStoredBefore() throws {
    let clinic = try Clinic()
    let terminal = try list(clinic)
    let before = try clinic.count("select count(*) from medical_data.biomarkers")
    terminal.press("g", expect: "Capillary glucose")
    terminal.type("128")
    terminal.press("Enter", expect: "7.1 mmol/L (= 128 mg/dL)?")
    terminal.press("F9")
    terminal.settle()
    #expect(try clinic.count("select count(*) from medical_data.biomarkers") == before)
    terminal.press("y", expect: "F9 or S stores it.")
    #expect(try clinic.count("select count(*) from medical_data.biomarkers") == before)
    terminal.press("F9", expect: "glucose 128 mg/dL stored")
    #expect(try clinic.value(stored) == "128 mg/dL")
    #expect(try clinic.count("select count(*) from medical_data.biomarkers") == before + 1)
  }

  @Test func typingItAgainIsTheOtherAnswer() throws {
    let clinic = try Clinic()
    let terminal = try list(clinic)
    terminal.press("g", expect: "Capillary glucose")
    terminal.type("128")
    terminal.press("Enter", expect: "7.1 mmol/L (= 128 mg/dL)?")
    terminal.type("12,8")
    terminal.expectGone("mg/dL")
    terminal.press("Enter", expect: "12.8 mmol/L  (231 mg/dL)")
    terminal.press("S", expect: "glucose 12.8 mmol/L stored")
    #expect(try clinic.value(stored) == "12.8 mmol/L")
  }
}
