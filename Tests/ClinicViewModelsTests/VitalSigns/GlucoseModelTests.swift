import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct GlucoseModelTests {
  private let world = World()

  /// The form of patient 1, begun in the list.
  private func begun() async throws -> (SessionModel, GlucoseModel) {
    world.answerQuietly()
    world.openChart.answer(chart(try entry(1)))
    let session = try await world.signedIn(nurse)
    session.enterGlucose(of: try entry(1))
    await settle()
    #expect(session.chart.glucose.phase == .editing)
    return (session, session.chart.glucose)
  }

  private func type(_ text: String, _ model: GlucoseModel) {
    for character in text { model.press(.character(character)) }
    model.press(.enter)
  }

  private func value(_ text: String, _ unit: GlucoseUnit = .millimolesPerLitre) throws -> Glucose {
    Glucose(try decimal(text), unit)
  }

  @Test func aUsualValueIsCheckedAndSigned() async throws {
    let (session, model) = try await begun()
    world.recordGlucose.answer(.saved(BiomarkerResultID(identifier(1)), version: 1, .normal))
    type("5.6", model)
    #expect(model.phase == .review(try value("5.6")) && world.recordGlucose.asked.isEmpty)
    model.press(.enter)
    #expect(world.recordGlucose.asked.isEmpty)
    model.press(.sign)
    await settle()
    #expect(world.recordGlucose.asked.map(\.value) == [try value("5.6")])
    #expect(model.phase == nil && session.pane == .patients)
  }

  @Test func theOtherUnitIsTakenOnlyByY() async throws {
    let (_, model) = try await begun()
    type("128", model)
    #expect(model.phase == .slip(try value("128", .milligramsPerDecilitre)))
    model.press(.sign)
    model.press(.enter)
    #expect(model.phase == .slip(try value("128", .milligramsPerDecilitre)))
    model.press(.character("7"))
    #expect(model.phase == .editing && model.text == "7")
    model.press(.backspace)
    type("128", model)
    model.press(.character("y"))
    #expect(model.phase == .review(try value("128", .milligramsPerDecilitre)) && world.recordGlucose.asked.isEmpty)
  }

  @Test func aCriticalValueIsConfirmedStoredOnceAndAnsweredFor() async throws {
    let (session, model) = try await begun()
    world.recordGlucose.answer(.confirm)
    type("2.8", model)
    model.press(.sign)
    await settle()
    #expect(model.phase == .critical(try value("2.8")))
    let id = BiomarkerResultID(identifier(3))
    world.recordGlucose.answer(.saved(id, version: 1, .criticalLow))
    model.press(.character("y"))
    await settle()
    let sent = world.recordGlucose.asked
    #expect(sent.map(\.confirmed) == [false, true] && Set(sent.map(\.key)).count == 1)
    #expect(model.mustAnswer && !model.leave() && model.blocker == .answerFirst)
    model.acknowledge(action: "  ", toldTo: "")
    #expect(model.blocker == .actionMissing)
    world.acknowledgeGlucose.answer(true)
    model.acknowledge(action: "20 g glucose", toldTo: "Dr Osei")
    await settle()
    #expect(world.acknowledgeGlucose.asked.map(\.action) == ["20 g glucose"])
    #expect(model.phase == nil && session.pane == .patients)
    // A quarter of an hour later it is said again, with the bell.
    let bells = world.bells
    await world.time.advance(seconds: 15 * 60 + 1)
    #expect(world.bells == bells + 1)
  }

  @Test func whatIsNoValueIsSaid() async throws {
    let (_, model) = try await begun()
    type("", model)
    #expect(model.blocker == .notANumber)
    type("5.67", model)
    #expect(model.blocker == .notANumber && model.phase == .editing)
  }
}
