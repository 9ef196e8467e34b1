import ClinicModel
import ClinicViewModels

/// The words of one form of the chart. Fields and options that come with the data bring their own.
struct RecordFormWords: Sendable {
  /// In its title: "Allergy: new".
  var title: Message
  /// Said when it is stored.
  var saved: Message
  var labels: [String: Message]
  /// The words of an option by field and id.
  var option: @Sendable (_ field: String, _ id: String) -> Message = { Message(verbatim: $1) }
  /// Shown beside a field while nothing is wrong with it.
  var hints: [String: Message] = [:]
  /// What the database objects, by its word.
  var objections: [String: Message] = [:]
  /// What the database asks back, by name; `y` answers yes.
  var questions: [String: Message] = [:]
  /// What the form finds wrong by itself, by name.
  var problems: [String: Message] = [:]

  func label(_ field: RecordField) -> Message {
    let label = field.words.map { Message(en: $0.english, es: $0.spanish) } ?? labels[field.id] ?? Self.common[field.id]
    guard case .number(let unit, _, _) = field.content, !unit.isEmpty else { return label ?? Message(verbatim: field.id) }
    return (label ?? Message(verbatim: field.id)).joined(Message(verbatim: "(\(Unit.text(unit)))"))
  }

  func option(_ field: RecordField, _ option: RecordField.Option) -> Message {
    option.words.map { Message(en: $0.english, es: $0.spanish) } ?? self.option(field.id, option.id)
  }

  /// Fields that many forms have.
  private static let common = [
    "reason": Message(en: "Why changed", es: "Por qué cambia")
  ]
}

extension RecordFormKind {
  /// Each form's words stand beside its section.
  var words: RecordFormWords {
    switch self {
    case .newHistory: .newHistory
    case .correctHistory: .correctHistory
    case .historyNote: .historyNote
    case .newAllergy: .newAllergy
    case .womensHealth: .womensHealth
    case .correctWomensHealth: .correctWomensHealth
    case .diabetes: .diabetes
    case .correctDiabetes: .correctDiabetes
    case .confirmEnrolment: .confirmEnrolment
    case .withdrawEnrolment: .withdrawEnrolment
    case .customField: .customField
    case .changeCustomField: .changeCustomField
    case .verifyAllergy: .verifyAllergy
    case .voidAllergy: .voidAllergy
    case .reviewAllergies: .reviewAllergies
    case .newNote: .newNote
    case .rewriteNote: .rewriteNote
    case .amendNote: .amendNote
    case .requestTest: .requestTest
    case .advanceTest: .advanceTest
    case .newReport: .newReport
    case .newLaboratory: .newLaboratory
    case .correctBiomarker: .correctBiomarker
    case .voidBiomarker: .voidBiomarker
    case .readBackBiomarker: .readBackBiomarker
    case .checkBiomarker: .checkBiomarker
    case .setTarget: .setTarget
    case .changeTarget: .changeTarget
    case .oxygenScale: .oxygenScale
    }
  }
}

extension Message {
  /// What a form is about, as its title says it.
  static func subject(_ subject: any RecordFormSubject) -> Message {
    Message(en: subject.text(in: .english), es: subject.text(in: .spanish))
  }

  static func problem(_ problem: RecordProblem, _ words: RecordFormWords, _ wording: Wording) -> Message {
    switch problem {
    case .missing: Message(en: "needed before saving", es: "necesario para guardar")
    case .tooShort(let count): Message(en: "\(count) characters or more", es: "\(count) caracteres o más")
    case .notANumber(0): Message(en: "a whole number", es: "un número entero")
    case .notANumber(let decimals):
      Message(en: "a number, at most \(decimals) decimals", es: "un número, como mucho \(decimals) decimales")
    case .outOfRange(let low, let high):
      Message(
        en: "from \(wording.number(low)) to \(wording.number(high))", es: "de \(wording.number(low)) a \(wording.number(high))")
    case .notADate: Message(en: "day month year: 12/03/2026", es: "día mes año: 12/03/2026")
    case .notATime: Message(en: "time, or day and time: 12/03/2026 0845", es: "hora, o día y hora: 12/03/2026 0845")
    case .inTheFuture: Message(en: "this is in the future", es: "eso está en el futuro")
    case .unknownChoice: Message(en: "choose one of the list", es: "elija de la lista")
    case .rejected: Message(en: "the database does not take this", es: "la base de datos no lo admite")
    case .named(let name): words.problems[name] ?? Message(verbatim: name)
    }
  }

  static func blocker(_ blocker: RecordFormModel.Blocker, _ words: RecordFormWords, clock: ClinicClock) -> Message {
    switch blocker {
    case .fields: Message(en: "Not saved: see the marked fields.", es: "Sin guardar: vea los campos marcados.")
    case .objected(let word):
      Message(en: "Not saved: ", es: "Sin guardar: ").joined(words.objections[word] ?? Message(verbatim: word), by: "")
    case .changed:
      Message(
        en: "Not saved: somebody changed it meanwhile. See below, then save again.",
        es: "Sin guardar: alguien lo cambió. Véalo abajo y guarde de nuevo.")
    case .gone: Message(en: "Not saved: it is not in the chart any more.", es: "Sin guardar: ya no está en la historia.")
    case .answerFirst: .answerPending
    case .notice(let notice): .notice(notice, clock: clock)
    }
  }
}
