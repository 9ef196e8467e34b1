import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct VitalSignsEntryTests {
  private let world = World()

  private static func limit(_ sign: VitalSign, _ low: Int, _ high: Int, _ confirmHigh: Int? = nil, decimals: Int = 0) -> VitalSignLimit {
    VitalSignLimit(
      sign: sign, unit: "1", nameEnglish: sign.rawValue, nameSpanish: sign.rawValue, decimals: decimals, hardLow: DecimalNumber(low),
      hardHigh: DecimalNumber(high), confirmHigh: confirmHigh.map { DecimalNumber($0) })
  }

  private let limits = VitalSignLimits([
    limit(.respiratoryRate, 1, 80), limit(.oxygenSaturation, 50, 100), limit(.oxygenFlow, 0, 80, decimals: 1), limit(.systolic, 30, 300),
    limit(.diastolic, 10, 200), limit(.pulse, 10, 300, 180), limit(.temperature, 25, 45, decimals: 1),
  ])

  private func signs(_ rounds: [VitalSignsRound] = []) -> VitalSignsChart {
    VitalSignsChart(rounds: rounds, scale: .one, limits: limits, readAt: ManualTime.start)
  }

  private func session(draft: Draft? = nil, reads: Bool = true) async throws -> SessionModel {
    world.answerQuietly()
    if reads { world.readDraft.answer(draft) } else { world.readDraft.fails(.unavailable) }
    world.saveDraft.succeed()
    world.discardDraft.succeed()
    world.openChart.answer(chart(try entry(1, ward: "M1", bed: "12")))
    world.readVitalSigns.answer(signs())
    let session = try await world.signedIn(nurse)
    await settle()
    return session
  }

  private func type(_ text: String, _ model: VitalSignsEntryModel?) {
    for character in text { model?.press(.character(character)) }
  }

  /// The form of patient 1, begun in the list, its usual round typed.
  private func typed(_ text: String = "1697a1287682A368") async throws -> (SessionModel, VitalSignsEntryModel) {
    let session = try await session()
    session.enterVitalSigns(of: try entry(1, ward: "M1", bed: "12"))
    await settle()
    let model = try #require(session.chart.vitalSigns.entry)
    #expect(model.phase == .editing)
    type(text, model)
    return (session, model)
  }

  @Test func keysTypedBeforeTheChartIsThereAreNotLost() async throws {
    let session = try await session()
    world.openChart.hold()
    world.recordVitalSigns.answer(.saved(VitalSigns.Saved(total: 0, level: News2.Level.none, escalation: nil)))
    session.enterVitalSigns(of: try entry(1))
    type("1697a1287682A368", session.chart.vitalSigns.entry)
    session.chart.vitalSigns.entry?.press(.enter)
    session.chart.vitalSigns.entry?.press(.sign)
    await settle()
    #expect(session.chart.vitalSigns.entry?.phase == .opening)
    try await world.openChart.reply(chart(try entry(1)))
    await settle()
    #expect(world.recordVitalSigns.asked.count == 1)
    #expect(world.recordVitalSigns.asked.first?.round.values.number(.temperature)?.formatted() == "36.8")
    #expect(session.chart.vitalSigns.entry == nil && session.pane == .patients)
  }

  @Test func aRefusedChartEndsTheEntry() async throws {
    let session = try await session()
    world.openChart.fails(.refused(.noReasonForAccess))
    session.enterVitalSigns(of: try entry(1))
    await settle()
    #expect(session.chart.vitalSigns.entry == nil && world.recordVitalSigns.asked.isEmpty)
    #expect(session.chart.state == .refused(try entry(1), .noReasonForAccess))
  }

  @Test func theKeyThatChecksNeverSigns() async throws {
    let (_, model) = try await typed()
    model.press(.sign)
    #expect(model.phase == .editing)
    model.press(.enter)
    #expect(model.phase == .review && model.doubts.isEmpty)
    model.press(.enter)
    await settle()
    #expect(model.phase == .review && world.recordVitalSigns.asked.isEmpty)
  }

  @Test func aDoubtWaitsForItsAnswer() async throws {
    let (_, model) = try await typed("1697a12876190A368")
    model.press(.enter)
    #expect(model.doubts == [.unusual(.pulse)])
    model.press(.sign)
    #expect(model.blocker == .unconfirmed && world.recordVitalSigns.asked.isEmpty)
    world.recordVitalSigns.answer(.saved(VitalSigns.Saved(total: 3, level: .singleThree, escalation: EscalationID(identifier(1)))))
    model.press(.character("y"))
    model.press(.sign)
    await settle()
    #expect(world.recordVitalSigns.asked.first?.confirmed == true)
    #expect(model.mustAnswer)
  }

  @Test func whatTheDatabaseDoubtsIsAskedBackUnderTheSameKey() async throws {
    let (_, model) = try await typed()
    world.recordVitalSigns.answer(.confirm([.copied]))
    model.press(.enter)
    model.press(.sign)
    await settle()
    #expect(model.phase == .review && model.doubts == [.copied] && model.blocker == .unconfirmed)
    world.recordVitalSigns.answer(.saved(VitalSigns.Saved(total: 0, level: News2.Level.none, escalation: nil)))
    model.press(.character("y"))
    model.press(.sign)
    await settle()
    let sent = world.recordVitalSigns.asked
    #expect(sent.map(\.confirmed) == [false, true] && Set(sent.map(\.key)).count == 1 && Set(sent.map(\.round)).count == 1)
  }

  @Test func aScoreThatAsksForSomebodyIsNotLeftUnanswered() async throws {
    let (session, model) = try await typed("2592o")
    model.press(.enter)
    type("9860115A385", model)
    let saved = VitalSigns.Saved(total: 12, level: .high, escalation: EscalationID(identifier(7)))
    world.recordVitalSigns.answer(.saved(saved))
    model.press(.enter)
    model.press(.sign)
    await settle()
    #expect(model.phase == .escalating(saved))
    session.chart.vitalSigns.leaveEntry()
    #expect(session.chart.vitalSigns.entry === model && model.blocker == .answerFirst)
    model.answer(.escalated, " x ")
    #expect(model.blocker == .reasonMissing && world.answerEscalation.asked.isEmpty)
    world.answerEscalation.answer(true)
    model.answer(.escalated, "Dr  Osei")
    await settle()
    #expect(world.answerEscalation.asked == [
      World.AnsweredEscalation(id: EscalationID(identifier(7)), action: .escalated, text: "Dr Osei")
    ])
    #expect(session.chart.vitalSigns.entry == nil && session.pane == .patients)
  }

  @Test func whatIsInDoubtGoesOutAgainAsItWas() async throws {
    let (session, model) = try await typed()
    world.recordVitalSigns.fails(.unknownOutcome)
    model.press(.enter)
    model.press(.sign)
    await settle()
    #expect(model.phase == .inDoubt)
    world.time.setClock(by: 600)
    world.recordVitalSigns.answer(.saved(VitalSigns.Saved(total: 0, level: News2.Level.none, escalation: nil)))
    world.app.lock()
    world.unlock.answer(true)
    world.app.unlock.password = "a password"
    world.app.unlock.submit()
    await settle()
    let sent = world.recordVitalSigns.asked
    #expect(sent.count == 2 && sent[0] == sent[1])
    #expect(session.chart.vitalSigns.entry == nil)
  }

  @Test func theDraftIsKeptWhileTypingAndEndsWithTheSignature() async throws {
    let (_, model) = try await typed("1697a128")
    await world.time.advance(seconds: 2)
    let kept = try #require(world.saveDraft.asked.last)
    let patient = try entry(1).id
    #expect(kept["round/\(patient)/respiratory_rate"] == "16" && kept["round/\(patient)/systolic"] == "128")
    #expect(kept["round/\(patient)/request_key"] != nil && !kept.values.contains { $0.contains("García") })
    type("7682A368", model)
    world.recordVitalSigns.answer(.saved(VitalSigns.Saved(total: 0, level: News2.Level.none, escalation: nil)))
    model.press(.enter)
    model.press(.sign)
    await settle()
    #expect(world.discardDraft.asked == ["begun"])
  }

  /// The draft of all short forms is one: typed before it could be read, a glucose does not overwrite the round of an earlier time.
  @Test func whatCouldNotBeReadIsNotOverwritten() async throws {
    let other = try entry(2).id
    let session = try await session(reads: false)
    #expect(session.begun.offers.isEmpty)
    let kept = Draft(content: ["round/\(other)/respiratory_rate": "16"], savedAt: ManualTime.start)
    world.readDraft.answer(kept)
    session.enterGlucose(of: try entry(1))
    await settle()
    session.chart.glucose.press(.character("5"))
    await world.time.advance(seconds: 4)
    let saved = try #require(world.saveDraft.asked.last)
    let patient = try entry(1).id
    #expect(saved["round/\(other)/respiratory_rate"] == "16" && saved["glucose/\(patient)/text"] == "5")
  }

  @Test func aDraftOfAnEarlierTimeIsOfferedAndComesBack() async throws {
    let patient = try entry(1).id
    let key = UniqueID.random()
    let content = ["respiratory_rate": "16", "spo2": "97", "request_key": key.description, "edited_at": "1795251510000000"]
    let draft = Draft(
      content: Dictionary(uniqueKeysWithValues: content.map { ("round/\(patient)/\($0.key)", $0.value) }), savedAt: ManualTime.start)
    let session = try await session(draft: draft)
    let offer = try #require(session.begun.offers.first)
    #expect(offer.patient == patient && offer.filled == (2, of: 8))
    #expect(offer.editedAt == Instant(secondsSinceEpoch: 1_795_251_510))
    session.enterVitalSigns(of: try entry(1))
    await settle()
    let model = try #require(session.chart.vitalSigns.entry)
    #expect(model.wasRestored && model.form.focus == .sign(.onOxygen))
    world.recordVitalSigns.answer(.saved(VitalSigns.Saved(total: nil, level: .incomplete, escalation: nil)))
    model.focus(.done)
    model.press(.enter)
    model.press(.sign)
    await settle()
    #expect(world.recordVitalSigns.asked.first?.key == key)
  }

  @Test func theScoreWaitsForANumberThatCouldStillGrow() async throws {
    let (_, model) = try await typed("1697a1287611")
    #expect(model.score?.points[.pulse] == nil && model.form.values.number(.pulse) == DecimalNumber(11))
    type("0", model)
    #expect(model.score?.points[.pulse] == 1)
  }

  @Test func childrenAndPregnantWomenHaveNoScore() async throws {
    let (_, model) = try await typed()
    #expect(model.score?.total == 0)
    model.togglePregnancy()
    #expect(model.score == nil && model.exclusion == .pregnancy)
    world.recordVitalSigns.answer(.saved(VitalSigns.Saved(total: nil, level: nil, escalation: nil)))
    model.press(.enter)
    model.press(.sign)
    await settle()
    #expect(world.recordVitalSigns.asked.first?.round.isPregnant == true)
  }
}
