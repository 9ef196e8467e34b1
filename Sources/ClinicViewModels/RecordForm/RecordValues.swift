import ClinicModel

/// What is typed in a form, by field. Reading never fails: what cannot be read is nil.
public struct RecordValues: Hashable, Sendable {
  public var texts: [String: String]

  public init(_ texts: [String: String] = [:]) { self.texts = texts }

  /// As typed; empty where nothing is.
  public subscript(_ field: String) -> String {
    get { texts[field] ?? "" }
    set { texts[field] = newValue }
  }

  /// Without spaces at its ends, line ends kept; nil where nothing is left.
  public func text(_ field: String) -> String? {
    var text = self[field][...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text.isEmpty ? nil : String(text)
  }

  /// In one line, single spaces; nil where nothing is left.
  public func line(_ field: String) -> String? {
    let line = self[field].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.isEmpty ? nil : line
  }

  public func choice<Value: RawRepresentable>(_ field: String, _ type: Value.Type = Value.self) -> Value? where Value.RawValue == String {
    Value(rawValue: self[field])
  }

  public func isOn(_ field: String) -> Bool { self[field] == "true" }

  public func number(_ field: String) -> DecimalNumber? { line(field).flatMap { DecimalNumber($0) } }

  public func date(_ field: String) -> CalendarDate? {
    guard let line = line(field), case .success(let date) = CalendarDate.parse(line) else { return nil }
    return date
  }

  /// A day, or a month or year alone: `2019`, `2019-05`, `05/2019`, `12/05/2019`.
  public func partialDate(_ field: String) -> MedicalHistory.Onset? {
    if let date = date(field) { return MedicalHistory.Onset(on: date, precision: .day) }
    let parts = (line(field) ?? "").split(omittingEmptySubsequences: false) { "-/. ".contains($0) }
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } }) else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard let yearPlace = parts.firstIndex(where: { $0.count == 4 }), (1850...2199).contains(numbers[yearPlace]) else { return nil }
    if parts.count == 1 {
      return CalendarDate(year: numbers[0], month: 1, day: 1).map { MedicalHistory.Onset(on: $0, precision: .year) }
    }
    guard parts[1 - yearPlace].count <= 2 else { return nil }
    return CalendarDate(year: numbers[yearPlace], month: numbers[1 - yearPlace], day: 1)
      .map { MedicalHistory.Onset(on: $0, precision: .month) }
  }

  /// The option a choice or lookup means: by its id, or by its words in either language.
  public func option(of field: RecordField) -> RecordField.Option? {
    let typed = self[field.id]
    guard !typed.isEmpty else { return nil }
    if let option = field.options.first(where: { $0.id == typed }) { return option }
    guard case .lookup = field.content, let line = line(field.id)?.lowercased() else { return nil }
    return field.options.first { $0.words.map { $0.english.lowercased() == line || $0.spanish.lowercased() == line } == true }
  }
}

extension RecordValues {
  /// What is wrong with one field, by itself.
  func problem(of field: RecordField, now: Instant, clock: ClinicClock) -> RecordProblem? {
    if case .check = field.content { return nil }
    if case .moment = field.content { return momentProblem(field, now, clock) }
    guard let text = text(field.id) else { return field.isRequired ? .missing : nil }
    switch field.content {
    case .text, .paragraphs: return text.count < field.minimum ? .tooShort(field.minimum) : nil
    case .choice: return option(of: field) == nil ? .unknownChoice : nil
    case .lookup(_, let ownWords):
      if option(of: field) != nil { return nil }
      return !ownWords ? .unknownChoice : text.count < field.minimum ? .tooShort(field.minimum) : nil
    case .date(let isPartial, let mayBeAhead):
      guard let date = isPartial ? partialDate(field.id)?.on : date(field.id) else { return .notADate }
      return !mayBeAhead && date > clock.local(now).date ? .inTheFuture : nil
    case .number(_, let decimals, let range):
      guard let number = number(field.id), number.scale <= decimals else { return .notANumber(decimals: decimals) }
      guard let range, !range.contains(number) else { return nil }
      return .outOfRange(range.lowerBound, range.upperBound)
    case .moment, .check: return nil
    }
  }

  private func momentProblem(_ field: RecordField, _ now: Instant, _ clock: ClinicClock) -> RecordProblem? {
    switch MeasuringTime.parse(self[field.id], now: now, clock: clock) {
    case .success: nil
    case .failure(.inTheFuture): .inTheFuture
    case .failure(.notATime): .notATime
    }
  }
}
