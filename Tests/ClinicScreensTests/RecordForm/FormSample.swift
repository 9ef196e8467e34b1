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
    case .setTarget, .changeTarget: targets(kind)
    case .newNote, .rewriteNote, .amendNote, .requestTest, .advanceTest, .newReport: visits(kind)
    default: histories(kind)
    }
  }

  /// Of personal targets: the first test has none, the fourth has one.
  private static func targets(_ kind: RecordFormKind) -> FormSample {
    if kind == .setTarget {
      return FormSample(
        way: [.character("T")],
        typed: [("low", text("6.0")), ("high", text("7.0")), ("starts_on", again("14/10/2025")), ("note", text("agreed with her"))])
    }
    return FormSample(
      way: [.down, .down, .down, .character("T")],
      typed: [
        ("low", text("40")), ("high", again("55")), ("starts_on", again("14/10/2025")), ("note", text("after the stent")),
        // Over the choice of what becomes of it: another one would hide the fields before.
        ("reason", [.tab] + text("letter of the cardiologist")),
      ])
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
    case .reviewAllergies: FormSample(staff: .nurse, way: histories(0, .character("q")), typed: [("outcome", [.character("t")])])
    case .changeCustomField:
      FormSample(
        staff: .nurse, way: section("8", 1, .character("u")), typed: [("value", again("7100")), ("reason", text("new pedometer"))])
    case .customField: FormSample(staff: .nurse, way: section("8", 4, .character("u")), typed: [("value", text("her son"))])
    case .oxygenScale:
      FormSample(
        way: section("3", 0, .character("O")), typed: [("scale", [.character("2")]), ("reason", text("COPD, target 88 to 92 %"))])
    default: women(kind)
    }
  }

  /// A section by its digit; so many rows down.
  private static func section(_ digit: Character, _ down: Int, _ key: Key) -> [Key] {
    [.character(digit)] + Array(repeating: .down, count: down) + [key]
  }

  /// In the place of what stands in the field.
  private static func again(_ text: String) -> [Key] { [.control("u")] + self.text(text) }

  /// The forms of women's health and of programmes.
  private static func women(_ kind: RecordFormKind) -> FormSample {
    switch kind {
    case .womensHealth:
      FormSample(
        staff: .nurse, way: section("7", 0, .character("n")),
        typed: [
          ("fact", [.character("p")]), ("outcome", [.character("l")]), ("last_period_on", text("03/02/2019")),
          ("due_on", text("10/11/2019")), ("ended_on", text("08/11/2019")), ("weeks", text("39")), ("children", text("1")),
          ("birth_weight_g", text("4120")), ("had_gestational_diabetes", [.character("y")]), ("note", text("second child")),
        ])
    case .correctWomensHealth:
      FormSample(
        way: section("7", 1, .character("u")),
        typed: [
          ("assessed_on", again("13/10/2026")), ("phase", [.character("l")]), ("method", [.character("u")]),
          ("has_polycystic_ovaries", [.character("y")]), ("note", text("seen again")), ("reason", text("ultrasound of today")),
        ])
    case .diabetes:
      // The next patient of the list: nobody has decided yet.
      FormSample(
        way: [.escape, .down, .enter] + section("7", 0, .character("d")),
        typed: [
          ("diabetes_type", [.character("g")]), ("basis", [.character("l")]), ("diagnosed_on", text("12/03/2021")),
          ("note", text("second pregnancy")),
        ])
    case .correctDiabetes:
      FormSample(
        way: section("7", 0, .character("d")),
        typed: [
          ("diabetes_type", [.character("p")]), ("basis", [.character("g")]), ("diagnosed_on", again("12/03/2021")),
          ("note", text("antibodies negative")), ("reason", text("genetic test of today")),
        ])
    case .confirmEnrolment:
      FormSample(way: section("7", 0, .character("P")), typed: [("reason", text("she agrees, seen today"))])
    default: FormSample(way: section("7", 0, .character("x")), typed: [("reason", text("moved away"))])
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
