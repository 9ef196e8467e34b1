import ClinicModel
import EventLoop
import Testing

@testable import ClinicViewModels

@Suite(.eventLoop) @UIActor struct CustomFieldsModelTests {
  private let world = World()

  private func definition(_ number: UInt64, _ entity: CustomField.Entity = .patient, _ type: CustomField.ValueType = .number) -> DefinedCustomField {
    DefinedCustomField(
      version: RecordVersion(id: Identifier(identifier(number)), version: 1), code: "F\(number)", entity: entity, nameEnglish: "Field",
      nameSpanish: "Campo", type: type, smallest: DecimalNumber(0), largest: DecimalNumber(10))
  }

  private func field(_ number: UInt64, _ type: CustomField.ValueType = .number, _ value: CustomField.Value? = nil, mayWrite: Bool = true) -> CustomField {
    CustomField(
      id: Identifier(identifier(number)), code: "F\(number)", nameEnglish: "Field", nameSpanish: "Campo", type: type, mayWrite: mayWrite,
      filled: value.map { CustomField.Filled(version: RecordVersion(id: Identifier(identifier(number + 100)), version: 2), value: $0) })
  }

  private func opened() async throws -> ChartModel {
    world.answerQuietly()
    let session = try await world.signedIn(nurse)
    world.openChart.answer(chart(try entry(1), prescriptions: [try prescription(1, "metformin")]))
    session.chart.open(try entry(1), purpose: .treatment)
    await settle()
    session.chart.show(.customFields)
    await settle()
    return session.chart
  }

  @Test func withoutDefinitionsThereIsNoTab() async throws {
    let chart = try await opened()
    #expect(chart.absence(of: .customFields) == .noFields && !chart.sections.contains(.customFields))
    #expect(chart.section == .results && world.fieldValues.count == 0)
  }

  @Test func theCatalogueIsReadOnceASession() async throws {
    world.fieldDefinitions.answer([definition(1)])
    world.fieldValues.answer([field(1)])
    let chart = try await opened()
    #expect(chart.sections.contains(.customFields) && chart.customFields.rows.count == 1)
    chart.open(try entry(2), purpose: .treatment)
    await settle()
    #expect(world.fieldDefinitions.count == 1)
  }

  @Test func fieldsOfARecordAreReadWhenItIsUnfolded() async throws {
    world.fieldDefinitions.answer([definition(1), definition(2, .prescription)])
    world.fieldValues.answers { [self] in [field($0.record == nil ? 1 : 2)] }
    let model = try await opened().customFields
    #expect(world.fieldValues.asked.map(\.entity) == [.patient] && model.rows.count == 2)
    model.select(model.rows.last)
    model.toggle()
    await settle()
    #expect(world.fieldValues.asked.map(\.entity) == [.patient, .prescription] && model.rows.count == 3)
    model.toggle()
    #expect(model.rows.count == 2)
  }

  /// Asked for under the number they are stored under, and only read.
  @Test func fieldsOfAMergedNumberHaveALineOfTheirOwn() async throws {
    world.fieldDefinitions.answer([definition(1), definition(2, .prescription)])
    world.fieldValues.answers { [self] in [field($0.record == nil ? 1 : 2, .number, .number(DecimalNumber(3)))] }
    world.answerQuietly()
    let session = try await world.signedIn(nurse)
    let merged = MergedNumber(patient: try entry(2).id, number: try entry(2).recordNumber)
    var old = try prescription(1, "metformin")
    old.mergedNumber = merged.number
    var opened = chart(try entry(1), prescriptions: [old])
    opened.mergedNumbers = [merged]
    world.openChart.answer(opened)
    session.chart.open(try entry(1), purpose: .treatment)
    await settle()
    session.chart.show(.customFields)
    await settle()
    let model = session.chart.customFields
    #expect(world.fieldValues.asked.map(\.patient) == [opened.patient.id] && model.rows.count == 3)
    for row in model.rows.dropFirst() {
      model.select(row)
      model.toggle()
      await settle()
    }
    #expect(world.fieldValues.asked.map(\.patient) == [opened.patient.id, merged.patient, merged.patient])
    #expect(world.fieldValues.asked.map(\.entity) == [.patient, .patient, .prescription] && model.rows.count == 5)
    #expect(model.rows.map { model.select($0); return model.form() != nil } == [true, false, false, false, false])
  }

  /// Until the patient's own fields are there nothing is: no row moves under a hand.
  @Test func nothingIsShownBeforeThePatientsFieldsAreRead() async throws {
    world.fieldDefinitions.answer([definition(1), definition(2, .prescription)])
    world.fieldValues.hold()
    let model = try await opened().customFields
    #expect(!model.isRead && model.rows.isEmpty && model.selectedGroup == nil && !model.groups.isEmpty)
    try await world.fieldValues.reply([field(1)])
    #expect(model.isRead && model.rows.count == 2)
  }

  @Test func choicesAreReadOnce() async throws {
    world.fieldDefinitions.answer([definition(1, .patient, .choice)])
    world.fieldValues.answer([field(1, .choice, .choice("A"))])
    world.fieldChoices.answer([CustomField.Choice(code: "A", nameEnglish: "a", nameSpanish: "a")])
    let model = try await opened().customFields
    model.load()
    await settle()
    #expect(world.fieldValues.count == 2 && world.fieldChoices.count == 1 && model.choices.values.first?.count == 1)
  }

  @Test func theFormHasTheTypeTheLimitsAndOnlyForACorrectionAReason() async throws {
    world.fieldDefinitions.answer([definition(1)])
    world.fieldValues.answer([field(1)])
    let model = try await opened().customFields
    let new = try #require(model.form())
    #expect(new.kind == .customField && new.fields.map(\.id) == ["value"] && new.fields[0].isRequired)
    #expect(new.fields[0].content == .number(unit: "", decimals: 6, range: DecimalNumber(0)...DecimalNumber(10)))
    world.fieldValues.answer([field(1, .number, .number(try decimal("7.50")))])
    model.load()
    await settle()
    let change = try #require(model.form())
    #expect(change.kind == .changeCustomField && change.fields.map(\.id) == ["value", "reason"] && change.version == 2)
    #expect(change.initial["value"] == "7.5" && !change.fields[0].isRequired)
  }

  @Test func theUnitIsInTheFormAndGoesWithTheNumber() async throws {
    world.fieldDefinitions.answer([definition(1)])
    var field = field(1)
    field.unit = "cm"
    world.fieldValues.answer([field])
    world.changeRecord = { record in
      record.customFields.record = { _, _, _, value in
        guard value == .number(DecimalNumber(8), unit: "cm") else { throw RepositoryError.unexpectedAnswer }
        throw RepositoryError.invalid(field: "unit")
      }
    }
    let model = try await opened().customFields
    let form = try #require(model.form())
    #expect(form.fields[0].content == .number(unit: "cm", decimals: 6, range: DecimalNumber(0)...DecimalNumber(10)))
    let submission = RecordSubmission(
      key: identifier(1), version: 0, values: RecordValues(["value": "8"]), isConfirmed: false, sentAt: ManualTime.start, clock: world.time.clock)
    #expect(try await form.submit(submission) == .objected("UNIT"), "another unit since it was shown")
    field.unit = "mm"
    world.fieldValues.answer([field])
    model.load()
    await settle()
    #expect(model.form()?.subject != form.subject, "a draft in centimetres never comes back as millimetres")
  }

  @Test func whatTheRoleOnlyReadsHasNoForm() async throws {
    world.fieldDefinitions.answer([definition(1)])
    world.fieldValues.answer([field(1, mayWrite: false)])
    #expect(try await opened().customFields.form() == nil)
  }

  @Test func aFailureIsSaid() async throws {
    world.fieldDefinitions.answer([definition(1)])
    world.fieldValues.fails(.unavailable)
    #expect(try await opened().customFields.problem == .unavailable)
  }
}
