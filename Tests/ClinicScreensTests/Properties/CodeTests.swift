import ClinicModel
import ClinicViewModels
import EventLoop
import Foundation
import TerminalUI
import Testing

@testable import ClinicScreens

/// Codes of the database are said in words, in both languages.
@Suite(.onLoop)
struct CodeTests {
  private static func words<Code: CaseIterable & RawRepresentable<String>>(
    _ type: Code.Type, _ word: (Code) -> Message
  ) -> [(code: String, words: Message)] {
    Code.allCases.map { ($0.rawValue, word($0)) }
  }

  /// Every enumeration with a stored code that a screen shows.
  private static var all: [(code: String, words: Message)] {
    words(BiomarkerSource.self) { .source($0) } + words(ResultFlag.self) { .flagWord($0) } + words(AccessPurpose.self) { .purpose($0) }
      + words(ReasonForAccess.self) { .reason($0) } + words(Allergy.Severity.self) { .severityChoice($0) }
      + words(PatientAllergy.Kind.self) { .allergyKind($0) } + words(PatientAllergy.Verification.self) { .allergyVerification($0) }
      + words(MedicalHistory.Kind.self) { .historyKind($0) } + words(MedicalHistory.Status.self) { .historyStatus($0) }
      + words(MedicalHistory.Verification.self) { .historyVerification($0) } + words(ConsultationNote.Kind.self) { .noteKind($0) }
      + words(Consultation.Kind.self) { .consultationKind($0) } + words(Consultation.Status.self) { .consultationStatus($0) }
      + words(Consultation.CancelReason.self) { .cancelReason($0) } + words(MedicalTest.Priority.self) { .testPriority($0) }
      + words(MedicalTest.Status.self) { .testStatus($0) } + words(MedicalReport.Kind.self) { .reportKind($0) }
      + words(MedicalReport.Status.self) { .reportStatus($0) } + words(Attachment.ScanState.self) { .scanState($0) }
      + words(Attachment.MediaType.self) { .mediaType($0) } + words(Treatment.Kind.self) { .treatmentWord($0) }
      + words(MeasurementContext.Meal.self) { .meal($0) } + words(MeasurementContext.Hormonal.self) { .hormonalContext($0) }
      + words(MeasurementContext.Quality.self) { .quality($0) } + words(HormonalProfile.Phase.self) { .phase($0) }
      + words(HormonalProfile.Phase.self) { .hormonalPhase($0) } + words(HormonalProfile.Method.self) { .method($0) }
      + words(MenstrualCycle.Flow.self) { .flow($0) } + words(MenstrualCycle.Regularity.self) { .regularity($0) }
      + words(Pregnancy.Outcome.self) { .outcome($0) } + words(MenopauseStatus.Stage.self) { .stage($0) }
      + words(HormonalTherapy.Kind.self) { .therapy($0) } + words(HormonalTherapy.Route.self) { .route($0) }
      + words(DiabetesDiagnosis.Kind.self) { .diabetes($0) } + words(DiabetesDiagnosis.Basis.self) { .basis($0) }
      + words(ProgrammeEnrolment.State.self) { .programmeWord($0) } + words(Consent.Purpose.self) { .consentPurpose($0) }
      + words(Consent.State.self) { .consentWord($0) } + words(CustomField.Entity.self) { .entity($0) }
      + words(CustomField.ValueType.self) { .valueType($0) } + words(News2.Level.self) { .level($0) }
      + words(News2.Exclusion.self) { .exclusion($0) } + words(DirectoryEntry.LifeStatus.self) { .lifeStatus($0) }
      + words(StaffRole.self) { .role($0) } + words(Sex.self) { .sex($0) } + words(EmergencyAccess.ReasonClass.self) { .reasonClass($0) }
      + words(EmergencyAccess.Phase.self) { .phase($0) } + words(EmergencyAccess.Scope.self) { .scope($0) }
      + words(VitalSign.self) { .signWord($0) } + words(DuplicateCandidate.Evidence.self) { .evidence($0) }
      + words(NotDoneReason.self) { .notDone($0) }
  }

  @Test func everyCodeHasWordsThatAreNotTheCode() {
    #expect(Self.all.count > 230)
    for (code, words) in Self.all {
      for text in [words.english, words.spanish] {
        #expect(!text.isEmpty && !text.contains("_"), "\(code)")
        // MERGED and DEMO are said in capitals on purpose; what has two parts never is.
        #expect(text != code || !code.contains("_"), "\(code)")
      }
      #expect(words.spanish != code || ["FAX"].contains(code), "\(code) is the same in Spanish")
    }
  }

  /// The words of a form for what the database may object to.
  @Test func everyObjectionOfAFormHasItsSentence() {
    func check<Word: CaseIterable & RawRepresentable<String>>(_ kinds: [RecordFormKind], _ type: Word.Type, except: Set<String>) {
      for kind in kinds {
        for word in Word.allCases where !except.contains(word.rawValue) {
          #expect(kind.words.objections[word.rawValue] != nil, "\(kind): \(word.rawValue)")
        }
      }
    }
    check([.newNote, .rewriteNote, .amendNote], ConsultationNotes.Objection.self, except: [])
    check([.advanceTest], MedicalTests.AdvanceAnswer.self, except: ["SAVED"])
    check([.newAllergy], Allergies.RecordObjection.self, except: [])
    check([.reviewAllergies], Allergies.ReviewAnswer.self, except: ["SAVED"])
    check([.confirmEnrolment], Programmes.EnrolObjection.self, except: [])
    check([.readBackBiomarker], Biomarkers.ReadBackAnswer.self, except: ["SAVED", "DONE"])
    check([.checkBiomarker], Biomarkers.SecondCheckAnswer.self, except: ["SAVED", "DONE"])
  }

  // MARK: What the schema may say

  private static let sql = URL(filePath: #filePath).appending(path: "../../../../sql").standardized

  private static func texts(_ folder: String, _ name: String) throws -> [String] {
    let root = sql.appending(path: folder)
    let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return try names.filter { $0.hasSuffix(name) }.map {
      try String(contentsOf: root.appending(path: $0), encoding: .utf8).replacing(#/--[^\n]*/#, with: "")
    }
  }

  /// Actions that concern no patient, or somebody's account: they are in no patient's access log.
  private static let withoutPatient: Set<String> = [
    "AUDIT_SEARCH", "CREATE_USER", "DECIDE_MODEL", "DEFINE_CUSTOM_FIELD", "EMERGENCY_QUEUE", "END_CUSTOM_FIELD", "OPEN_AUDIT",
    "OPEN_DIRECTORY", "OPEN_EMERGENCY_QUEUE", "OPEN_WORK_LIST", "REGISTER_MODEL", "SEARCH", "SEE_PRIVACY_NOTICE",
    "SET_CUSTOM_FIELD_UNIT",
    "SET_PRACTITIONER_STATUS", "SET_USER_STATUS", "SHOW_EMERGENCY_QUEUE", "SHOW_EMERGENCY_REPORT", "SHOW_MERGE_PROPOSALS",
    "SHOW_PATIENT_NOTICES", "SHOW_PRIVACY_NOTICES", "SHOW_PRIVACY_PROPOSALS", "SHOW_SEAL_PROPOSALS", "SHOW_VOID_PROPOSALS", "SIGN_IN",
    "SIGN_IN_REFUSED", "SIGN_OUT", "UNLOCK", "UNLOCK_REFUSED", "VERIFY_AUDIT", "LOCK", "FIND_DUPLICATES",
  ]
  /// What a gate is told besides the action.
  private static let needs: Set<String> = ["FULL", "SUMMARY", "NO_RFA"]

  @Test func theAccessLogHasWordsForEveryActionOfTheSchema() throws {
    let pattern = #/(?:record_event|record_refusal|chart_for_writing|access\.desk|access\.merger)\((?:[^;']|\([^()]*\))*?'([A-Z][A-Z_0-9]{3,})'/#
    let sources = try Self.texts("api", ".sql") + Self.texts("access", "functions.sql")
    var actions = Set(sources.flatMap { text in text.matches(of: pattern).map { String($0.output.1) } })
    actions.subtract(Self.withoutPatient.union(Self.needs))
    #expect(actions.count > 90)
    for action in actions.sorted() {
      let words = Message.accessAction(action)
      #expect(words.english != words.spanish, "\(action): \(words.english)")
    }
  }

  @Test func theAccessLogHasWordsForEveryTableOfAPatient() throws {
    let tables = try Self.texts("medical_data", "table.sql").filter { $0.contains("patient_id ") }.flatMap { text in
      text.matches(of: #/create table medical_data\.(\w+)/#).map { String($0.output.1) }
    }
    #expect(tables.count > 30)
    for table in tables { #expect(Message.table("medical_data." + table).english != Message.table(table).spanish, "\(table)") }
  }

  @Test func everyFrequencyOfTheCatalogueHasItsSpanishWords() throws {
    let text = try Self.texts("migrations", "0007_medication.up.sql").joined()
    let start = try #require(text.range(of: "insert into medical_data.dose_frequencies"))
    let rows = text[start.upperBound...].prefix { $0 != ";" }.matches(of: #/\('[A-Z0-9_]+', (?:[0-9.]+|null), '([^']+)', '([^']+)'/#)
    #expect(rows.count == 14)
    for row in rows { #expect(Message.term(String(row.output.1)).spanish != String(row.output.1), "\(row.output.1)") }
  }

  // MARK: What the screens show

  /// Codes that would be read as words of the program; refusals stand before their sentence on purpose.
  private static let codes: Set<String> = {
    let refusals = Set(Refusal.allCases.map(\.rawValue) + ["NOT_AUTHOR"])
    let stored = all.map(\.code).filter { $0.contains("_") && $0.allSatisfy { $0.isUppercase || $0 == "_" || $0.isNumber } }
    let alone = BiomarkerSource.allCases.map(\.rawValue) + ["ENDOCRINOLOGY", "OPHTHALMOLOGY", "PENICILLINS", "POINT_OF_CARE"]
    return Set(stored + alone).subtracting(refusals).subtracting(["PATIENT"])
  }()

  @Test(arguments: Reachable.all, Language.allCases)
  @UIActor
  func noScreenShowsACode(_ state: Reachable, _ language: Language) async {
    let text = await state.rig(size: Size(width: 200, height: 50), language: language).text
    let words = Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
    #expect(words.intersection(Self.codes) == [])
  }
}
