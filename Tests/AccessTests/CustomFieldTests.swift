import DatabaseTestSupport
import Foundation
import Testing

/// Fields of the site: typed, limited, each with its list of roles.
@Suite struct CustomFieldTests {
  let clinic: Clinic
  let garcia = TestPatient.garcia.patientID

  init() throws { clinic = try Clinic() }

  /// A definition; fields are SQL literals.
  struct Definition: Sendable {
    var code = "'FOOT_RISK'", entity = "'PATIENT'", specialty = "null", english = "'Foot risk'", spanish = "'Riesgo del pie'", type = "'NUMBER'"
    var isAdministrative = "false", low = "0", high = "3", length = "null", readers = "array['CLINICIAN', 'NURSE']", writers = "array['NURSE']"
    var choices = "'[]'", unit = "null"
    var call: String {
      """
      api.define_custom_field(\(code), \(entity), \(specialty), \(english), \(spanish), \(type), \(isAdministrative), \(low), \(high), \(length), \
      \(readers), \(writers), \(choices), 0, \(unit))
      """
    }
  }
  private func defined(_ definition: Definition) throws -> String {
    let rows = try clinic.signedIn(.admin).rows("select answer, field_id from \(definition.call)")
    #expect(rows.first?.hasPrefix("SAVED|") == true, "\(rows)")
    return String(rows.first?.dropFirst(6) ?? "")
  }
  private func value(_ field: String, _ value: String, entity: String = "null", record: String = "null", version: String = "null", reason: String = "null",
                     unit: String = "null") -> String {
    "api.record_custom_value(gen_random_uuid(), '\(garcia)', '\(field)', \(entity), \(value), \(record), \(version), \(reason), \(unit))"
  }
  private var values: String { "select code, may_write, version, value_text, value_number, value_date, value_boolean, value_choice from api.custom_values('\(garcia)')" }

  @Test("a value of each type, and no other", arguments: [
    ("TEXT", "'callus', null, null, null, null", "null, 2, null, null, null"), ("NUMBER", "null, 2, null, null, null", "'2', null, null, null, null"),
    ("DATE", "null, null, date '2026-01-02', null, null", "null, null, null, true, null"), ("BOOLEAN", "null, null, null, false, null", "null, 0, null, null, null"),
    ("CHOICE", "null, null, null, null, 'LEFT'", "null, null, null, null, 'NEITHER'"),
  ])
  func types(type: String, right: String, wrong: String) throws {
    var definition = Definition(type: "'\(type)'", low: "null", high: "null")
    if type == "TEXT" { definition.length = "20" }
    if type == "CHOICE" { definition.choices = "'[{\"code\": \"LEFT\", \"name_en\": \"Left\", \"name_es\": \"Izquierdo\"}]'" }
    let field = try defined(definition)
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows("select answer, field from \(value(field, wrong))").first?.hasPrefix("INVALID|value") == true)
    #expect(nurse.answer("select answer from \(value(field, "null, null, null, null, null"))") == "INVALID")
    #expect(nurse.answer("select answer from \(value(field, "'x', 1, null, null, null"))") == "INVALID")
    #expect(nurse.answer("select answer from \(value(field, right))") == "SAVED")
    #expect(nurse.answer("select answer from \(value(field, right))") == "CHANGED", "one living value")
    #expect(nurse.rows(values).count == 1 && nurse.rows(values)[0].hasPrefix("FOOT_RISK|t|1|"))
  }

  @Test("limits of the field; changed and cleared by versions with a reason")
  func limits() throws {
    let field = try defined(Definition())
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.rows("select answer, field from \(value(field, "null, 4, null, null, null"))") == ["INVALID|value"])
    #expect(nurse.rows("select answer, field from \(value(field, "null, -0.1, null, null, null"))") == ["INVALID|value"])
    let id = nurse.answer("select record_id from \(value(field, "null, 3, null, null, null"))")
    #expect(nurse.answer("select answer from \(value(field, "null, 2, null, null, null", record: "'\(id)'", version: "1"))") == "REASON_NEEDED")
    #expect(nurse.answer("select answer from \(value(field, "null, 2, null, null, null", record: "'\(id)'", version: "1", reason: "'re-examined'"))") == "SAVED")
    #expect(nurse.rows(values) == ["FOOT_RISK|t|2||2|||"])
    #expect(nurse.answer("select answer from \(value(field, "null, null, null, null, null", record: "'\(id)'", version: "2", reason: "'wrong patient'"))") == "SAVED")
    #expect(nurse.rows(values) == ["FOOT_RISK|t|3|||||"])
    #expect(clinic.root.answer("select count(*) from medical_data.custom_field_values") == "3")
  }

  @Test("a number keeps the unit it was typed in; another unit is refused")
  func units() throws {
    let field = try defined(Definition(low: "null", high: "null", unit: "' cm '"))
    let nurse = try clinic.reading(.nurseA, .garcia)
    let read = "select unit, value_number, value_unit from api.custom_values('\(garcia)')"
    #expect(nurse.rows(read) == ["cm||"])
    for unit in ["null", "'mm'", "''"] {
      #expect(nurse.rows("select answer, field from \(value(field, "null, 8, null, null, null", unit: unit))") == ["INVALID|unit"])
    }
    let id = nurse.answer("select record_id from \(value(field, "null, 8, null, null, null", unit: "'cm'"))")
    #expect(nurse.rows(read) == ["cm|8|cm"])
    #expect(nurse.answer("select api.set_custom_field_unit('\(field)', 1, 'mm')") == "NO_ROLE")
    let admin = try clinic.signedIn(.admin)
    #expect([admin.answer("select api.set_custom_field_unit('\(field)', 1, 'mm')"), admin.answer("select api.set_custom_field_unit('\(field)', 1, 'mm')")]
      == ["SAVED", "CHANGED"])
    #expect(nurse.rows(read) == ["mm|8|cm"], "the old value is not called millimetres")
    let again = value(field, "null, 81, null, null, null", record: "'\(id)'", version: "1", reason: "'measured again'", unit: "'cm'")
    #expect(nurse.rows("select answer, field from \(again)") == ["INVALID|unit"], "she still saw centimetres")
    #expect(nurse.answer("select answer from \(again.replacing("'cm'", with: "'mm'"))") == "SAVED")
    #expect(nurse.rows(read) == ["mm|81|mm"])
    let cleared = value(field, "null, null, null, null, null", record: "'\(id)'", version: "2", reason: "'wrong patient'")
    #expect(nurse.answer("select answer from \(cleared)") == "SAVED")
    #expect(nurse.rows(read) == ["mm||"])
    #expect(admin.answer("select api.set_custom_field_unit('\(field)', 2, E'm\\u202em\\n')") == "INVALID unit")
    #expect(admin.answer("select api.set_custom_field_unit('\(field)', 2, null)") == "SAVED")
    #expect(clinic.root.rows("select version, value_number, unit from medical_data.custom_field_values order by version") == ["1|8|cm", "2|81|mm", "3||"])
  }

  @Test("only numbers have a unit")
  func unitOfText() throws {
    let text = try defined(Definition(type: "'TEXT'", low: "null", high: "null", length: "20"))
    #expect(try clinic.signedIn(.admin).answer("select api.set_custom_field_unit('\(text)', 1, 'cm')") == "INVALID unit")
    #expect(try clinic.reading(.nurseA, .garcia).rows("select answer, field from \(value(text, "'callus', null, null, null, null", unit: "'cm'"))")
      == ["INVALID|unit"])
  }

  @Test("a record of one field is not continued by another")
  func otherField() throws {
    let (one, two) = (try defined(Definition()), try defined(Definition(code: "'ARM_RISK'")))
    let nurse = try clinic.reading(.nurseA, .garcia)
    let id = nurse.answer("select record_id from \(value(one, "null, 3, null, null, null"))")
    #expect(nurse.answer("select answer from \(value(two, "null, 1, null, null, null", record: "'\(id)'", version: "1", reason: "'mistaken'"))") == "INVALID")
  }

  @Test("the role list decides who sees and who writes; reception only what is administrative")
  func roles() throws {
    let clinical = try defined(Definition())
    let administrative = try defined(Definition(
      code: "'PARKING'", type: "'TEXT'", isAdministrative: "true", low: "null", high: "null", length: "10",
      readers: "array['RECEPTIONIST', 'NURSE']", writers: "array['RECEPTIONIST']"))
    let reception = try clinic.searching(.reception)
    #expect(reception.answer("select answer from \(value(clinical, "null, 1, null, null, null"))") == "NO_ROLE")
    #expect(reception.answer("select answer from \(value(administrative, "'P2', null, null, null, null"))") == "SAVED")
    #expect(reception.rows(values) == ["PARKING|t|1|P2||||"])
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer("select answer from \(value(administrative, "'P3', null, null, null, null"))") == "NO_ROLE")
    #expect(nurse.answer("select answer from \(value(clinical, "null, 1, null, null, null"))") == "SAVED")
    #expect(nurse.rows(values) == ["FOOT_RISK|t|1||1|||", "PARKING|f|1|P2||||"])
    let doctor = try clinic.reading(.doctor1, .garcia)
    #expect(doctor.rows(values) == ["FOOT_RISK|f|1||1|||"], "reads, does not write; the other list leaves her out")
    #expect(doctor.refusal("select * from medical_data.custom_field_values") == "42501")
    try clinic.root.run("update medical_data.custom_fields set is_administrative = false")
    #expect(reception.rows(values) == [], "the mark counts, whatever the list says")
    #expect(try clinic.signedIn(.admin).answer(values) == "42501 NO_ROLE")
  }

  @Test("without the opened chart nothing is written or read")
  func gate() throws {
    let field = try defined(Definition())
    let nurse = try clinic.searching(.nurseA)
    #expect(nurse.answer("select answer from \(value(field, "null, 1, null, null, null"))") == "EXPIRED")
    #expect(nurse.rows(values) == [])
    #expect(try clinic.reading(.nurseB, .munoz).answer("select answer from \(value(field, "null, 1, null, null, null"))") == "NO_RFA")
  }

  @Test("administrators define, everybody else is refused; a field that has ended is read only")
  func definitions() throws {
    for person in [TestPerson.nurseA, .doctor1, .reception, .privacy] {
      #expect(try clinic.signedIn(person).answer("select answer from \(Definition().call)") == "NO_ROLE")
    }
    let field = try defined(Definition())
    let admin = try clinic.signedIn(.admin)
    #expect(admin.answer("select answer from \(Definition().call)") == "DUPLICATE")
    let nurse = try clinic.reading(.nurseA, .garcia)
    #expect(nurse.answer("select name_es from medical_data.custom_fields") == "Riesgo del pie", "the definitions are a catalogue")
    #expect(nurse.answer("select answer from \(value(field, "null, 1, null, null, null"))") == "SAVED")
    #expect(nurse.answer("select api.end_custom_field('\(field)', 1)") == "NO_ROLE")
    #expect([admin.answer("select api.end_custom_field('\(field)', 2)"), admin.answer("select api.end_custom_field('\(field)', 1)")] == ["CHANGED", "SAVED"])
    #expect(nurse.rows(values) == ["FOOT_RISK|f|1||1|||"])
    let id = clinic.root.answer("select record_id from medical_data.custom_field_values")
    #expect(nurse.rows("select answer, field from \(value(field, "null, 2, null, null, null", record: "'\(id)'", version: "1", reason: "'late'"))") == ["INVALID|field_id"])
  }

  @Test("definitions that cannot be", arguments: [
    (\Definition.code, "'foot'", "code"), (\.entity, "'WARD'", "entity"), (\.type, "'MONEY'", "value_type"), (\.low, "4", "max_number"),
    (\.length, "5", "max_length"), (\.readers, "array['ADMIN']", "readers"), (\.readers, "array['RECEPTIONIST', 'NURSE']", "readers"),
    (\.writers, "array['RECEPTIONIST']", "writers"), (\.choices, "'[{}]'", "choices"), (\.spanish, "null", "name_es"),
    (\.unit, "'a unit that is much too long'", "unit"), (\.unit, "'m m'", "unit"), (\.unit, "''", "unit"),
  ] as [(WritableKeyPath<Definition, String> & Sendable, String, String)])
  func invalid(field: WritableKeyPath<Definition, String> & Sendable, value: String, name: String) throws {
    var definition = Definition()
    definition[keyPath: field] = value
    #expect(try clinic.signedIn(.admin).rows("select answer, field, field_id from \(definition.call)") == ["INVALID|\(name)|"])
  }
}
