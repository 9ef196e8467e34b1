import Foundation
import Testing

@testable import ClinicScreens

/// Every place of the program where somebody can type, and the test that cuts the line there. A new one is listed here, or this
/// fails.
@Suite struct EveryTextFieldTests {
  private enum Fate: Equatable {
    /// A form of the chart: `RecordFormCutTests` cuts all kinds at each field, and a kind without a sample does not compile.
    case recordForm
    /// `OtherFormCutTests` cuts these at each field.
    case other(Set<OtherForm>)
    /// Looks for something; nothing is written with it.
    case search
    /// Asked for again, and never kept: passwords, and what is typed before anybody is known.
    case secret
    /// A widget: those who use it are listed.
    case widget
  }

  /// By file: how many fields it makes, and what becomes of what is typed there.
  private static let known: [String: (fields: Int, Fate)] = [
    "Chart/DateOverlay.swift": (1, .search), "Chart/FindOverlay.swift": (1, .search), "Chart/SectionSearch.swift": (1, .search),
    "Patients/PatientListScreen.swift": (1, .search),
    "SignIn/LockScreen.swift": (1, .secret), "SignIn/SignInScreen.swift": (2, .secret),
    "RecordForm/RecordFormFields.swift": (7, .recordForm),
    "Registration/RegistrationFields.swift": (4, .other([.registration, .registrationOfATwin])),
    // A reason under a question.
    "App/ConfirmOverlay.swift": (1, .other([.voidOfRound, .escalatedLater, .notEscalatedLater, .revocation, .specialReason])),
    "VitalSigns/VitalSignsEntryForm.swift": (1, .other([.escalatedAtOnce])),
    "VitalSigns/GlucoseForm.swift": (2, .other([.glucoseAnswer])),
    // Its reason and its password.
    "EmergencyAccess/EmergencyRequestOverlay.swift": (2, .other([.emergencyRequest])),
    // A reason, and a birth year that is looked up anew each time.
    "EmergencyAccess/EmergencyDecisionForm.swift": (2, .other([.denial])),
  ]

  /// Forms that take keys without a field of the widgets: rounds and glucose.
  private static let ownKeys: Set<OtherForm> = [.round, .correction, .glucose, .glucoseSlip, .glucoseReview]

  /// Questions that ask for words, by file: each is one of `OtherForm`, or says why its words are not kept.
  private static let questions: [String: Int] = [
    "Chart/ChartScreen.swift": 1, "EmergencyAccess/EmergencyScreen.swift": 1, "VitalSigns/VitalSignsEntryForm.swift": 1,
    "VitalSigns/VitalSignsSection.swift": 1,
    // Throws a form away: its words are a second thought, and stored nowhere.
    "Registration/RegistrationScreen.swift": 1,
  ]

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources/ClinicScreens")

  /// The sources of the screens, by their path below the target.
  private static func sources() throws -> [String: String] {
    let files = try #require(FileManager.default.enumerator(atPath: folder.path))
    var sources: [String: String] = [:]
    for case let name as String in files where name.hasSuffix(".swift") {
      sources[name] = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
    return sources
  }

  private static func count(_ pattern: Regex<Substring>, in text: String) -> Int { text.matches(of: pattern).count }

  @Test func everyFieldIsListedWithItsFate() throws {
    var found: [String: Int] = [:]
    for (name, text) in try Self.sources() {
      let count = Self.count(/\b(?:TextField|TextArea|DateField|LookupField)\(/, in: text)
      if count > 0 { found[name] = count }
    }
    #expect(found == Self.known.mapValues(\.fields))
  }

  @Test func everyQuestionThatAsksForWordsIsListed() throws {
    var found: [String: Int] = [:]
    for (name, text) in try Self.sources() {
      let count = Self.count(/\bminimum: 3\b/, in: text)
      if count > 0 { found[name] = count }
      // Its words are kept, except where there is nothing to keep.
      let kept = Self.count(/\bsentence:/, in: text.replacing("sentence: Sentence", with: ""))
      if count > 0, name != "Registration/RegistrationScreen.swift" { #expect(kept >= count, "\(name)") }
    }
    #expect(found == Self.questions)
  }

  @Test func everyOtherFormIsCut() {
    var listed = Self.ownKeys
    for (_, fate) in Self.known.values {
      if case .other(let forms) = fate { listed.formUnion(forms) }
    }
    #expect(listed == Set(OtherForm.allCases))
  }
}
