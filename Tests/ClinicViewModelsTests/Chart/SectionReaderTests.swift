import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

/// What a section reads belongs to the chart that is open, whatever comes late.
@Suite(.eventLoop) @UIActor struct SectionReaderTests {
  private let world = World()
  private let list = Endpoint<PatientID, [MedicalHistory]>("histories")

  private func opened() async throws -> ChartModel {
    let list = list
    world.changeRecord = { record in
      record.histories = MedicalHistories(
        list: { try await list.call($0) }, notes: { _ in [] }, versions: { _ in [] })
      record.allergies = Allergies(state: { _ in .noneKnown })
    }
    world.answerQuietly()
    let session = try await world.signedIn(nurse)
    world.openChart.answers { chart($0.patient == (try? entry(2))?.id ? try entry(2) : try entry(1)) }
    session.chart.open(try entry(1), purpose: .treatment)
    await settle()
    return session.chart
  }

  private func history(_ number: UInt64) -> MedicalHistory {
    MedicalHistory(
      version: RecordVersion(id: MedicalHistoryID(identifier(8000 + number)), version: 1),
      content: MedicalHistory.Content(kind: .problem, title: "Problem \(number)", status: .active, verification: .confirmed),
      recordedAt: ManualTime.start)
  }

  @Test func itIsReadWhenItsTabIsFirstShownAndNotBefore() async throws {
    let model = try await opened()
    #expect(list.count == 0)
    list.answer([history(1)])
    model.show(.histories)
    await settle()
    #expect(model.histories.content?.histories == [history(1)])
    model.show(.results)
    model.show(.histories)
    await settle()
    #expect(list.count == 1)
  }

  @Test func theAnswerOfAnotherPatientIsIgnored() async throws {
    let model = try await opened()
    list.hold()
    model.show(.histories)
    await settle()
    model.open(try entry(2), purpose: .treatment)
    await settle()
    try await list.reply([history(1)])
    #expect(model.histories.content == nil)
    list.answer([history(2)])
    model.show(.histories)
    await settle()
    #expect(model.histories.content?.histories == [history(2)])
  }

  @Test func aClosedChartKeepsNothing() async throws {
    let model = try await opened()
    list.answer([history(1)])
    model.show(.histories)
    await settle()
    model.close()
    #expect(model.histories.content == nil)
    #expect(model.forms.form == nil)
  }

  @Test func aRefusalTakesAwayWhatWasShownAndAFailureDoesNot() async throws {
    let model = try await opened()
    list.answer([history(1)])
    model.show(.histories)
    await settle()
    list.fails(.unavailable)
    model.reopen()
    await settle()
    #expect(model.histories.content != nil)
    #expect(model.histories.problem == .unavailable)
    list.fails(.refused(.noReasonForAccess))
    model.reopen()
    await settle()
    #expect(model.histories.content == nil)
    #expect(model.histories.problem == .refused(.noReasonForAccess))
  }
}
