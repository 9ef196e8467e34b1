import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI
import Testing

/// The SpO2 scale of NEWS2: who decides on it, and where it is seen.
@Suite(.onLoop)
struct OxygenScaleTests {
  @UIActor
  private func section(_ world: ClinicWorld, _ staff: Staff) async -> Rig {
    let rig = Rig(world)
    await rig.signIn(staff)
    await rig.openFirstChart()
    await rig.press(.character("3"))
    return rig
  }

  @Test
  @UIActor
  func aDoctorSetsItAndTheRoundSaysWhoAndWhen() async {
    let world = ClinicWorld()
    let doctor = await section(world, .doctor)
    #expect(doctor.text.contains("SpO2 scale 1 ") && doctor.helpRow.contains("O SpO2 scale"))
    await doctor.press(.character("O"), .character("2"), .tab)
    await doctor.type("COPD, retains CO2")
    await doctor.press(.function(9))
    #expect(doctor.text.contains("SpO2 scale 2, 2026-11-21 Abena Osei"), "\(doctor.text)")
    #expect(world.with { $0.scales[WorldPatients.first.id]?.map(\.reason) } == ["COPD, retains CO2"])
    await doctor.press(.character("v"))
    #expect(doctor.text.contains("set 2026-11-21 by Abena Osei"), "\(doctor.text)")
    // 91 % on air: three points by scale 1, none by scale 2.
    await doctor.type("1691a1287682A368")
    #expect(doctor.text.contains("NEWS2 0"), "\(doctor.text)")
  }

  @Test
  @UIActor
  func aNurseIsToldWhoDecides() async {
    let world = ClinicWorld()
    let nurse = await section(world, .nurse)
    #expect(!nurse.helpRow.contains("SpO2 scale"))
    await nurse.press(.character("O"))
    #expect(nurse.text.contains("NO_ROLE: the SpO2 scale is a doctor's decision."))
    #expect(nurse.form == nil && world.with { $0.scales } == [:])
  }

  /// Two doctors at once: the second sees what the first decided before anything of hers is stored.
  @Test
  @UIActor
  func aSecondDecisionIsMadeOverTheFirst() async {
    let world = ClinicWorld()
    let doctor = await section(world, .doctor)
    await doctor.press(.character("O"), .character("2"), .tab)
    await doctor.type("COPD")
    world.with { state in
      let other = SpO2ScaleDecision(scale: .two, reason: "sleep apnoea, 88-92 %", setBy: "Pilar Holm", setAt: state.now)
      state.scales[WorldPatients.first.id] = [other]
    }
    await doctor.press(.function(9))
    #expect(doctor.text.contains("somebody changed it meanwhile"), "\(doctor.text)")
    #expect(world.with { $0.scales[WorldPatients.first.id]?.count } == 1)
    await doctor.press(.function(9))
    #expect(world.with { $0.scales[WorldPatients.first.id]?.map(\.setBy) } == ["Abena Osei", "Pilar Holm"])
  }
}

/// NEWS2 is not applicable under 16 years and in pregnancy: no place shows a score or a dash for it.
@Suite(.onLoop)
struct ScoreNotApplicableTests {
  private static func excluded(_ exclusion: News2.Exclusion) -> VitalSignsRound {
    VitalSignsRound(
      id: FixedID.make(8, 77), measuredAt: Moments.minutesAgo(60), values: WorldVitalSigns.values("16 97 air 128/76 82 A 36.8"),
      exclusion: exclusion, total: nil, level: nil, recordedBy: FixedID.make(1, 0), recordedByName: "Nora Berg",
      recordedAt: Moments.minutesAgo(60))
  }

  @Test(arguments: [(News2.Exclusion.pregnancy, "pregnancy"), (.under16, "under 16")])
  @UIActor
  func everyPlaceSaysWhy(_ exclusion: News2.Exclusion, _ reason: String) async {
    let first = WorldPatients.first.id
    let world = ClinicWorld { state in
      state.rounds[first] = [Self.excluded(exclusion)]
      guard exclusion == .under16, let place = state.patients.firstIndex(where: { $0.id == first }) else { return }
      state.patients[place].birthDate = Moments.date(2015, 3, 4)
    }
    let rig = Rig(world)
    await rig.signIn(.nurse)
    await rig.openFirstChart()
    await rig.press(.character("1"))
    #expect(rig.text.contains("NEWS2 not applicable: \(reason)"), "\(rig.text)")
    await rig.press(.character("3"))
    #expect(rig.text.contains("n/a \(reason)") && rig.text.contains("NEWS2 not applicable: \(reason)"), "\(rig.text)")
    await rig.press(.character("v"))
    await rig.type("1697a1287682A368")
    #expect(rig.text.contains("NEWS2 not applicable: \(reason)") && !rig.text.contains("NEWS2 0"), "\(rig.text)")
  }

  @Test
  @UIActor
  func theBoardSaysSo() async {
    let rig = Rig()
    await rig.signIn(.nurse)
    await rig.press(.end)
    #expect(rig.cursorRow.contains("n/a") || rig.text.contains("n/a"), "\(rig.text)")
    #expect(rig.text.contains("NEWS2 not applicable: pregnancy"), "\(rig.text)")
  }
}

/// An emergency access to the summary is only read.
@Suite(.onLoop)
struct SummaryAccessTests {
  @UIActor
  private func chart() async -> Rig {
    let rig = Rig(
      ClinicWorld { state in
        WorldEmergency.grantStranger(&state)
        state.charts[WorldPatients.stranger.id]?.cautions.isSummaryOnly = true
      })
    await rig.signIn(.nurse)
    await rig.openRefusedChart()
    return rig
  }

  @Test(arguments: [Character("v"), "g"])
  @UIActor
  func nothingIsEnteredFromTheChart(_ key: Character) async {
    let rig = await chart()
    #expect(!rig.helpRow.contains("vital signs") && !rig.helpRow.contains("glucose"), "\(rig.helpRow)")
    await rig.press(.character(key))
    #expect(rig.text.contains("NO_RFA: this emergency access is to the summary"), "\(rig.text)")
    #expect(rig.model.session?.chart.vitalSigns.entry == nil && rig.model.session?.chart.glucose.phase == nil)
  }

  /// From a list nobody knows of it yet: the form goes as soon as the chart says so, before anything could be signed.
  @Test
  @UIActor
  func norFromAList() async throws {
    let rig = await chart()
    let session = try #require(rig.model.session)
    let stranger = try #require(session.chart.patient)
    for isOpen in [true, false] {
      for enter in [session.enterVitalSigns(of:), session.enterGlucose(of:)] {
        if !isOpen { session.chart.close() }
        await rig.press(.alt("1"))
        enter(stranger)
        await rig.settle()
        #expect(rig.text.contains("NO_RFA: this emergency access is to the summary"), "\(rig.text)")
        #expect(session.chart.vitalSigns.entry == nil && session.chart.glucose.phase == nil)
        rig.model.dismissNotice()
      }
    }
  }
}
