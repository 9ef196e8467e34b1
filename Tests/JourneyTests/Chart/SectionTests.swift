import TerminalTestSupport
import Testing

/// Summary, women's health and programme, custom fields and who saw this, on the real program.
@Suite struct SectionTests {
  /// The record number of somebody in ward A for whom a condition holds, as it is printed.
  private func number(_ clinic: Clinic, where condition: String) throws -> String {
    let digits = try #require(
      try clinic.value("select p.record_number from medical_data.patients p join access.wards w using (ward_id) where w.code = 'A' and \(condition) order by 1 limit 1"))
    return "\(digits.prefix(3))-\(digits.dropFirst(3).prefix(3))-\(digits.dropFirst(6))"
  }

  private static let eligible = """
    exists (select 1 from medical_data.enrolment_evidence(p.patient_id, 'DIABETES_WOMEN'))
      and exists (select 1 from medical_data.consents c where c.patient_id = p.patient_id and c.purpose = 'PROGRAMME' and c.state = 'GIVEN')
      and not exists (select 1 from medical_data.programme_enrolments e where e.patient_id = p.patient_id)
    """

  @Test(arguments: [(80, 24), (100, 30)])
  func theSummaryFitsAndEachBlockLeadsToItsSection(_ columns: Int, _ rows: Int) throws {
    let terminal = try Shared.clinic.get().signedIn(.nurse, columns: columns, rows: rows)
    terminal.openChart("100-000-016")
    terminal.press("1", expect: "[1 Summary]")
    for block in ["Vital signs", "Allergies", "Problems", "Medicines", "Results", "Consultations", "Programme"] {
      terminal.expectRow { $0.dropFirst().hasPrefix(block) }
    }
    terminal.expectRow { $0.contains("Programme: ") && $0.contains("Consent: ") }
    // What waits for somebody stands above all else, where something does.
    if terminal.contains("WAITING") { terminal.press("Down") }
    terminal.press("Enter", expect: "[3 Vital")
    terminal.press("1", expect: "[1 Summary]")
    terminal.press("End", "Enter")
    terminal.expect("[7 Women")
    // Tab goes through all there are and comes round.
    for title in ["[8 ", "[9 ", "[1 ", "[2 "] { terminal.press("Tab", expect: title) }
    terminal.press("Shift-Tab", expect: "[1 ")
  }

  @Test func aDoctorEnrolsAndTheEvidenceIsKept() throws {
    let clinic = try Clinic()
    let number = try number(clinic, where: Self.eligible)
    let terminal = try clinic.signedIn(.doctor)
    terminal.openChart(number)
    terminal.expect("Programme: none")
    terminal.press("7", expect: "eligible: Women aged 29 to 69")
    terminal.expectRow { $0.contains("Consent to the programme: given") && $0.contains(": met") }
    terminal.press("P", expect: "The conditions of today are kept")
    terminal.press("F9", expect: "Programme: ENROLLED │ Consent")
    let stored = "select string_agg(state || ' ' || age || ' ' || diabetes_type, ',') from medical_data.programme_enrolments e join medical_data.patients p using (patient_id) where p.record_number = '\(number.filter { $0 != "-" })'"
    #expect(try clinic.value(stored)?.hasPrefix("ENROLLED ") == true)
    terminal.press("x", expect: "Why taken out")
    terminal.type("moved away")
    terminal.press("F9", expect: "Programme: left │ Consent")
    #expect(try clinic.count("select count(*) from medical_data.programme_enrolments where state = 'WITHDRAWN'") == 1)
  }

  @Test func aNurseProposesAndDecidesNoDiagnosis() throws {
    let clinic = try Clinic()
    let number = try number(clinic, where: Self.eligible)
    let terminal = try clinic.signedIn(.nurse)
    terminal.openChart(number)
    terminal.press("7", expect: "eligible: Women aged 29 to 69")
    terminal.press("d", expect: "NO_ROLE: a doctor decides on the diagnosis.")
    terminal.escape()
    terminal.press("P", expect: "The conditions of today are kept")
    terminal.press("F9", expect: "Programme: proposed │ Consent")
    terminal.press("P", expect: "Already: proposed")
  }

  @Test func aFactIsAddedAndCorrectedAndTheOldOneStays() throws {
    let clinic = try Clinic()
    let number = try number(clinic, where: "p.sex = 'FEMALE' and p.birth_date between current_date - 14000 and current_date - 11000")
    let before = try clinic.count("select count(*) from medical_data.menstrual_cycles")
    let terminal = try clinic.signedIn(.nurse)
    terminal.openChart(number)
    terminal.press("7", expect: "Menstrual cycle")
    terminal.press("n", expect: "Women's health: new")
    terminal.press("Tab")
    terminal.type("01112020")
    terminal.press("Tab")
    terminal.type("99")
    terminal.press("F9", expect: "from 1 to 30")
    terminal.press("Backspace", "Backspace")
    terminal.type("5")
    terminal.press("F9", expect: "Stored.")
    #expect(try clinic.count("select count(*) from medical_data.menstrual_cycles") == before + 1)
    terminal.press("End")
    terminal.expect("[7 ")
    let day = "select count(*) from medical_data.menstrual_cycles where started_on = '2020-11-01' and period_days = 5"
    #expect(try clinic.count(day) == 1)
  }

  @Test func aFieldOfTheClinicIsChangedWithinItsLimits() throws {
    let clinic = try Clinic()
    let number = try number(
      clinic, where: "exists (select 1 from medical_data.custom_field_values v join medical_data.custom_fields f using (field_id) where v.patient_id = p.patient_id and f.code = 'STEPS_A_DAY')")
    let terminal = try clinic.signedIn(.nurse)
    terminal.openChart(number)
    terminal.press("8", expect: "Steps a day")
    terminal.press("u", expect: "NO_ROLE: your role reads this field only.")
    terminal.escape()
    terminal.press("Down")
    terminal.press("u", expect: "Custom field: change")
    terminal.press("Ctrl-U")
    terminal.type("70000")
    terminal.press("Tab")
    terminal.type("new pedometer")
    terminal.press("F9", expect: "from 0 to 60000")
    terminal.press("Ctrl-U")
    terminal.type("4321")
    terminal.press("F9", expect: "Field changed; the old value is kept.")
    terminal.expectRow { $0.contains("Steps a day") && $0.contains("4321") }
    #expect(try clinic.value("select version || ' ' || value_number || ' ' || correction_reason from medical_data.custom_field_values where value_number = 4321") == "2 4321 new pedometer")
  }

  @Test func herOwnAccessesInPlainWordsAndTheLookIsRecorded() throws {
    let clinic = try Clinic()
    let other = try clinic.signedIn(.doctor)
    other.openChart("100-000-016")
    let terminal = try clinic.signedIn(.nurse)
    terminal.openChart("100-000-016")
    #expect(try clinic.count("select count(*) from audit_logs.events where action = 'WHO_SAW'") == 0)
    terminal.press("9", expect: "Your own accesses (all of them: privacy officer)")
    terminal.expectRow { $0.contains("Nora Berg") && $0.contains("Opened the chart") && $0.contains("Treatment, on shift") }
    #expect(!terminal.contains("Abena Osei"))
    #expect(try clinic.count("select count(*) from audit_logs.events where action = 'WHO_SAW'") == 1)
    terminal.press("/", expect: "Find:")
    terminal.type("work list")
    terminal.expectGone("Opened the chart")
    terminal.press("Enter")
    terminal.press("[", expect: "last year")
    #expect(try clinic.count("select count(*) from audit_logs.events where action = 'WHO_SAW'") == 2)
  }

  /// A relative's chart opens with a special reason, and says whose it is; so does what else there is to beware of.
  @Test func whatIsToBewareOfStandsInTheBanner() throws {
    let clinic = try Clinic()
    try clinic.superuser.run("""
      insert into access.relatives (user_id, patient_id, relation, declared_by)
      select u.user_id, p.patient_id, 'SIBLING', u.user_id from access.users u, medical_data.patients p
       where u.email = 'nurse@clinic.demo' and p.record_number = '100000016'
      """)
    let terminal = try clinic.signedIn(.nurse, columns: 80, rows: 24)
    terminal.find("100-000-016", expect: "  1 found")
    terminal.press("Enter")
    terminal.press("1", expect: "VIP_REASON")
    #expect(!terminal.contains("mmol"))
    terminal.press("Enter", expect: "Why do you open this chart?")
    terminal.press("F9", expect: "At least 3 characters.")
    terminal.type("only nurse on the ward")
    terminal.press("F9", expect: "Latest values")
    terminal.expect("YOUR RELATIVE")
    #expect(try clinic.value("select special_reason from access.openings where kind = 'CHART'") == "only nurse on the ward")
    // It stays on every section.
    for digit in ["1", "3", "7", "8", "9"] {
      terminal.press(digit, expect: "[\(digit) ")
      #expect(terminal.contains("YOUR RELATIVE") && terminal.contains("100-000-016"))
    }
  }
}
