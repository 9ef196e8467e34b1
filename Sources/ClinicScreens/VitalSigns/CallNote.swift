import ClinicModel
import ClinicViewModels

/// What is said on the telephone, in the order of SBAR, filled in from the round and the chart.
struct CallNote {
  /// Situation, background, assessment, recommendation: letter and words.
  let lines: [(letter: String, text: Message)]

  init(_ values: VitalSignValues, scale: News2.Scale, patient: DirectoryEntry, before: VitalSignsRound?, _ context: DrawContext) {
    let score = News2(values, scale: scale)
    let wording = context.wording
    let parts = News2.Part.allCases.compactMap { part -> String? in
      guard let points = score.points[part], points > 0, let value = values[part.sign] else { return nil }
      return "\(wording(.signWord(part.sign))) \(Message.value(value, wording)) (\(points))"
    }
    let place = [patient.wardCode, patient.bed].compactMap { $0 }.joined(separator: " ")
    let age = wording(.age(patient.birthDate.age(on: context.today)))
    let list = parts.joined(separator: ", ")
    let total = score.total.map(String.init) ?? ">= \(score.known), \(score.shown)"
    lines = [
      ("S", Message(verbatim: "NEWS2 \(total): \(list)")),
      ("B", Message(verbatim: "\(patient.name.listed), \(age), \(place), \(patient.recordNumber)")),
      ("A", Self.assessment(before, context)),
      ("R", .request(score.level)),
    ]
  }

  private static func assessment(_ before: VitalSignsRound?, _ context: DrawContext) -> Message {
    guard let before else { return Message(en: "no round before", es: "sin toma anterior") }
    let (score, clock) = (before.news2.shown, context.clock.local(before.measuredAt))
    return Message(en: "before: NEWS2 \(score) at \(clock)", es: "antes: NEWS2 \(score), \(clock)")
  }
}
