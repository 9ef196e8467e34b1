import ClinicModel
import EventLoop
import TerminalUI

/// Emergency access and registration.
extension ScreenState {
  static let emergencies: [ScreenState] = [
    ScreenState("emergency-nurse") { rig in
      await rig.signIn(.nurse)
      await rig.press(.alt("4"))
    },
    ScreenState("emergency-nurse-live") { rig in
      await rig.signIn(.nurse)
      await rig.press(.alt("4"), .down)
    },
    ScreenState("emergency-nurse-none", world: { $0.mine = [] }) { rig in
      await rig.signIn(.nurse)
      await rig.press(.alt("4"))
    },
    ScreenState("emergency-none", world: { $0.queue = [] }) { rig in
      await rig.signIn(.doctor)
      await rig.press(.alt("4"))
    },
    ScreenState("emergency-wrong-year") { rig in
      await rig.signIn(.doctor)
      await rig.press(.alt("4"))
      await rig.type("1938")
      await rig.press(.function(9))
    },
    ScreenState("emergency-deny-empty") { rig in
      await rig.signIn(.doctor)
      await rig.press(.alt("4"), .function(10))
    },
    ScreenState("emergency-approved") { rig in
      await rig.signIn(.doctor)
      await rig.press(.alt("4"))
      await rig.type("1939")
      await rig.press(.function(9))
    },
    ScreenState("emergency-second-person") { rig in
      await rig.signIn(.doctor)
      await rig.press(.alt("4"), .down, .down)
    },
    ScreenState("emergency-two-approvers") { rig in
      await rig.signIn(.doctor)
      await rig.press(.alt("4"), .down, .tab)
    },
    ScreenState("emergency-live") { rig in
      await rig.signIn(.doctor)
      await rig.press(.alt("4"), .down, .down, .down)
    },
    ScreenState("emergency-denied") { rig in
      await rig.signIn(.doctor)
      await rig.press(.alt("4"), .down, .down, .down, .down)
    },
    ScreenState("emergency-revoke") { rig in
      await rig.signIn(.doctor)
      await rig.press(.alt("4"), .down, .down, .down, .character("V"))
    },
    ScreenState("emergency-arrival") { rig in
      await rig.signIn(.doctor)
      await rig.press(.alt("4"))
      rig.world.with { $0.queue.insert(WorldEmergency.arrival, at: 0) }
      rig.model.received(.emergencyAccessChanged)
      await rig.settle()
    },
    ScreenState("emergency-request") { rig in
      await rig.signIn(.nurse)
      await rig.openRefusedChart()
      await rig.press(.character("b"))
    },
    ScreenState("emergency-request-filled") { rig in
      await rig.signIn(.nurse)
      await rig.openRefusedChart()
      await rig.press(.character("b"), .character("1"))
      await rig.type("Found uncon")
      await rig.press(.enter, .character("1"))
      await rig.type("wrong")
      await rig.press(.enter)
    },
    ScreenState("emergency-draft-offer", world: { WorldVitalSigns.leaveRequest(&$0) }) { await $0.signIn(.nurse) },
    ScreenState("emergency-draft-continued", world: { WorldVitalSigns.leaveRequest(&$0) }) { rig in
      await rig.signIn(.nurse)
      await rig.press(.enter)
    },
    ScreenState("emergency-withdraw") { rig in
      await rig.signIn(.nurse)
      await rig.press(.alt("4"), .character("W"))
    },
  ]

  static let registrations: [ScreenState] = [
    ScreenState("registration-empty") { rig in
      await rig.signIn(.receptionist)
      await rig.press(.alt("5"))
    },
    ScreenState("registration-problems") { rig in
      await rig.signIn(.receptionist)
      await rig.press(.alt("5"))
      await rig.type("Gar3ía")
      await rig.press(.tab, .tab, .tab)
      await rig.type("31022001")
      await rig.press(.tab, .tab)
      await rig.type("123")
      await rig.press(.function(9))
    },
    ScreenState("registration-duplicates", world: { WorldPatients.offerDuplicates(&$0) }) { rig in
      await fill(rig)
      await rig.press(.function(9))
    },
    ScreenState("registration-different", world: { WorldPatients.offerDuplicates(&$0) }) { rig in
      await fill(rig)
      await rig.press(.function(6))
      await rig.type("twin")
    },
    ScreenState("registration-saved") { rig in
      await fill(rig)
      await rig.press(.function(9))
    },
    ScreenState("registration-draft", world: { $0.draft = WorldPatients.draft }) { rig in
      await rig.signIn(.receptionist)
      await rig.press(.alt("5"))
    },
    ScreenState("registration-in-doubt", world: { $0.failures[.register] = .unknownOutcome }) { rig in
      await fill(rig)
      await rig.press(.function(9))
    },
    ScreenState("registration-discard") { rig in
      await fill(rig)
      await rig.press(.function(10))
    },
  ]

  /// A whole form of the receptionist, and what the search for duplicates makes of it.
  @UIActor
  private static func fill(_ rig: Rig) async {
    await rig.signIn(.receptionist)
    await rig.press(.alt("5"))
    await rig.type("Aguirre")
    await rig.press(.tab)
    await rig.type("Núñez")
    await rig.press(.tab)
    await rig.type("María")
    await rig.press(.tab)
    await rig.type("04031961")
    await rig.press(.tab, .character("f"), .tab)
    await rig.type("+34 600 123 456")
    await rig.press(.tab, .right, .right)
    await rig.advance(seconds: 2)
  }
}
