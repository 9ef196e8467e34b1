import ClinicModel
import EventLoop
import TerminalUI

/// What is entered at the bed: rounds of vital signs, corrections, capillary glucose.
extension ScreenState {
  static let bedside: [ScreenState] = [
    ScreenState("vitals-none") { rig in
      await rig.signIn(.nurse)
      await rig.press(.down)
      await rig.openFirstChart()
      await rig.press(.character("3"))
    },
    ScreenState("vitals-unanswered") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("3"), .down, .down)
    },
    ScreenState("vitals-scale", world: { WorldVitalSigns.decideScale(&$0) }) { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("3"))
    },
    ScreenState("vitals-scale-form") { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("3"), .character("O"), .character("2"), .tab)
    },
    ScreenState("vitals-scale-nurse") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("3"), .character("O"))
    },
    ScreenState("vitals-scale-round", world: { WorldVitalSigns.decideScale(&$0) }) { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("v"))
      await rig.type("1691a1287682A368")
    },
    ScreenState("vitals-not-applicable") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("v"), .function(6))
      await rig.type("1697a1287682A368")
    },
    ScreenState("glucose-draft-offer", world: { WorldVitalSigns.leaveGlucose(&$0) }) { await $0.signIn(.nurse) },
    ScreenState("glucose-draft-continued", world: { WorldVitalSigns.leaveGlucose(&$0) }) { rig in
      await rig.signIn(.nurse)
      await rig.press(.enter)
    },
    ScreenState("vitals-empty") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("v"))
    },
    ScreenState("vitals-not-done") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("v"))
      await rig.type("1697a12876.r.")
    },
    ScreenState("vitals-fahrenheit") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("v"))
      await rig.type("1697a1287682A986")
    },
    ScreenState("vitals-impossible") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("v"))
      await rig.type("81")
      await rig.press(.tab)
      await rig.type("4")
      await rig.press(.function(7))
      await rig.type("2460")
      await rig.press(.tab)
    },
    ScreenState("vitals-review") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("v"))
      await rig.type("1697a1287682A368")
      await rig.press(.enter)
    },
    ScreenState("vitals-review-red") { rig in
      await enterHigh(rig)
    },
    ScreenState("vitals-escalating") { rig in
      await enterHigh(rig)
      await rig.press(.character("y"), .function(9))
    },
    ScreenState("vitals-escalated-to") { rig in
      await enterHigh(rig)
      await rig.press(.character("y"), .function(9), .character("e"), .character("2"))
    },
    ScreenState("vitals-saved") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("v"))
      await rig.type("1798a1267480A369")
      await rig.press(.enter, .function(9))
    },
    ScreenState("vitals-correction") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("3"), .character("u"))
    },
    ScreenState("vitals-correction-reason") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("3"), .character("u"), .character("6"))
      await rig.type("92")
      await rig.press(.enter, .character("1"))
    },
    ScreenState("vitals-draft-offer", world: { WorldVitalSigns.leaveDraft(&$0) }) { rig in
      await rig.signIn(.nurse)
    },
    ScreenState("vitals-draft-continued", world: { WorldVitalSigns.leaveDraft(&$0) }) { rig in
      await rig.signIn(.nurse)
      await rig.press(.enter)
    },
    ScreenState("patients-bed") { rig in
      await rig.signIn(.nurse)
      await rig.type("12")
    },
    ScreenState("patients-no-bed") { rig in
      await rig.signIn(.nurse)
      await rig.type("99")
    },
    ScreenState("glucose-empty") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("g"))
    },
    ScreenState("glucose-slip") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("g"))
      await rig.type("128")
      await rig.press(.enter)
    },
    ScreenState("glucose-low") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("g"))
      await rig.type("2.8")
      await rig.press(.enter)
    },
    ScreenState("glucose-critical") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("g"))
      await rig.type("2.8")
      await rig.press(.enter, .function(9))
    },
    ScreenState("glucose-acknowledging") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("g"))
      await rig.type("2.8")
      await rig.press(.enter, .function(9), .character("y"))
      await rig.type("20 g")
    },
  ]

  /// A round of 12 points, checked; its pulse is unusual too.
  @UIActor
  private static func enterHigh(_ rig: Rig) async {
    await rig.signIn(.nurse)
    await rig.press(.character("v"))
    await rig.type("2693o2")
    await rig.press(.enter)
    await rig.type("9560185A390")
    await rig.press(.enter)
  }
}
