import ClinicModel

extension Message {
  /// Beside a fact that was recorded under a number which was merged into the patient's.
  static func recordedUnder(_ number: RecordNumber) -> Message {
    Message(en: "recorded under No. \(number), only read", es: "anotado con el n.º \(number), solo lectura")
  }

  /// The same where there is little room.
  static func underNumber(_ number: RecordNumber) -> Message { Message(en: "No. \(number)", es: "n.º \(number)") }

  /// Why such a fact is neither corrected nor gone on with.
  static func onlyRead(_ number: RecordNumber) -> Message {
    Message(
      en: "CLOSED: recorded under No. \(number), which was merged into this one; it is only read.",
      es: "CLOSED: anotado con el n.º \(number), que se fusionó con esta historia; es de solo lectura.")
  }
}

extension ChartFact {
  /// Why it takes no change: it is of a merged number. Nil: it does.
  var obstacle: Message? { mergedNumber.map { .onlyRead($0) } }
}
