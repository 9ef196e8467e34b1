/// The entry form of a round as a value: what is typed into each field, where the focus is, and when it moves on by itself.
public struct VitalSignsForm: Hashable, Sendable {
  /// Where the focus can stand.
  public enum Stop: Hashable, Sendable {
    case sign(VitalSign)
    /// Behind the last field of the usual set: Enter checks the round.
    case done
    /// When it was measured; empty is now.
    case time

    public var sign: VitalSign? { if case .sign(let sign) = self { sign } else { nil } }
  }

  /// The usual set, in the order of the round.
  public static let usual: [VitalSign] = [
    .respiratoryRate, .oxygenSaturation, .onOxygen, .oxygenFlow, .systolic, .diastolic, .pulse, .consciousness, .temperature,
  ]
  /// What is measured now and then.
  public static let extra: [VitalSign] = [.pain, .comaScale, .weight, .height, .waist]
  /// The fields that make a whole round.
  public static let wanted = usual.filter { $0 != .oxygenFlow }

  public private(set) var focus = Stop.sign(.respiratoryRate)
  /// `.` was pressed: the next letter says why it was not done.
  public private(set) var awaitsReason = false
  public private(set) var notDone: [VitalSign: NotDoneReason] = [:]
  public private(set) var time = ""
  public var isPregnant = false
  public var limits: VitalSignLimits
  private var texts: [VitalSign: String] = [:]
  /// The focus has just come here: the next character begins anew.
  private var isFresh = true

  public init(limits: VitalSignLimits) { self.limits = limits }

  public var isEmpty: Bool { texts.isEmpty && notDone.isEmpty && time.isEmpty }
  /// Fields of a whole round that are filled, with a value or a reason.
  public var filled: Int { Self.wanted.count { !text($0).isEmpty || notDone[$0] != nil } }

  public func text(_ sign: VitalSign) -> String { texts[sign] ?? "" }

  public func reading(_ sign: VitalSign) -> VitalSignReading { VitalSignInput.read(text(sign), as: sign, limit: limits[sign]) }

  /// What can be read of all fields.
  public var values: VitalSignValues {
    var values = VitalSignValues()
    for sign in texts.keys { values[sign] = reading(sign).value }
    if values.onOxygen != true { values[.oxygenFlow] = nil }
    return values
  }

  /// The values that count already: a number that could still grow counts when its field is left.
  public var settled: VitalSignValues {
    var values = values
    if let sign = focus.sign, case .value(_, isComplete: false) = reading(sign) { values[sign] = nil }
    return values
  }

  /// Fields whose text is no value.
  public var unreadable: [VitalSign] {
    (Self.usual + Self.extra).filter { sign in
      switch reading(sign) {
      case .empty, .value: false
      case .incomplete, .fahrenheit, .impossible: true
      }
    }
  }

  /// From the top, in the order of Tab. The flow is a field only for somebody on oxygen.
  public var stops: [Stop] {
    let usual = Self.usual.filter { $0 != .oxygenFlow || reading(.onOxygen).value == .oxygen(true) }
    return usual.map { .sign($0) } + [.done] + Self.extra.map { .sign($0) } + [.time]
  }

  // MARK: Moving

  public mutating func focus(_ stop: Stop) {
    focus = stop
    awaitsReason = false
    isFresh = true
  }

  public mutating func next() { step(1) }
  public mutating func previous() { step(-1) }

  private mutating func step(_ step: Int) {
    let stops = stops
    let place = stops.firstIndex(of: focus) ?? 0
    focus(stops[(place + step + stops.count) % stops.count])
  }

  /// Enter, or a field that is complete: on through the usual set; what is measured now and then leads back to its end.
  public mutating func moveOn() {
    if let sign = focus.sign, Self.usual.contains(sign) { next() } else { focus(.done) }
  }

  /// To the first field of the usual set that is empty.
  public mutating func focusFirstEmpty() {
    let empty = stops.first { stop in stop.sign.map { text($0).isEmpty && notDone[$0] == nil } ?? true }
    focus(empty ?? .done)
  }

  // MARK: Typing

  /// Types a character where the focus is; false where it means nothing there.
  public mutating func type(_ character: Character) -> Bool {
    switch focus {
    case .done: return false
    case .time: return typeTime(character)
    case .sign(let sign):
      if awaitsReason { return chooseReason(character, sign) }
      if sign == .temperature, case .fahrenheit(let celsius) = reading(sign) {
        guard character.lowercased() == "y" || character.lowercased() == "s" else { return append(character, to: sign) }
        texts[sign] = celsius.formatted()
        moveOn()
        return true
      }
      if character == ".", text(sign).isEmpty || isFresh {
        awaitsReason = true
        return true
      }
      return append(character, to: sign)
    }
  }

  private mutating func append(_ character: Character, to sign: VitalSign) -> Bool {
    guard VitalSignInput.accepts(character, as: sign) else { return false }
    let kept = isFresh || !sign.isNumber ? "" : text(sign)
    guard kept.count < 5 else { return false }
    isFresh = false
    notDone[sign] = nil
    texts[sign] = kept + (sign.isNumber ? String(character) : sign == .onOxygen ? character.lowercased() : character.uppercased())
    if case .value(_, isComplete: true) = reading(sign) { moveOn() }
    return true
  }

  private mutating func chooseReason(_ letter: Character, _ sign: VitalSign) -> Bool {
    guard let reason = NotDoneReason.allCases.first(where: { $0.letter == Character(letter.lowercased()) }) else { return false }
    texts[sign] = nil
    notDone[sign] = reason
    moveOn()
    return true
  }

  private mutating func typeTime(_ character: Character) -> Bool {
    guard "0123456789:.-/ ".contains(character), time.count < 16 || isFresh else { return false }
    time = (isFresh ? "" : time) + String(character)
    isFresh = false
    return true
  }

  /// Takes back the last character; in an empty field goes back to the one before.
  public mutating func backspace() {
    if awaitsReason {
      awaitsReason = false
      return
    }
    switch focus {
    case .done: previous()
    case .time:
      isFresh = false
      if time.isEmpty { focus(.done) } else { time.removeLast() }
    case .sign(let sign):
      isFresh = false
      if notDone[sign] != nil { return notDone[sign] = nil }
      guard let text = texts[sign], !text.isEmpty else { return previous() }
      texts[sign] = text.count == 1 ? nil : String(text.dropLast())
    }
  }
}

extension VitalSignsForm {
  /// What of it is kept as a draft: only what was typed.
  public var content: [String: String] {
    var content: [String: String] = [:]
    for (sign, text) in texts { content[sign.rawValue] = text }
    for (sign, reason) in notDone { content["not_done_" + sign.rawValue] = reason.rawValue }
    if !time.isEmpty { content["time"] = time }
    if isPregnant { content["pregnant"] = "true" }
    return content
  }

  /// A form as it was kept, the focus on its first empty field.
  public init(content: [String: String], limits: VitalSignLimits) {
    self.init(limits: limits)
    for sign in VitalSign.allCases {
      texts[sign] = content[sign.rawValue].flatMap { $0.isEmpty ? nil : String($0.prefix(6)) }
      notDone[sign] = content["not_done_" + sign.rawValue].flatMap { NotDoneReason(rawValue: $0) }
    }
    time = String((content["time"] ?? "").prefix(16))
    isPregnant = content["pregnant"] == "true"
    focusFirstEmpty()
  }

  /// The values of a stored round, to be corrected.
  public init(values: VitalSignValues, limits: VitalSignLimits) {
    self.init(limits: limits)
    for sign in values.signs {
      switch values[sign] {
      case .number(let number): texts[sign] = number.formatted()
      case .oxygen(let isOn): texts[sign] = isOn ? "o" : "a"
      case .consciousness(let level): texts[sign] = level.rawValue
      case nil: break
      }
    }
  }
}
