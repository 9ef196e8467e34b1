import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI
import Testing

@testable import ClinicScreens

/// Every form outside the chart's own, cut at every field with half of it typed: nothing typed is lost, nothing stored twice.
@Suite(.onLoop)
struct OtherFormCutTests {
  /// How a terminal ends.
  enum End: CaseIterable, Sendable {
    /// Its line is hung up: the program keeps what was typed on its way out.
    case hungUp
    /// It is gone from one moment to the next, two seconds after the last key.
    case killed
  }

  @Test(arguments: OtherForm.allCases, End.allCases)
  @UIActor
  func aLostTerminalLosesNothing(_ form: OtherForm, _ end: End) async throws {
    for place in form.fields.indices {
      let world = ClinicWorld { form.prepare(&$0) }
      let rig = Rig(world)
      await rig.signIn(form.staff)
      await form.open(rig)
      await type(form, upTo: place, rig)
      let typed = form.values(rig)
      let isTyped = typed.values.contains { !$0.isEmpty }
      #expect(isTyped, "\(form) \(form.fields[place].name): nothing was typed\n\(rig.text)")
      switch end {
      case .hungUp: await rig.model.leave()
      case .killed: await rig.advance(seconds: 2)
      }
      await rig.settle()
      let again = Rig(world)
      await again.signIn(form.staff)
      await again.settle()
      await form.takeUp(again)
      #expect(form.values(again) == typed, "\(form) \(form.fields[place].name)\n\(again.text)")
      #expect(again.text.contains("our draft was brought back") || form == .denial, "\(form)\n\(again.text)")
      // Nobody else is offered any of it.
      await again.model.leave()
      let other = Rig(world)
      await other.signIn(form.staff == .nurse ? .doctor : .nurse)
      #expect(!other.text.contains("Draft for bed") && !other.text.contains("begun"))
    }
  }

  @Test(arguments: OtherForm.allCases)
  @UIActor
  func aLostDatabaseLosesNothing(_ form: OtherForm) async throws {
    for place in form.fields.indices {
      let rig = Rig(ClinicWorld { form.prepare(&$0) })
      await rig.signIn(form.staff)
      await form.open(rig)
      await type(form, upTo: place, rig)
      let (typed, cursor) = (form.values(rig), rig.canvas.cursor)
      rig.model.connectionChanged(.lost(nextTryAt: Moments.now))
      await rig.settle()
      #expect(rig.text.contains("LOCKED"))
      for value in typed.values where value.count > 3 { #expect(!rig.text.contains(value), "\(form)") }
      rig.model.connectionChanged(.connected)
      await rig.type(ClinicWorld.password)
      await rig.press(.enter)
      #expect(form.values(rig) == typed, "\(form) \(form.fields[place].name)\n\(rig.text)")
      #expect(rig.canvas.cursor == cursor, "\(form) \(form.fields[place].name)\n\(rig.text)")
    }
  }

  /// Stored once, and the draft is over.
  @Test(arguments: OtherForm.allCases)
  @UIActor
  func aStoredFormLeavesNoDraft(_ form: OtherForm) async throws {
    let world = ClinicWorld { form.prepare(&$0) }
    let rig = Rig(world)
    await rig.signIn(form.staff)
    await form.open(rig)
    for field in form.fields { await type(field, form, rig) }
    if [.glucose, .glucoseSlip].contains(form) { await rig.press(.enter) }
    let before = world.count(of: form.operation)
    if form == .specialReason { world.fail(.openChart, with: nil) }
    await form.store(rig)
    #expect(world.count(of: form.operation) == before + 1, "\(form)\n\(rig.text)")
    await rig.advance(seconds: 2)
    #expect(world.with { $0.begunDrafts } == [:], "\(form)\n\(rig.text)")
    #expect(world.with { $0.draft } == nil)
  }

  /// The fields before `place` whole, of that one half of what is typed.
  @UIActor
  private func type(_ form: OtherForm, upTo place: Int, _ rig: Rig) async {
    for field in form.fields[..<place] { await type(field, form, rig) }
    let keys = form.fields[place].keys
    for key in keys.prefix((keys.count + 1) / 2) { await rig.press(key) }
  }

  @UIActor
  private func type(_ field: OtherForm.Field, _ form: OtherForm, _ rig: Rig) async {
    for key in field.keys { await rig.press(key) }
    // Who is like the person being registered is looked up behind a pause.
    if form.staff == .receptionist { await rig.advance(seconds: 1) }
    for key in field.onward { await rig.press(key) }
  }
}

extension OtherFormCutTests {
  /// No password is ever kept, typed or sent.
  @Test
  @UIActor
  func aPasswordIsInNoDraft() async throws {
    let world = ClinicWorld()
    let rig = Rig(world)
    await rig.signIn(.nurse)
    await OtherForm.emergencyRequest.open(rig)
    for field in OtherForm.emergencyRequest.fields {
      for key in field.keys + field.onward { await rig.press(key) }
    }
    await rig.type(ClinicWorld.password)
    await rig.advance(seconds: 2)
    world.fail(.request, with: .unknownOutcome)
    await rig.press(.enter)
    let kept = try #require(world.with { $0.begunDrafts["nurse"]?.content })
    #expect(kept.keys.contains { $0.hasSuffix("/sent_key") })
    #expect(!kept.values.contains { $0.contains(ClinicWorld.password) || ClinicWorld.password.contains($0) && $0.count > 3 })
  }

  /// Sent, the answer lost and the terminal with it: the password sends the same request with the same key.
  @Test
  @UIActor
  func aRequestThatWasSentGoesOutAgainAsItWas() async throws {
    let world = ClinicWorld()
    let rig = Rig(world)
    await rig.signIn(.nurse)
    await OtherForm.emergencyRequest.open(rig)
    for field in OtherForm.emergencyRequest.fields {
      for key in field.keys + field.onward { await rig.press(key) }
    }
    world.fail(.request, with: .unknownOutcome)
    await rig.type(ClinicWorld.password)
    await rig.press(.enter)
    let key = try #require(world.with { $0.begunDrafts["nurse"]?.content.first { $0.key.hasSuffix("/sent_key") }?.value })
    await rig.model.leave()
    world.fail(.request, with: nil)
    let again = Rig(world)
    await again.signIn(.nurse)
    await again.settle()
    #expect(again.text.contains("Sent, answer lost"), "\(again.text)")
    await again.press(.enter)
    #expect(again.text.contains("Sent before the line was lost."), "\(again.text)")
    await again.press(.tab, .tab, .tab)
    await again.type(ClinicWorld.password)
    await again.press(.enter)
    #expect(world.with { $0.lastRequest?.key.description } == key)
    #expect(world.with { $0.lastRequest?.reason } == "Found unconscious in bed")
    await again.advance(seconds: 2)
    #expect(world.with { $0.begunDrafts } == [:])
  }

  /// A glucose of the first patient that was sent, and its answer lost.
  @UIActor
  private func glucoseInDoubt(_ world: ClinicWorld) async -> Rig {
    let rig = Rig(world)
    await rig.signIn(.nurse)
    await rig.press(.character("g"))
    await rig.type("5.6")
    await rig.press(.enter)
    world.fail(.recordGlucose, with: .unknownOutcome)
    await rig.press(.function(9))
    return rig
  }

  /// A glucose that was sent goes out again by itself, with the key and the moment of then.
  @Test
  @UIActor
  func aGlucoseThatWasSentGoesOutAgainAsItWas() async throws {
    let world = ClinicWorld()
    let rig = await glucoseInDoubt(world)
    await rig.press(.alt("1"))
    #expect(rig.text.contains("First it must be known whether it is stored."), "\(rig.text)")
    await rig.press(.escape)
    await rig.model.leave()
    world.fail(.recordGlucose, with: nil)
    let again = Rig(world)
    await again.advance(seconds: 3600)
    await again.signIn(.nurse)
    await again.settle()
    #expect(again.text.contains("Capillary glucose begun"))
    await again.press(.enter)
    #expect(again.text.contains("glucose 5.6 mmol/L stored"), "\(again.text)")
    let sent = world.with { $0.sentGlucose }
    #expect(sent.count == 2 && sent.first == sent.last)
    await again.advance(seconds: 2)
    #expect(world.with { $0.begunDrafts } == [:])
  }

  /// The answer was lost, and then the line is away for longer: it stays in doubt, and is stored once.
  @Test
  @UIActor
  func aGlucoseInDoubtStaysSoWhileTheLineIsAway() async throws {
    let world = ClinicWorld()
    let rig = await glucoseInDoubt(world)
    for failure in [RepositoryError.unavailable, nil] {
      world.fail(.recordGlucose, with: failure)
      rig.model.connectionChanged(.lost(nextTryAt: Moments.now))
      rig.model.connectionChanged(.connected)
      await rig.type(ClinicWorld.password)
      await rig.press(.enter)
      #expect(rig.text.contains("glucose 5.6 mmol/L stored") == (failure == nil), "\(rig.text)")
    }
    let sent = world.with { $0.sentGlucose }
    #expect(Set(sent.map(\.key)).count == 1 && sent.count >= 2)
  }

  /// A number taken up an hour later was measured when it was typed.
  @Test
  @UIActor
  func aGlucoseTakenUpLaterWasMeasuredThen() async throws {
    let world = ClinicWorld()
    let rig = Rig(world)
    await rig.signIn(.nurse)
    let typedAt = world.with { $0.now }
    await rig.press(.character("g"))
    await rig.type("5.6")
    await rig.model.leave()
    let again = Rig(world)
    await again.advance(seconds: 3600)
    await again.signIn(.nurse)
    await again.settle()
    await again.press(.enter)
    #expect(again.text.contains("your draft was brought back, typed 14:32"), "\(again.text)")
    await again.press(.enter, .function(9))
    #expect(world.with { $0.sentGlucose.last?.measuredAt } == typedAt)
  }

  /// Left on purpose it is not offered again, and comes back with the next request for this patient.
  @Test
  @UIActor
  func aRequestLeftOnPurposeIsNotOffered() async throws {
    let world = ClinicWorld()
    let rig = Rig(world)
    await rig.signIn(.nurse)
    await OtherForm.emergencyRequest.open(rig)
    await rig.press(.character("2"))
    await rig.type("confused")
    await rig.press(.escape)
    #expect(rig.text.contains("Your draft is kept."))
    await rig.model.leave()
    let again = Rig(world)
    await again.signIn(.nurse)
    await again.settle()
    #expect(again.application.overlay == nil, "\(again.text)")
    await OtherForm.emergencyRequest.open(again)
    #expect(again.model.session?.emergency.request?.reason == "confused")
  }

  /// A birth year is a check like a password: it is looked up anew for every decision.
  @Test
  @UIActor
  func aBirthYearIsNotKept() async throws {
    let world = ClinicWorld()
    let rig = Rig(world)
    await rig.signIn(.doctor)
    await rig.press(.alt("4"))
    await rig.type("1939")
    await rig.advance(seconds: 2)
    #expect(world.with { $0.begunDrafts } == [:])
  }
}
