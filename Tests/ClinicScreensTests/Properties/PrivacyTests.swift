import ClinicModel
import EventLoop
import TerminalUI
import Testing

@testable import ClinicScreens

/// Nothing of a patient is left where nobody, or somebody else, looks at the screen.
@Suite(.onLoop)
struct PrivacyTests {
  @Test(arguments: Reachable.all)
  @UIActor
  func theLockShowsNothingOfAPatient(_ state: Reachable) async {
    let rig = await state.rig()
    guard rig.model.stage == .signedIn else { return }
    let before = rig.draw().silenced()
    rig.model.lock()
    #expect(PatientWords.found(in: rig.draw().allText) == [])
    #expect(PatientWords.found(in: rig.draw(Size(width: 60, height: 16)).allText) == [])
    rig.draw(Size(width: 100, height: 30))
    await rig.type(ClinicWorld.password)
    await rig.press(.enter)
    #expect(rig.model.stage == .signedIn)
    // The work is still there: what was over the screen and what was typed into it.
    let title = before.rows()[0].prefix(20)
    #expect(rig.text.hasPrefix(title))
  }

  @Test(arguments: Reachable.all)
  @UIActor
  func signingOutLeavesNothingOfAPatient(_ state: Reachable) async {
    let rig = await state.rig()
    guard rig.model.stage == .signedIn else { return }
    await rig.press(.control("q"))
    #expect(rig.model.stage == .signedOut)
    #expect(PatientWords.found(in: rig.draw().allText) == [])
    // Nor for the next person, whose screens are new.
    await rig.signIn(.admin)
    #expect(PatientWords.found(in: rig.text) == [])
    #expect(rig.text.contains("Irene Vidal"))
  }

  @Test(arguments: Reachable.all)
  @UIActor
  func anOverlayIsNotInheritedWhenTheSessionEndsByItself(_ state: Reachable) async {
    let rig = await state.rig()
    guard rig.model.stage == .signedIn else { return }
    await rig.advance(seconds: 301)
    #expect(PatientWords.found(in: rig.text) == [])
    await rig.advance(seconds: 901)
    #expect(rig.model.stage == .signedOut)
    await rig.signIn(.admin)
    #expect(PatientWords.found(in: rig.text) == [])
    #expect(rig.application.overlay == nil)
  }

  /// Whatever reception does, by keys or commands, no clinical word appears.
  @Test(arguments: 1...8)
  @UIActor
  func receptionSeesNoClinicalWord(_ seed: Int) async {
    var generator = SeededGenerator(UInt64(seed))
    let rig = Rig(ClinicWorld(WorldPatients.offerDuplicates))
    await rig.signIn(.receptionist)
    for _ in 0..<60 {
      // Never signed out or locked: the walk goes on inside.
      let key = KeyPool.key(&generator)
      if [.control("q"), .control("l"), .function(12)].contains(key) { continue }
      await rig.press(key)
      #expect(PatientWords.found(in: rig.text, of: PatientWords.clinical) == [])
    }
  }

  @Test(arguments: [Staff.receptionist, .privacyOfficer, .admin])
  @UIActor
  func noCommandOfTheListsOpensAChart(_ staff: Staff) async {
    let rig = Rig()
    await rig.signIn(staff)
    await rig.type("agu")
    let commands = rig.application.allBindings.filter { $0.isEnabled }.map(\.action)
    for command in commands where ![.signOut, .otherUser, .lock].contains(command) {
      rig.application.perform(command)
      await rig.settle()
      #expect(PatientWords.found(in: rig.text, of: PatientWords.clinical) == [])
      await rig.press(.escape)
    }
    #expect(rig.world.count(of: .openChart) == 0)
  }
}
