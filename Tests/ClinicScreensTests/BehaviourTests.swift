import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI
import Testing

@testable import ClinicScreens

/// What a person relies on with her eyes on the patient: the way through the panes, key by key.
@Suite(.onLoop)
struct BehaviourTests {
  @Test
  @UIActor
  func aDoctorDecidesWithThePaneTheYearAndOneKey() async {
    let rig = Rig()
    await rig.signIn(.doctor)
    await rig.press(.alt("4"))
    await rig.type("1939")
    await rig.press(.function(9))
    #expect(rig.world.with { $0.lastDecision } == .approve(hours: 4, birthYear: 1939))
    #expect(rig.text.contains("Approved. The chart opens for Nora Berg."))
  }

  /// Who stands on the hours and types the birth year has typed the birth year.
  @Test
  @UIActor
  func aBirthYearNeverChangesTheHours() async {
    let rig = Rig()
    await rig.signIn(.doctor)
    await rig.press(.alt("4"), .tab)
    await rig.type("1939")
    await rig.press(.function(9))
    #expect(rig.world.with { $0.lastDecision } == .approve(hours: 4, birthYear: 1939))
  }

  @Test
  @UIActor
  func theSameKeyTwiceApprovesNothing() async {
    let rig = Rig()
    await rig.signIn(.doctor)
    await rig.press(.alt("4"), .function(9), .function(9), .enter, .enter, .function(10), .function(10))
    #expect(rig.world.count(of: .decide) == 0)
  }

  @Test
  @UIActor
  func theListDoesNotMoveUnderTheCursor() async {
    let rig = Rig()
    await rig.signIn(.doctor)
    await rig.press(.alt("4"), .down)
    let (row, bells) = (rig.cursorRowOfList, rig.bells)
    rig.world.with { $0.queue.insert(WorldEmergency.arrival, at: 0) }
    rig.model.received(.emergencyAccessChanged)
    await rig.settle()
    #expect(rig.bells == bells + 1)
    #expect(rig.cursorRowOfList == row)
    #expect(rig.text.contains("1 just came in"))
    await rig.press(.character("g"))
    #expect(rig.text.contains("GARCÍA ROBLES, Isabel"))
    #expect(rig.cursorRowOfList.hasSuffix(row.suffix(10)))
  }

  /// Between question and answer the list may change: only what was asked about is revoked.
  @Test
  @UIActor
  func onlyWhatWasAskedAboutIsRevoked() async {
    let rig = Rig()
    await rig.signIn(.doctor)
    await rig.press(.alt("4"), .down, .down, .down, .character("V"))
    await rig.type("no longer needed")
    rig.world.with { $0.queue.removeAll { $0.access.phase.isLive } }
    rig.model.received(.emergencyAccessChanged)
    await rig.settle()
    await rig.press(.function(9))
    #expect(rig.world.count(of: .end) == 0)
  }

  /// The charts of her own ward were opened for a handover: that says nothing about one of another ward which was handed to her, and
  /// keeps nobody on the way to an emergency request.
  @Test
  @UIActor
  func thePurposeIsRememberedForEachRelation() async {
    let rig = Rig(
      ClinicWorld { state in
        for place in state.patients.indices where state.patients[place].name.surname1 == "Novak" { state.patients[place].hasReason = true }
      })
    await rig.signIn(.nurse)
    let asks = "for what purpose?"
    await rig.press(.enter)
    #expect(rig.text.contains(asks))
    await rig.press(.character("3"), .alt("1"), .down, .enter)
    #expect(!rig.text.contains(asks) && rig.model.session?.chart.purpose == .handover)
    await rig.press(.alt("1"), .character("/"))
    await rig.type("novak")
    await rig.press(.enter)
    #expect(rig.text.contains(asks) && rig.model.session?.chart.purpose == .handover)
    await rig.press(.character("1"))
    #expect(rig.model.session?.chart.purpose == .treatment && rig.text.contains("NOVAK, Eva"))
    await rig.press(.alt("1"), .escape)
    await rig.openRefusedChart()
    #expect(!rig.text.contains(asks) && rig.text.contains("NO_RFA"))
  }

  @Test
  @UIActor
  func aRequestIsSentAndItsFormGoes() async {
    let rig = Rig()
    await rig.signIn(.nurse)
    await rig.openRefusedChart()
    await rig.press(.character("b"), .character("1"))
    await rig.type("Found unconscious")
    await rig.press(.enter, .enter)
    await rig.send(.paste(ClinicWorld.password))
    await rig.press(.enter)
    #expect(rig.application.overlay == nil)
    #expect(rig.world.with { $0.lastRequest?.reason } == "Found unconscious")
    #expect(rig.text.contains("is with the doctors on duty"))
    // The doctor says yes: the chart opens by itself.
    rig.world.with { state in
      for place in state.mine.indices where state.mine[place].patient == WorldPatients.stranger.id {
        state.mine[place].phase = .active
        state.mine[place].expiresAt = state.now.adding(seconds: 4 * 3600)
      }
    }
    rig.model.received(.emergencyAccessChanged)
    await rig.settle()
    #expect(rig.text.contains("! EMERGENCY ACCESS until 18:32, 4 h 0 min left"))
  }

  @Test
  @UIActor
  func helpLeavesTheFormBelowAsItIs() async {
    let rig = Rig()
    await rig.signIn(.nurse)
    await rig.openRefusedChart()
    await rig.press(.character("b"), .character("2"))
    await rig.type("half a sentence")
    let before = rig.text
    await rig.press(.function(1))
    #expect(rig.text.contains("─ Help ─"))
    await rig.press(.function(1))
    #expect(rig.text == before)
    await rig.press(.control("p"), .escape, .function(2), .escape, .alt("1"), .escape)
    #expect(rig.text == before)
  }

  @Test
  @UIActor
  func theLockKeepsWhatWasBeingTyped() async {
    let rig = Rig()
    await rig.signIn(.nurse)
    await rig.openRefusedChart()
    await rig.press(.character("b"), .character("2"))
    await rig.type("half a sentence")
    let before = rig.text
    await rig.press(.control("l"))
    #expect(!rig.text.contains("half a sentence"))
    await rig.send(.paste(ClinicWorld.password))
    await rig.press(.enter)
    #expect(rig.text == before)
  }

  @Test
  @UIActor
  func aWindowThatIsTooSmallTakesNoKeyNobodySees() async {
    let rig = Rig()
    await rig.signIn(.nurse)
    let before = rig.text
    rig.draw(Size(width: 60, height: 16))
    await rig.press(.down, .enter, .function(2), .function(1), .function(12), .alt("4"), .character("r"))
    await rig.send(.paste("garcía"))
    rig.draw(Size(width: 100, height: 30))
    #expect(rig.text == before)
    rig.draw(Size(width: 60, height: 16))
    await rig.press(.control("l"))
    #expect(rig.model.stage == .locked(.byKey))
    #expect(!rig.text.contains("Ctrl-L"))
    await rig.press(.control("q"))
    #expect(rig.model.stage == .signedOut)
    #expect(rig.text.contains("Ctrl-Q quit"))
    await rig.press(.control("q"))
    #expect(rig.quits == 1)
  }

  @Test
  @UIActor
  func theEmptySignInCanBeWalkedThrough() async {
    let rig = Rig()
    await rig.settle()
    let first = rig.canvas.cursor
    await rig.press(.tab)
    #expect(rig.canvas.cursor != first)
    await rig.press(.enter)
    #expect(rig.text.contains("The e-mail is missing."))
    #expect(rig.canvas.cursor == first)
  }

  @Test
  @UIActor
  func aBirthDateIsWrittenOutWhenItsFieldIsLeft() async {
    let rig = Rig()
    await rig.signIn(.receptionist)
    await rig.press(.alt("5"), .down, .down, .down)
    await rig.type("04031961")
    #expect(rig.text.contains("[04031961__]"))
    await rig.press(.tab)
    #expect(rig.text.contains("[1961-03-04]"))
    #expect(rig.text.contains("65y"))
  }

  @Test
  @UIActor
  func savingGoesToWhatIsWrong() async {
    let rig = Rig()
    await rig.signIn(.receptionist)
    await rig.press(.alt("5"))
    await rig.type("Ibarra")
    await rig.press(.tab, .tab, .tab, .function(9))
    #expect(rig.cursorRow.contains("Given names"))
    #expect(rig.world.count(of: .register) == 0)
  }

  @Test
  @UIActor
  func oldDataIsSaidToBeOld() async {
    let rig = Rig()
    await rig.signIn(.nurse)
    await rig.advance(seconds: 120)
    rig.world.fail(.myPatients, with: .unavailable)
    await rig.press(.function(8))
    #expect(rig.text.contains("! OLD DATA of 14:32; F8 reads again"))
    rig.world.fail(.myPatients, with: nil)
    await rig.press(.function(8))
    #expect(!rig.text.contains("OLD DATA"))
  }

  @Test(arguments: Language.allCases)
  @UIActor
  func everyScreenSpeaksTheLanguageAtOnce(_ language: Language) async {
    let rig = Rig()
    await rig.signIn(.nurse)
    await rig.openFirstChart()
    if language == .spanish {
      await rig.press(.function(2), .character("l"), .escape)
      #expect(rig.text.contains("ALERGIA: Penicillin (GRAVE)"))
      #expect(rig.text.contains("14,2"))
      await rig.press(.character("r"))
      #expect(rig.text.contains("14 unidades"))
    } else {
      #expect(rig.text.contains("ALLERGY: Penicillin (SEVERE)"))
      await rig.press(.character("r"))
      #expect(rig.text.contains("14 units"))
    }
  }

  /// The severest allergies come first, and none is left out for want of a line.
  @Test(arguments: [80, 100, 132])
  @UIActor
  func noAllergyIsCut(_ width: Int) async {
    let rig = Rig(ClinicWorld(WorldCharts.giveManyAllergies), size: Size(width: width, height: 30))
    await rig.signIn(.nurse)
    await rig.openFirstChart()
    let words = rig.text.replacing("\n ", with: " ").replacing("\n", with: " ")
    for name in ["Penicillin (SEVERE)", "Peanut (SEVERE)", "Latex (mild)", "Acetylsalicylic acid (mild)"] {
      #expect(words.contains(name))
    }
  }
}

extension Rig {
  /// The row of the list that is marked, wherever the cursor types.
  var cursorRowOfList: String { canvas.rows().first { $0.hasPrefix(">") } ?? "" }
}

/// A round begun at an earlier time is offered, but never between the keys of somebody at work.
@Suite(.onLoop)
struct DraftOfferTests {
  @Test
  @UIActor
  func aKeyForTheListPutsTheOfferOffAndIsNotLost() async {
    let rig = Rig(ClinicWorld { WorldVitalSigns.leaveDraft(&$0) })
    await rig.signIn(.nurse)
    #expect(rig.text.contains("Draft for bed 1, 4 of 8 values, 2 min old"))
    // Bed 12, typed by habit: the draft of bed 1 must not take the values.
    await rig.type("12")
    #expect(!rig.text.contains("Draft for bed") && rig.text.contains("bed 12"))
    await rig.press(.enter, .character("v"))
    #expect(rig.model.session?.chart.vitalSigns.entry?.patient.bed == "12")
    #expect(rig.model.session?.chart.vitalSigns.entry?.wasRestored == false)
  }

  @Test
  @UIActor
  func afterTheFirstKeyItIsOnlySaid() async {
    let world = ClinicWorld { WorldVitalSigns.leaveDraft(&$0) }
    world.fail(.readDraft, with: .unavailable)
    let rig = Rig(world)
    await rig.signIn(.nurse)
    await rig.press(.down)
    world.fail(.readDraft, with: nil)
    await rig.press(.control("l"))
    await rig.type(ClinicWorld.password)
    await rig.press(.enter)
    #expect(rig.application.overlay == nil)
    #expect(rig.text.contains("a round was begun, v goes on with it."))
    #expect(rig.model.session?.begun.offers.isEmpty == true)
  }
}
