import ClinicModel
import EventLoop
import TerminalUI

/// What stands over screens, and what is said at the bottom.
extension ScreenState {
  static let overlays: [ScreenState] = [
    ScreenState("palette") { rig in
      await rig.signIn(.nurse)
      await rig.press(.control("p"))
    },
    ScreenState("palette-search") { rig in
      await rig.signIn(.receptionist)
      await rig.press(.control("p"))
      await rig.type("pane")
      for _ in 0..<4 { await rig.press(.backspace) }
      await rig.type("go ch")
    },
    ScreenState("not-for-this-role") { rig in
      await rig.signIn(.receptionist)
      await rig.press(.alt("2"))
    },
    ScreenState("not-for-admin") { rig in
      await rig.signIn(.admin)
      await rig.press(.alt("1"))
    },
    ScreenState("purpose") { rig in
      await rig.signIn(.nurse)
      await rig.press(.down, .down, .enter, .down)
    },
    ScreenState("display-test") { rig in
      await rig.signIn(.nurse)
      await rig.press(.function(2))
    },
    ScreenState("display-test-before-sign-in") { rig in
      await rig.settle()
      await rig.press(.function(2))
    },
    ScreenState("date") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.enter, .character("/"))
      await rig.type("32/13")
      await rig.press(.enter)
    },
    ScreenState("help-chart") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.enter, .function(1))
    },
    ScreenState("help-search") { rig in
      await rig.signIn(.doctor)
      await rig.press(.character("?"))
      await rig.type("lock")
    },
    ScreenState("help-over-form") { rig in
      await rig.signIn(.nurse)
      await rig.openRefusedChart()
      await rig.press(.character("b"), .function(1))
    },
    ScreenState("help-lock") { rig in
      await rig.signIn(.nurse)
      await rig.press(.control("l"), .function(1))
    },
    ScreenState("form-stays") { rig in
      await rig.signIn(.nurse)
      await rig.openRefusedChart()
      await rig.press(.character("b"), .alt("1"))
    },
  ]

  static let notices: [ScreenState] = [
    ScreenState("notice-granted") { rig in
      await rig.signIn(.nurse)
      rig.model.show(.emergencyApproved(patient: WorldPatients.stranger.name.listed, by: Staff.doctor.name))
      await rig.settle()
    },
    ScreenState("notice-denied") { rig in
      await rig.signIn(.nurse)
      rig.model.show(
        .emergencyDenied(
          patient: "FERNÁNDEZ DE CÓRDOBA ÁLVAREZ DE TOLEDO, Inmaculada Concepción", by: "Tomás Lindqvist",
          reason: "The ward's own staff are present tonight and have access; please ask the nurse in charge, extension 4471"))
      await rig.settle()
    },
    ScreenState("notice-in-doubt") { rig in
      await rig.signIn(.nurse)
      rig.model.show(.inDoubt)
      await rig.settle()
    },
    ScreenState("locks-soon") { rig in
      await rig.signIn(.nurse)
      await rig.advance(seconds: 4 * 60 + 10)
    },
  ]
}
