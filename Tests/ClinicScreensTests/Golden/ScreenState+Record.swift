import ClinicModel
import EventLoop
import TerminalUI

/// The sections of the chart beyond numbers, and their forms.
extension ScreenState {
  static let record: [ScreenState] = [
    ScreenState("histories-nurse") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("6"))
    },
    ScreenState("histories-none") { rig in
      await rig.signIn(.nurse)
      await rig.press(.down)
      await rig.openFirstChart()
      await rig.press(.character("6"))
    },
    ScreenState("histories-reading") { rig in
      await GoldenScreen.histories.reach(rig)
      await rig.press(.enter)
    },
    ScreenState("histories-search") { rig in
      await GoldenScreen.histories.reach(rig)
      await rig.press(.character("/"))
      await rig.type("anaem")
    },
    ScreenState("histories-found") { rig in
      await GoldenScreen.histories.reach(rig)
      await rig.press(.character("/"))
      await rig.type("type")
      await rig.press(.enter)
    },
    ScreenState("histories-unavailable", world: { $0.failures[.readRecord] = .unavailable }) { await GoldenScreen.histories.reach($0) },
    ScreenState("consultations-nurse") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("4"), .down, .down)
    },
    ScreenState("consultations-reading") { rig in
      await GoldenScreen.consultations.reach(rig)
      await rig.press(.enter)
    },
    ScreenState("consultations-not-author") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("4"), .down, .down, .down, .character("u"))
    },
    ScreenState("consultations-search") { rig in
      await GoldenScreen.consultations.reach(rig)
      await rig.press(.character("/"))
      await rig.type("haemol")
    },
    ScreenState("consultations-none") { rig in
      await rig.signIn(.doctor)
      await rig.press(.down)
      await rig.openFirstChart()
      await rig.press(.character("4"))
    },
    ScreenState("note-new") { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("4"), .down, .down, .down, .character("n"), .tab)
      await rig.send(.paste("Wound looked at with the ward nurse.\nDry, no redness. Stitches out on Monday."))
    },
    ScreenState("note-unsigned") { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("4"), .down, .character("u"))
    },
    ScreenState("tests-nurse") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("5"), .down)
    },
    ScreenState("tests-file") { rig in
      await GoldenScreen.tests.reach(rig)
      await rig.press(.end, .up, .up, .up)
    },
    ScreenState("tests-reading") { rig in
      await GoldenScreen.tests.reach(rig)
      await rig.press(.enter)
    },
    ScreenState("tests-none") { rig in
      await rig.signIn(.nurse)
      await rig.press(.down)
      await rig.openFirstChart()
      await rig.press(.character("5"))
    },
    ScreenState("test-order") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("5"), .character("n"))
      await rig.type("Urine dipstick")
      await rig.press(.function(9))
    },
    ScreenState("test-result") { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("5"), .character("u"), .character("r"), .tab)
      await rig.type("4.1 mmol/L")
    },
    ScreenState("report-new") { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("5"), .character("a"), .character("i"), .tab)
      await rig.type("Ultrasound of the kidneys")
    },
    ScreenState("report-review") { rig in
      await GoldenScreen.tests.reach(rig)
      await rig.press(.character("R"))
    },
    ScreenState("report-reviewed") { rig in
      await GoldenScreen.tests.reach(rig)
      await rig.press(.character("R"), .function(9))
    },
    ScreenState("history-new") { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("6"), .character("n"))
    },
    ScreenState("history-problems") { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("6"), .character("n"), .tab, .tab)
      await rig.type("E119")
      await rig.press(.tab)
      await rig.type("2027")
      await rig.press(.function(9))
    },
    ScreenState("history-changed") { rig in
      await GoldenScreen.recordForm.reach(rig)
      rig.world.with { state in
        state.sections.histories[WorldPatients.first.id]?[0].version.version = 3
        state.sections.histories[WorldPatients.first.id]?[0].content.title = "Type 2 diabetes mellitus with neuropathy"
        state.sections.histories[WorldPatients.first.id]?[0].content.icd10 = "E11.4"
      }
      await rig.press(.function(9))
    },
    ScreenState("history-draft") { rig in
      await GoldenScreen.recordForm.reach(rig)
      await rig.press(.escape, .character("u"))
    },
    ScreenState("history-discard") { rig in
      await GoldenScreen.recordForm.reach(rig)
      await rig.press(.function(10))
    },
    ScreenState("history-note") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("6"), .down, .character("o"))
      await rig.send(.paste("Foot looked at: skin whole, pulses felt.\nShe knows when to call, and whom; shoes are new and wide enough."))
    },
    ScreenState("allergy-lookup") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("6"), .character("a"))
      await rig.type("pe")
      await rig.press(.down)
    },
    ScreenState("allergy-duplicate") { rig in
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("6"), .character("a"))
      await rig.type("Penicillin")
      await rig.press(.tab, .character("s"), .function(9))
    },
    ScreenState("allergy-review") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("6"), .character("q"), .character("t"), .function(9))
    },
  ]
}
