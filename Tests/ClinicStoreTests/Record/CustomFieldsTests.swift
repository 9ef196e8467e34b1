import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct CustomFieldsTests {
  private static let subject = CustomFields.Subject(patient: TestPatient.garcia.id)

  private static func definition(_ code: String, _ type: CustomField.ValueType) -> CustomFieldDefinition {
    CustomFieldDefinition(
      code: code, entity: .patient, nameEnglish: "Foot", nameSpanish: "Pie", type: type, longest: type == .text ? 20 : nil,
      readers: [.nurse, .clinician], writers: [.nurse],
      choices: type == .choice ? [.init(code: "LEFT", nameEnglish: "Left", nameSpanish: "Izquierdo")] : [])
  }

  static let values: [(CustomField.ValueType, CustomField.Value)] = [
    (.text, .text("callus")), (.number, .number(DecimalNumber(2))), (.date, .date(CalendarDate(daysSinceEpoch: 20_000))),
    (.boolean, .boolean(false)), (.choice, .choice("LEFT")),
  ]

  @Test(arguments: values)
  @UIActor func aValueOfEachType(_ type: CustomField.ValueType, _ value: CustomField.Value) async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let admin = try await clinic.record(.admin).customFields
    let field = try saved(try await admin.define(Self.definition("FOOT", type)))
    let (_, nurse) = try await clinic.reading(.nurseA)
    let empty = try #require(try await nurse.customFields.values(Self.subject).first)
    #expect(empty.id == field && empty.type == type && empty.mayWrite && empty.filled == nil && empty.nameSpanish == "Pie")
    let form = key()
    let first = try await nurse.customFields.record(form, Self.subject, field, value)
    #expect(try await nurse.customFields.record(form, Self.subject, field, value) == first)
    #expect(try await nurse.customFields.values(Self.subject).first?.filled == .init(version: first, value: value))
    let cleared = try await nurse.customFields.change(key(), Self.subject, field, first, nil, "wrong foot")
    #expect(try await nurse.customFields.values(Self.subject).first?.filled == .init(version: cleared, value: nil))
    let stale = await failure { _ = try await nurse.customFields.change(key(), Self.subject, field, first, value, "again") }
    #expect(stale == .changedMeanwhile)
    let hurried = await failure { _ = try await nurse.customFields.change(key(), Self.subject, field, cleared, value, "") }
    #expect(hurried == .invalid(field: "reason"))
  }

  @Test @UIActor func aNumberKeepsItsUnit() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let admin = try await clinic.record(.admin).customFields
    var definition = Self.definition("CALF", .number)
    definition.unit = "cm"
    let field = try saved(try await admin.define(definition))
    let row = try #require(try await admin.definitions().first)
    #expect(row.unit == "cm")
    let (_, nurse) = try await clinic.reading(.nurseA)
    let fields = nurse.customFields
    let value = CustomField.Value.number(DecimalNumber(36), unit: "cm")
    #expect(await failure { _ = try await fields.record(key(), Self.subject, field, .number(DecimalNumber(36))) } == .invalid(field: "unit"))
    let first = try await fields.record(key(), Self.subject, field, value)
    try await admin.setUnit(row.version, "mm")
    #expect(await failure { try await admin.setUnit(row.version, "mm") } == .changedMeanwhile)
    #expect(await failure { try await fields.setUnit(row.version, "mm") } == .refused(.noRole))
    let now = try #require(try await fields.values(Self.subject).first)
    #expect(now.unit == "mm" && now.filled == .init(version: first, value: value), "what was typed in centimetres stays so")
    let late = await failure { _ = try await fields.change(key(), Self.subject, field, first, value, "measured again") }
    #expect(late == .invalid(field: "unit"))
    let newest = try #require(try await admin.definitions().first)
    #expect(await failure { try await admin.setUnit(newest.version, "two words") } == .invalid(field: "unit"))
  }

  @Test @UIActor func definitions() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let admin = try await clinic.record(.admin).customFields
    let field = try saved(try await admin.define(Self.definition("SIDE", .choice)))
    #expect(objection(try await admin.define(Self.definition("SIDE", .choice))) == .duplicate)
    #expect(await failure { _ = try await admin.define(Self.definition("side", .number)) } == .invalid(field: "code"))
    #expect(try await admin.choices(field) == [.init(code: "LEFT", nameEnglish: "Left", nameSpanish: "Izquierdo")])
    let row = try #require(try await admin.definitions().first)
    #expect(row.version.id == field && row.code == "SIDE" && row.type == .choice && row.endedAt == nil)
    try await admin.end(row.version)
    #expect(try await admin.definitions().first?.endedAt != nil)
    #expect(await failure { try await admin.end(row.version) } == .changedMeanwhile)
    let (_, doctor) = try await clinic.reading(.doctor1)
    #expect(await failure { _ = try await doctor.customFields.define(Self.definition("OTHER", .date)) } == .refused(.noRole))
    #expect(
      await failure { _ = try await doctor.customFields.record(key(), Self.subject, field, .choice("LEFT")) } == .refused(.noRole)
    )
  }
}
