import ClinicModel
import EventLoop
import TerminalUI

/// The screens kept at every size.
enum GoldenScreen: String, CaseIterable, Sendable {
  case signIn = "sign-in"
  case patients
  case chartLatest = "chart-latest"
  case chartSeries = "chart-series"
  case chartOverlay = "chart-overlay"
  case glucoseProfile = "glucose-profile"
  case vitalSigns = "vital-signs"
  case vitalSignsEntry = "vital-signs-entry"
  case summary
  case womensHealth = "womens-health"
  case customFields = "custom-fields"
  case accessLog = "access-log"
  case consultations
  case tests
  case histories
  case recordForm = "record-form"
  case prescriptions
  case emergencyQueue = "emergency-queue"
  case registration
  case help
  case lock

  static let sizes = [(80, 24), (100, 30), (132, 40), (200, 50), (60, 16)].map { Size(width: $0.0, height: $0.1) }

  /// Brings a new application to this screen.
  @UIActor
  func reach(_ rig: Rig) async {
    switch self {
    case .signIn:
      await rig.settle()
      await rig.type("nurse")
    case .patients: await rig.signIn(.nurse)
    case .chartLatest:
      await rig.signIn(.nurse)
      await rig.openFirstChart()
    case .chartSeries:
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.enter, .left)
    case .chartOverlay:
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.enter, .character("o"), .down, .down, .enter, .left)
    case .glucoseProfile:
      await rig.signIn(.nurse)
      await rig.press(.character("/"))
      await rig.type("maría garcía")
      await rig.press(.enter, .enter, .enter, .character("d"), .right)
    case .vitalSigns:
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.tab, .down)
    case .vitalSignsEntry:
      await rig.signIn(.nurse)
      await rig.press(.character("v"))
      await rig.type("2593o15")
      await rig.press(.enter)
      await rig.type("986211")
    case .summary: await reachSection(rig, "1")
    case .womensHealth: await reachSection(rig, "7")
    case .customFields: await reachSection(rig, "8")
    case .accessLog: await reachSection(rig, "9")
    case .consultations:
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("4"), .down, .down, .down, .down)
    case .tests:
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("5"), .down, .down, .down, .down)
    case .histories:
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("6"), .down)
    case .recordForm:
      await rig.signIn(.doctor)
      await rig.openFirstChart()
      await rig.press(.character("6"), .down, .character("u"), .tab)
      await rig.type(" with foot ulcer")
      await rig.press(.tab, .backspace)
      await rig.type("5")
      for _ in 0..<4 { await rig.press(.tab) }
      await rig.type("foot clinic of today")
    case .prescriptions:
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("r"))
    case .emergencyQueue:
      await rig.signIn(.doctor)
      await rig.press(.alt("4"))
    case .registration:
      await rig.signIn(.receptionist)
      await rig.press(.alt("5"))
      await rig.type("Aguirre")
      await rig.press(.tab)
      await rig.type("Núñez")
      await rig.press(.tab)
      await rig.type("María")
    case .help:
      await rig.signIn(.nurse)
      await rig.press(.character("?"))
    case .lock:
      await rig.signIn(.doctor)
      await rig.press(.control("l"))
    }
  }

  @UIActor
  private func reachSection(_ rig: Rig, _ digit: Character) async {
    await rig.signIn(.nurse)
    await rig.openFirstChart()
    await rig.press(.character(digit))
  }
}

extension Size {
  var name: String { "\(width)x\(height)" }
}
