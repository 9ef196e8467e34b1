import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

@Suite(.eventLoop) @UIActor struct PatientListModelTests {
  private let world = World()

  private func list(_ user: SignedInUser = nurse) async throws -> PatientListModel {
    world.answerQuietly()
    return try await world.signedIn(user).patients
  }

  private func found(_ entries: DirectoryEntry..., hasMore: Bool = false) -> PatientDirectory.SearchAnswer {
    PatientDirectory.SearchAnswer(entries: entries, hasMore: hasMore)
  }

  private func names(_ list: PatientListModel) -> [String] { list.rows.map(\.entry.name.surname1) }

  // MARK: Asking

  @Test func aNurseStartsWithHerPatients() async throws {
    world.answerQuietly()
    world.myPatients.answer([WorkListEntry(entry: try entry(1))])
    let list = try await world.signedIn(nurse).patients
    #expect(list.showsOwnPatients)
    #expect(list.rows.count == 1)
    #expect(list.selected == list.rows.first?.entry.id)
    #expect(list.readAt == world.time.now)
    #expect(list.wards.map(\.code) == ["M1", "M2"])
    #expect(!list.isLoading)
  }

  @Test func theReceptionistStartsWithNothingAndAsksNothing() async throws {
    let list = try await list(receptionist)
    #expect(!list.hasOwnPatients)
    #expect(list.rows.isEmpty)
    #expect(world.myPatients.count == 0)
    #expect(world.search.count == 0)
  }

  @Test func atMostOneQuestionIsUnderWayAndTheNewestIsAnswered() async throws {
    let list = try await list()
    world.search.hold()
    for text in ["g", "ga", "gar", "garc"] {
      list.search(text)
      await settle()
    }
    #expect(world.search.asked.map(\.text) == ["g"])
    try await world.search.reply(found(try entry(1)))
    #expect(list.rows.isEmpty)   // the answer to "g" is not one to "garc"
    #expect(list.isLoading)
    #expect(world.search.asked.map(\.text) == ["g", "garc"])
    try await world.search.reply(found(try entry(2)))
    #expect(list.rows.map(\.entry.id) == [try entry(2).id])
    #expect(!list.isLoading)
    #expect(world.search.mostUnderWay == 1)
  }

  @Test func everyKeyIsAnsweredWhenTheDatabaseIsFast() async throws {
    let list = try await list()
    world.search.answer(found())
    for text in ["g", "ga", "gar"] {
      list.search(text)
      await settle()
    }
    #expect(world.search.asked.map(\.text) == ["g", "ga", "gar"])
  }

  @Test func goingBackToTheQuestionUnderWayTakesItsAnswer() async throws {
    let list = try await list()
    world.search.hold()
    list.search("g")
    await settle()
    list.search("ga")
    list.search("g")
    try await world.search.reply(found(try entry(1)))
    #expect(list.rows.count == 1)
  }

  @Test func spacesMakeNoOtherQuestion() async throws {
    let list = try await list()
    world.search.answer(found(try entry(1)))
    list.search("garcía")
    await settle()
    list.search("garcía ")
    list.search("  garcía  ")
    await settle()
    #expect(world.search.asked.map(\.text) == ["garcía"])
    #expect(list.query == "  garcía  ")
    list.search(" ")
    await settle()
    #expect(list.showsOwnPatients)
    #expect(world.search.count == 1)
  }

  @Test func emptyingTheSearchShowsHerPatientsAgain() async throws {
    let list = try await list()
    world.search.answer(found(try entry(9)))
    list.search("x")
    await settle()
    #expect(!list.showsOwnPatients)
    world.myPatients.answer([WorkListEntry(entry: try entry(1))])
    list.search("")
    await settle()
    #expect(list.rows.map(\.entry.id) == [try entry(1).id])
  }

  /// The heading belongs to the rows, not to what is typed above them.
  @Test func untilTheAnswerComesTheRowsAreThoseOfTheQuestionBefore() async throws {
    world.answerQuietly()
    world.myPatients.answer([WorkListEntry(entry: try entry(1))])
    let list = try await world.signedIn(nurse).patients
    #expect(list.isAnswered)
    world.search.hold()
    list.search("x")
    await settle()
    #expect(list.showsOwnPatients)
    #expect(!list.showsSearch)
    try await world.search.reply(found(try entry(9)))
    #expect(!list.showsOwnPatients)
    #expect(list.showsSearch)
    world.search.fails(.unavailable)
    list.search("xy")
    await settle()
    #expect(!list.isAnswered)
  }

  @Test func emptyingTheReceptionistsSearchShowsNobody() async throws {
    let list = try await list(receptionist)
    world.search.hold()
    list.search("x")
    await settle()
    list.search("")
    try await world.search.reply(found(try entry(9), hasMore: true))
    #expect(list.rows.isEmpty)
    #expect(!list.hasMore)
    #expect(!list.isLoading)
    #expect(list.selected == nil)
  }

  @Test func moreThanWasReturnedIsSaid() async throws {
    let list = try await list()
    world.search.answer(found(try entry(1), hasMore: true))
    list.search("g")
    await settle()
    #expect(list.hasMore)
  }

  @Test func aChangeElsewhereReadsAgain() async throws {
    let list = try await list()
    world.myPatients.answer([WorkListEntry(entry: try entry(1))])
    world.app.received(.patientsChanged)
    await settle()
    #expect(list.rows.count == 1)
  }

  // MARK: Ward

  @Test func theWardFilterGoesRound() async throws {
    let list = try await list()
    world.search.answer(found())
    for expected in ["M1", "M2", nil, "M1"] {
      list.filterByNextWard()
      await settle()
      #expect(list.ward == expected)
    }
    #expect(world.search.asked == [World.Search(text: "", ward: "M1"), World.Search(text: "", ward: "M2"),
      World.Search(text: "", ward: "M1")])
    #expect(!list.showsOwnPatients)
  }

  @Test func aWardIsListedForTheReceptionistToo() async throws {
    let list = try await list(receptionist)
    world.search.answer(found(try entry(1)))
    list.filterByNextWard()
    await settle()
    #expect(list.rows.count == 1)
  }

  @Test func clearingTakesSearchAndWardAway() async throws {
    let list = try await list()
    world.search.answer(found())
    list.search("x")
    list.filterByNextWard()
    await settle()
    list.clearFilters()
    await settle()
    #expect(list.query.isEmpty)
    #expect(list.ward == nil)
    #expect(list.showsOwnPatients)
    let asked = world.myPatients.count
    list.clearFilters()
    await settle()
    #expect(world.myPatients.count == asked)
  }

  @Test func wardsThatCouldNotBeReadAreReadAfterTheUnlock() async throws {
    world.answerQuietly()
    world.wards.fails(.unavailable)
    let list = try await world.signedIn(nurse).patients
    #expect(list.wards.isEmpty)
    list.filterByNextWard()
    #expect(list.ward == nil)
    world.wards.answer([Ward(code: "M1", name: "Medicine 1")])
    world.app.lock()
    world.unlock.answer(true)
    world.app.unlock.password = "right"
    world.app.unlock.submit()
    await settle()
    #expect(list.wards.count == 1)
  }

  // MARK: Trouble

  @Test(arguments: [RepositoryError.refused(.noRole), .unavailable])
  func whyTheListCouldNotBeReadIsShown(_ error: RepositoryError) async throws {
    world.answerQuietly()
    world.myPatients.fails(error)
    let list = try await world.signedIn(nurse).patients
    #expect(list.problem == Notice(error))
    #expect(!list.isLoading)
    world.myPatients.answer([WorkListEntry(entry: try entry(1))])
    list.refresh()
    await settle()
    #expect(list.problem == nil)
    #expect(list.rows.count == 1)
  }

  @Test func rowsStayWhenTheSameQuestionIsNotAnsweredAgain() async throws {
    world.answerQuietly()
    world.myPatients.answer([WorkListEntry(entry: try entry(1))])
    let list = try await world.signedIn(nurse).patients
    let readAt = list.readAt
    await world.time.advance(seconds: 10)
    world.myPatients.fails(.unavailable)
    list.refresh()
    await settle()
    #expect(list.rows.count == 1)
    #expect(list.readAt == readAt)
    #expect(list.problem == .unavailable)
  }

  /// Rows of one question under the text of another would open the wrong chart.
  @Test func rowsOfAnotherQuestionDoNotStay() async throws {
    world.answerQuietly()
    world.myPatients.answer([WorkListEntry(entry: try entry(1))])
    let list = try await world.signedIn(nurse).patients
    world.search.fails(.unavailable)
    list.search("ruiz")
    await settle()
    #expect(list.rows.isEmpty)
    #expect(list.selected == nil)
  }

  @Test func aRefusalTakesTheRowsAway() async throws {
    world.answerQuietly()
    world.myPatients.answer([WorkListEntry(entry: try entry(1))])
    let list = try await world.signedIn(nurse).patients
    world.myPatients.fails(.refused(.expired))
    list.refresh()
    await settle()
    #expect(list.rows.isEmpty)
    #expect(list.problem == .refused(.expired))
  }

  @Test func afterAFailureTheNewestQuestionIsStillAsked() async throws {
    let list = try await list()
    world.search.hold()
    list.search("a")
    await settle()
    list.search("ab")
    try await world.search.reply(throwing: .unavailable)
    #expect(list.problem == nil)
    #expect(list.isLoading)
    try await world.search.reply(found(try entry(1)))
    #expect(list.rows.count == 1)
  }

  // MARK: Order and selection

  private func workList() throws -> [WorkListEntry] {
    func row(_ number: UInt64, _ surname: String, _ born: String, _ ward: String?, _ bed: String?,
      resultAgo: Int64?) throws -> WorkListEntry {
      let latest = resultAgo.map {
        WorkListEntry.LatestResult(nameEnglish: "Potassium", nameSpanish: "Potasio", value: DecimalNumber(4), unit: "mmol/L",
          flag: .normal, measuredAt: ManualTime.start.adding(seconds: -$0))
      }
      return WorkListEntry(entry: try entry(number, "Ana", surname, born: born, ward: ward, bed: bed), latest: latest)
    }
    return [
      try row(1, "Zapata", "1980-01-01", "M1", "10", resultAgo: 60),
        try row(2, "Álvarez", "1950-01-01", "M1", "9", resultAgo: nil),
      try row(3, "Ñíguez", "1970-01-01", nil, nil, resultAgo: 10), try row(4, "Navas", "1970-01-01", "A2", "3", resultAgo: 3600),
    ]
  }

  private func workListModel() async throws -> PatientListModel {
    world.answerQuietly()
    world.myPatients.answer(try workList())
    return try await world.signedIn(nurse).patients
  }

  @Test func namesAreSortedAsPeopleDo() async throws {
    #expect(names(try await workListModel()) == ["Álvarez", "Navas", "Ñíguez", "Zapata"])
  }

  @Test func theOtherOrders() async throws {
    let list = try await workListModel()
    #expect(list.sort == .due)
    list.sortByNext()
    #expect(list.sort == .name)
    list.sortByNext()
    #expect(list.sort == .bed)
    #expect(names(list) == ["Navas", "Álvarez", "Zapata", "Ñíguez"])
    list.sortByNext()
    #expect(list.sort == .birthDate)
    #expect(names(list) == ["Álvarez", "Navas", "Ñíguez", "Zapata"])
    list.sortByNext()
    #expect(list.sort == .latestResult)
    #expect(names(list) == ["Ñíguez", "Zapata", "Navas", "Álvarez"])
    list.sortByNext()
    #expect(list.sort == .due)
  }

  @Test func theReceptionistHasNoOrderByResults() async throws {
    let list = try await list(receptionist)
    for _ in 0..<6 {
      list.sortByNext()
      #expect(list.sort != .latestResult && list.sort != .due)
    }
  }

  @Test func anAnswerToASearchKeepsTheOrderOfTheDatabase() async throws {
    let list = try await list()
    world.search.answer(found(try entry(1, "Ana", "Zapata"), try entry(2, "Ana", "Álvarez")))
    list.search("a")
    await settle()
    #expect(names(list) == ["Zapata", "Álvarez"])
    list.sortByNext()
    #expect(list.sort == .bed)
    while list.sort != .name { list.sortByNext() }
    #expect(names(list) == ["Zapata", "Álvarez"])
  }

  @Test func theSelectionStaysOnItsPatient() async throws {
    let list = try await workListModel()
    let zapata = try entry(1).id
    list.select(zapata)
    for _ in 0..<4 {
      list.sortByNext()
      #expect(list.selected == zapata)
      #expect(list.selectedRow?.entry.name.surname1 == "Zapata")
    }
    world.myPatients.answer(try workList().reversed() + [WorkListEntry(entry: try entry(50, "Eva", "Abad"))])
    list.refresh()
    await settle()
    #expect(list.selected == zapata)
  }

  @Test func whenTheSelectedOneIsGoneTheFirstIsSelected() async throws {
    let list = try await workListModel()
    list.select(try entry(1).id)
    world.myPatients.answer(Array(try workList().dropFirst()))
    list.refresh()
    await settle()
    #expect(list.selectedRow?.entry.name.surname1 == "Álvarez")
  }

  @Test func selectingTheSameAgainIsNoChange() async throws {
    let list = try await workListModel()
    let changes = world.changes
    list.select(list.selected)
    #expect(world.changes == changes)
  }

  @Test func lookAlikesAreMarked() async throws {
    world.answerQuietly()
    world.myPatients.answer([
      WorkListEntry(entry: try entry(1, "Ana", "García")), WorkListEntry(entry: try entry(2, "Ana", "Garcia")),
        WorkListEntry(entry: try entry(3, "Eva", "Ruiz")),
    ])
    let list = try await world.signedIn(nurse).patients
    #expect(list.hasLookAlikes)
    #expect(list.rows.map(\.isLookAlike) == [true, true, false])
  }
}
