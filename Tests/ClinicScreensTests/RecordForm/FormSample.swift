import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// How each form of the chart is reached by its keys and filled. A new kind of form without a sample does not compile.
@UIActor
struct FormSample {
  var staff = Staff.doctor
  /// From the open chart of the first patient into the form.
  var way: [Key]
  /// What is typed into each field, in the order of Tab.
  var typed: [(field: String, keys: [Key])]

  /// Letters of a text.
  private static func text(_ text: String) -> [Key] { text.map { .character($0) } }

  /// The section of histories; so many rows down.
  private static func histories(_ down: Int, _ keys: Key...) -> [Key] {
    [.character("6")] + Array(repeating: .down, count: down) + keys
  }

  static func of(_ kind: RecordFormKind) -> FormSample {
    switch kind {
    case .newNote, .rewriteNote, .amendNote, .requestTest, .advanceTest, .newReport: visits(kind)
    default: histories(kind)
    }
  }

  /// Of consultations, tests and reports.
  private static func visits(_ kind: RecordFormKind) -> FormSample {
    func way(_ section: Character, _ down: Int, _ key: Character) -> [Key] {
      [.character(section)] + Array(repeating: .down, count: down) + [.character(key)]
    }
    return switch kind {
    case .newNote:
      FormSample(
        way: way("4", 1, "n"),
        typed: [
          ("kind", [.character("r")]), ("text", text("Cough for a week.") + [.enter] + text("No fever.")),
          ("sign", [.character("k")]),
        ])
    case .rewriteNote:
      FormSample(way: way("4", 1, "u"), typed: [("text", text(". Pictures came.")), ("sign", [.character("k")])])
    case .amendNote: FormSample(staff: .nurse, way: way("4", 2, "u"), typed: [("text", text("She slept until six."))])
    case .requestTest:
      FormSample(
        staff: .nurse, way: way("5", 0, "n"),
        typed: [
          ("name", text("Urine dipstick")), ("loinc", text("24357-6")), ("priority", [.character("u")]),
          ("protocol", text("NP-12")),
        ])
    case .advanceTest:
      FormSample(way: way("5", 0, "u"), typed: [("step", [.character("c")]), ("specimen", text("venous, no tourniquet"))])
    default:
      FormSample(
        way: way("5", 0, "a"),
        typed: [
          ("type", [.character("i")]), ("title", text("Ultrasound of the kidneys")),
          ("report_on", [.control("u")] + text("19/11/2026")),
          ("status", [.character("p")]), ("reviewer", [.right]), ("test", [.right]),
          ("summary", text("Both kidneys of normal size.")),
        ])
    }
  }

  /// Of histories and allergies.
  private static func histories(_ kind: RecordFormKind) -> FormSample {
    switch kind {
    case .newHistory:
      FormSample(
        way: histories(0, .character("n")),
        typed: [
          ("kind", [.character("s")]), ("title", text("Chronic kidney disease")), ("icd10", text("N18.3")),
          ("onset", text("2020-05")),
          ("status", [.character("r")]), ("resolved", text("12/03/2021")), ("verification", [.character("u")]),
        ])
    case .correctHistory:
      FormSample(
        way: histories(1, .character("u")),
        typed: [
          ("kind", [.character("s")]), ("title", text(" with foot ulcer")), ("icd10", [.backspace, .character("5")]),
          ("onset", text("-07")),
          ("status", [.character("r")]), ("resolved", text("12/03/2021")), ("verification", [.character("u")]),
          ("reason", text("foot clinic of today")),
        ])
    case .historyNote:
      FormSample(
        staff: .nurse, way: histories(1, .character("o")),
        typed: [("text", text("Foot looked at.") + [.enter] + text("Skin is whole."))])
    case .newAllergy:
      FormSample(
        way: histories(0, .character("a")),
        typed: [
          ("substance", text("pean") + [.enter, .backTab]), ("severity", [.character("m")]),
          ("reaction", text("hives within minutes")),
          ("kind", [.character("i")]), ("verification", [.character("c")]),
        ])
    case .verifyAllergy:
      FormSample(
        way: histories(0, .character("e")), typed: [("verdict", [.character("r")]), ("reason", text("negative skin test"))])
    case .voidAllergy: FormSample(way: histories(0, .character("x")), typed: [("reason", text("of another patient"))])
    default: FormSample(staff: .nurse, way: histories(0, .character("q")), typed: [("outcome", [.character("t")])])
    }
  }
}

extension Rig {
  /// The open form.
  var form: RecordFormModel? { model.session?.chart.forms.form }

  /// Signs in, opens the chart and the form.
  func open(_ sample: FormSample) async {
    await signIn(sample.staff)
    await openFirstChart()
    await reopen(sample)
  }

  func reopen(_ sample: FormSample) async {
    for key in sample.way { await press(key) }
  }

  /// Fills fields, each reached by Tab from the first.
  func fill(_ fields: ArraySlice<(field: String, keys: [Key])>) async {
    for field in fields { await fill(field) }
  }

  func fill(_ field: (field: String, keys: [Key])) async {
    for key in field.keys { await press(key) }
    await press(.tab)
  }
}
