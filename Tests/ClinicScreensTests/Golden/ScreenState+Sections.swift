import ClinicModel
import EventLoop
import TerminalUI

/// The sections around results and vital signs: summary, women's health and programme, custom fields, who saw this.
extension ScreenState {
  static let sections: [ScreenState] = [
    ScreenState("chart-cautions", world: { state in
      state.charts[WorldPatients.first.id]?.cautions = ChartCautions(
        mergedNumber: WorldPatients.number(10_499_777), isRestricted: true, isRelative: true, isProtected: true, hasSeal: true)
    }) { await section($0, "2") },
    ScreenState("chart-protected", world: { $0.failures[.openChart] = .refused(.vipReason) }) { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
    },
    ScreenState("chart-protected-reason", world: { $0.failures[.openChart] = .refused(.vipReason) }) { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.enter)
      await rig.type("I")
    },
    ScreenState("summary-only", world: { state in
      WorldEmergency.grantStranger(&state)
      state.charts[WorldPatients.stranger.id]?.cautions.isSummaryOnly = true
    }) { rig in
      await rig.signIn(.nurse)
      await rig.openRefusedChart()
    },
    ScreenState("summary-doctor") { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("1"), .down, .down)
    },
    ScreenState("summary-empty") { rig in
      await rig.signIn(.nurse)
      await rig.press(.down)
      await rig.openFirstChart()
      await rig.press(.character("1"))
    },
    ScreenState("women-doctor") { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("7"))
    },
    ScreenState("women-fact") { rig in
      await section(rig, "7")
      await rig.press(.down, .down, .down, .down)
    },
    ScreenState("women-man") { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("/"))
      await rig.type("lefèvre")
      await rig.press(.enter, .enter, .character("7"))
    },
    ScreenState("women-unavailable", world: { $0.failures[.womensHealth] = .unavailable }) { await section($0, "7") },
    ScreenState("women-new") { rig in
      await section(rig, "7")
      await rig.press(.character("n"))
    },
    ScreenState("women-enrol", world: { state in
      state.charts[WorldPatients.first.id]?.record.programmes = []
    }) { rig in
      await section(rig, "7")
      await rig.press(.character("P"))
    },
    ScreenState("women-confirm") { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("7"), .character("P"))
    },
    ScreenState("women-diagnosis") { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("7"), .character("d"))
    },
    ScreenState("fields-unfolded") { rig in
      await section(rig, "8")
      await rig.press(.end, .enter, .down)
    },
    ScreenState("fields-change") { rig in
      await section(rig, "8")
      await rig.press(.down, .character("u"))
    },
    ScreenState("fields-none", world: { $0.fieldDefinitions = [] }) { await section($0, "8") },
    ScreenState("access-emergency") { rig in
      await section(rig, "9")
      await rig.press(.down, .down, .down)
    },
    ScreenState("access-all") { rig in
      await section(rig, "9")
      await rig.press(.character("["), .character("["), .character("m"), .end)
    },
    ScreenState("access-find") { rig in
      await section(rig, "9")
      await rig.press(.character("/"))
      await rig.type("chart")
    },
    ScreenState("access-none") { rig in
      await rig.signIn(.nurse)
      await rig.press(.down)
      await rig.openFirstChart()
      await rig.press(.character("9"))
    },
    ScreenState("access-refused", world: { $0.failures[.accessLog] = .refused(.noRole) }) { await section($0, "9") },
  ]

  /// A section of the first patient's chart, by the nurse.
  @UIActor
  private static func section(_ rig: Rig, _ digit: Character) async {
    await rig.signIn(.nurse)
    await rig.openFirstChart()
    await rig.press(.character(digit))
  }
}
