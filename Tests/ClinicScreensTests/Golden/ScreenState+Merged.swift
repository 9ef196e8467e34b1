import ClinicModel
import EventLoop
import TerminalUI

/// Facts of a number that was merged into the patient's, and what stands on a board of somebody whose name is hidden.
extension ScreenState {
  static let merged: [ScreenState] = [
    ScreenState("merged-summary", world: WorldMerged.merge) { await first($0, "1") },
    ScreenState("merged-results", world: WorldMerged.merge) { await first($0, "2") },
    ScreenState("merged-series", world: WorldMerged.merge) { rig in
      await first(rig, "2")
      await rig.press(.enter)
    },
    ScreenState("merged-table", world: WorldMerged.merge) { rig in
      await first(rig, "2")
      await rig.press(.enter, .character("t"))
    },
    ScreenState("merged-vital-signs", world: WorldMerged.merge) { await first($0, "3") },
    ScreenState("merged-consultation", world: WorldMerged.merge) { rig in
      await first(rig, "4")
      await rig.press(.end, .up, .up)
    },
    ScreenState("merged-test", world: WorldMerged.merge) { await first($0, "5") },
    ScreenState("merged-history", world: WorldMerged.merge) { rig in
      await first(rig, "6")
      await rig.press(.down)
    },
    ScreenState("merged-history-refused", world: WorldMerged.merge) { rig in
      await first(rig, "6")
      await rig.press(.down, .character("u"))
    },
    ScreenState("merged-women", world: WorldMerged.merge) { rig in
      await first(rig, "7")
      await rig.press(.end)
    },
    ScreenState("merged-custom-fields", world: WorldMerged.merge) { rig in
      await first(rig, "8")
      await rig.press(.down, .down, .down, .down, .down, .down, .down, .enter, .down)
    },
    ScreenState("merged-prescription", world: WorldMerged.merge) { rig in
      await first(rig, "2")
      await rig.press(.character("r"))
    },
    ScreenState("patients-hidden-name", world: { $0.hiddenNames = [WorldPatients.first.id] }) { await $0.signIn(.nurse) },
    ScreenState("patients-hidden-name-found", world: { $0.hiddenNames = [WorldPatients.first.id] }) { rig in
      await rig.signIn(.nurse)
      await rig.press(.character("/"))
      await rig.type("aguirre")
    },
    ScreenState("summary-tasks-unread", world: { $0.failures[.tasks] = .unavailable }) { await first($0, "1") },
  ]

  /// A section of the first patient's chart, by the doctor.
  @UIActor
  private static func first(_ rig: Rig, _ digit: Character) async {
    await rig.signIn(.doctor)
    await rig.openFirstChart()
    await rig.press(.character(digit))
  }
}
