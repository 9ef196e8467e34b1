import ClinicModel
import EventLoop
import TerminalUI
import Testing

/// A state of the application and the way there.
struct ScreenState: Sendable, CustomTestStringConvertible {
  let name: String
  /// What is different in the clinic.
  let world: @Sendable (inout ClinicWorld.State) -> Void
  let reach: @Sendable @UIActor (Rig) async -> Void

  init(
    _ name: String, world: @escaping @Sendable (inout ClinicWorld.State) -> Void = { _ in },
    _ reach: @escaping @Sendable @UIActor (Rig) async -> Void
  ) {
    self.name = name
    self.world = world
    self.reach = reach
  }

  var testDescription: String { name }

  static let all =
    entrance + lists + charts + bedside + record + sections + merged + emergencies + registrations + overlays + notices
}

extension ScreenState {
  private static let entrance: [ScreenState] = [
    ScreenState("sign-in-refused") { rig in
      await rig.settle()
      await rig.type("nurse")
      await rig.press(.enter)
      await rig.type("wrong")
      await rig.press(.enter)
    },
    ScreenState("sign-in-unreachable") { rig in
      rig.world.fail(.site, with: .unavailable)
      rig.world.fail(.signIn, with: .unavailable)
      await rig.type("nurse")
      await rig.press(.enter)
      await rig.type("secret")
      await rig.press(.enter)
    },
    ScreenState("lock-wrong-password") { rig in
      await rig.signIn(.nurse)
      await rig.press(.control("l"))
      await rig.type("wrong")
      await rig.press(.enter)
    },
    ScreenState("lock-connection-lost") { rig in
      await rig.signIn(.nurse)
      rig.model.connectionChanged(.lost(nextTryAt: Moments.now))
      await rig.settle()
    },
  ]

  private static let lists: [ScreenState] = [
    ScreenState("patients-doctor") { await $0.signIn(.doctor) },
    ScreenState("patients-reception") { await $0.signIn(.receptionist) },
    ScreenState("patients-reception-search") { rig in
      await rig.signIn(.receptionist)
      await rig.type("gar")
      await rig.press(.down)
    },
    ScreenState("home-admin") { await $0.signIn(.admin) },
    ScreenState("patients-privacy") { rig in
      await rig.signIn(.privacyOfficer)
      await rig.type("novak")
    },
    ScreenState("patients-search") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("/"))
      await rig.type("garcía l")
    },
    ScreenState("patients-no-match") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("/"))
      await rig.type("zzzz")
    },
    ScreenState("patients-stranger") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("/"))
      await rig.type("klein")
    },
    ScreenState("patients-ward-by-bed") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("f"), .character("s"), .end)
    },
    ScreenState("patients-long-name") { rig in
      await rig.signIn(.nurse)
      await rig.press(.down, .down)
    },
    ScreenState("patients-none", world: { $0.patients = [] }) { await $0.signIn(.nurse) },
    ScreenState("patients-unavailable", world: { $0.failures[.myPatients] = .unavailable }) { await $0.signIn(.nurse) },
  ]

  private static let charts: [ScreenState] = [
    ScreenState("chart-closed") { rig in
      await rig.signIn(.nurse)
      await rig.press(.alt("2"))
    },
    ScreenState("chart-refused") { rig in
      await rig.signIn(.nurse)
      await rig.openRefusedChart()
    },
    ScreenState("chart-refused-waiting", world: { $0.mine.insert(WorldEmergency.waitingForStranger, at: 0) }) { rig in
      await rig.signIn(.nurse)
      await rig.openRefusedChart()
    },
    ScreenState("chart-failed", world: { $0.failures[.openChart] = .unavailable }) { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
    },
    ScreenState("chart-emergency", world: { WorldEmergency.grantStranger(&$0) }) { rig in
      await rig.signIn(.nurse)
      await rig.openRefusedChart()
    },
    ScreenState("chart-ended", world: { WorldEmergency.grantStranger(&$0) }) { rig in
      await rig.signIn(.nurse)
      await rig.openRefusedChart()
      rig.model.session?.chart.accessEnded()
      await rig.settle()
    },
    ScreenState("chart-empty") { rig in
      await rig.signIn(.nurse)
      await rig.press(.down)
      await rig.openFirstChart()
    },
    ScreenState("chart-many-allergies", world: { WorldCharts.giveManyAllergies(&$0) }) { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
    },
    ScreenState("chart-table") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.enter, .character("t"), .down)
    },
    ScreenState("chart-statistics") { rig in
      await GoldenScreen.chartOverlay.reach(rig)
      await rig.press(.character("s"))
    },
    ScreenState("chart-second-test") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.enter, .character("o"), .down)
    },
    ScreenState("chart-phases-not-read", world: { $0.failures[.womensHealth] = .unavailable }) { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.enter)
    },
    ScreenState("chart-si-units") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("u"))
    },
    ScreenState("glucose-day") { rig in
      await GoldenScreen.glucoseProfile.reach(rig)
      await rig.press(.character("D"), .up, .right)
    },
    ScreenState("glucose-profile-pregnancy", world: { $0.womensHealth[WorldPatients.withSensor.id] = WorldWomensHealth.pregnant }) { rig in
      await GoldenScreen.glucoseProfile.reach(rig)
    },
    ScreenState("glucose-profile-two-sensors", world: { $0.secondSensor = WorldCharts.secondSensor }) { rig in
      await GoldenScreen.glucoseProfile.reach(rig)
    },
    ScreenState("chart-new-result") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("N"))
    },
    ScreenState("glucose-profile-si") { rig in
      await GoldenScreen.glucoseProfile.reach(rig)
      await rig.press(.character("u"))
    },
    ScreenState("chart-zoomed") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.enter, .character("m"), .character("m"), .character("+"))
    },
    ScreenState("chart-blocks") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.enter, .function(2), .character("b"), .escape)
    },
    ScreenState("chart-target", world: { WorldCharts.giveTarget(&$0) }) { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.enter)
    },
    ScreenState("chart-target-range", world: { WorldCharts.giveTarget(&$0, low: "6.5", high: "7.5") }) { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.enter, .character("u"))
    },
    ScreenState("chart-target-statistics", world: { WorldCharts.giveTarget(&$0) }) { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.enter, .character("s"))
    },
    ScreenState("chart-target-latest") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.down, .down, .down)
    },
    ScreenState("chart-target-form") { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("T"))
      await rig.type("53")
      await rig.press(.function(9))
    },
    ScreenState("chart-target-change") { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.down, .down, .down, .character("u"), .character("T"))
    },
    ScreenState("chart-potassium") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.down, .down, .down, .down, .down, .enter)
    },
    ScreenState("prescriptions-ending") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("r"), .character("x"))
    },
    ScreenState("prescriptions-none") { rig in
      await rig.signIn(.nurse)
      await rig.press(.down, .character("r"), .enter)
    },
  ]
}
