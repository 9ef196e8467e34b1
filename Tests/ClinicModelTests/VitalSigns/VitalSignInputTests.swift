import ClinicModel
import Testing

/// The entry fields: what moves on by itself, what waits, what is asked back.
struct VitalSignInputTests {
  static func limit(_ sign: VitalSign, _ low: Int, _ high: Int, decimals: Int = 0) -> VitalSignLimit {
    VitalSignLimit(
      sign: sign, unit: "1", nameEnglish: "x", nameSpanish: "x", decimals: decimals, hardLow: DecimalNumber(low),
      hardHigh: DecimalNumber(high))
  }

  static let limits = VitalSignLimits([
    limit(.respiratoryRate, 1, 80), limit(.oxygenSaturation, 50, 100), limit(.oxygenFlow, 0, 80, decimals: 1),
    limit(.systolic, 30, 300), limit(.diastolic, 10, 200), limit(.pulse, 10, 300), limit(.temperature, 25, 45, decimals: 1),
    limit(.pain, 0, 10), limit(.weight, 20, 350, decimals: 1),
  ])

  static func read(_ text: String, _ sign: VitalSign) -> VitalSignReading { VitalSignInput.read(text, as: sign, limit: limits[sign]) }

  static func complete(_ text: String, _ sign: VitalSign) -> Bool {
    if case .value(_, let isComplete) = read(text, sign) { isComplete } else { false }
  }

  /// The set of journey N2: each field ends with its last digit, not before.
  @Test(arguments: [
    ("16", VitalSign.respiratoryRate), ("97", .oxygenSaturation), ("a", .onOxygen), ("128", .systolic), ("76", .diastolic),
    ("82", .pulse), ("A", .consciousness), ("368", .temperature),
  ])
  func theLastDigitEndsTheField(_ text: String, _ sign: VitalSign) {
    #expect(Self.complete(text, sign))
    for count in 0..<text.count { #expect(!Self.complete(String(text.prefix(count)), sign)) }
  }

  @Test func whatCouldStillGrowWaits() {
    for (text, sign) in [("8", VitalSign.respiratoryRate), ("10", .oxygenSaturation), ("30", .systolic), ("12", .diastolic),
      ("28", .pulse), ("1", .pain), ("37", .temperature), ("70", .weight), ("2", .oxygenFlow)] {
      #expect(!Self.complete(text, sign), "\(text)")
      #expect(Self.read(text, sign) != .impossible, "\(text)")
    }
    #expect(Self.complete("9", .respiratoryRate) && Self.complete("100", .oxygenSaturation) && Self.complete("90", .systolic))
  }

  @Test func temperaturesInEverySpelling() {
    for text in ["368", "36.8", "36,8"] {
      #expect(Self.read(text, .temperature) == .value(.number(DecimalNumber(significand: 368, scale: 1) ?? 0), isComplete: true))
    }
    #expect(Self.read("37", .temperature).value == .number(DecimalNumber(37)))
    #expect(Self.read("36.", .temperature) == .incomplete && Self.read("3", .temperature) == .incomplete)
    for text in ["24", "46", "451", "36.85", "20.0", "50.0", "1160", "0"] { #expect(Self.read(text, .temperature) == .impossible, "\(text)") }
  }

  @Test func fahrenheitIsAskedBack() {
    func celsius(_ text: String) -> DecimalNumber? {
      if case .fahrenheit(let celsius) = Self.read(text, .temperature) { celsius } else { nil }
    }
    #expect(celsius("986")?.formatted() == "37.0" && celsius("98.6")?.formatted() == "37.0")
    #expect(celsius("99")?.formatted() == "37.2" && celsius("1004")?.formatted() == "38.0" && celsius("101")?.formatted() == "38.3")
    #expect(Self.read("10", .temperature) == .incomplete)
  }

  @Test func whatCannotBeIsSaidAtOnce() {
    for (text, sign) in [("81", VitalSign.respiratoryRate), ("0", .respiratoryRate), ("4", .oxygenSaturation), ("101", .oxygenSaturation),
      ("301", .systolic), ("9", .diastolic), ("x", .onOxygen), ("B", .consciousness), ("7.5", .pulse), ("11", .pain)] {
      let isFinal = Self.read(text, sign) == .impossible
      #expect(isFinal || (text == "4" || text == "9") && Self.read(text, sign) == .incomplete, "\(text)")
    }
    #expect(Self.read("", .pulse) == .empty)
  }

  @Test func decimalsByEitherMark() {
    #expect(Self.read("2,5", .oxygenFlow).value == Self.read("2.5", .oxygenFlow).value)
    #expect(Self.complete("70.5", .weight) && Self.read("70.55", .weight) == .impossible)
  }

  @Test func jsonIsWhatTheDatabaseTakes() {
    let values = VitalSignValues([
      .temperature: .number(DecimalNumber(significand: 368, scale: 1) ?? 0), .onOxygen: .oxygen(false),
      .consciousness: .consciousness(.alert), .pulse: .number(DecimalNumber(82)),
    ])
    #expect(values.json == #"{"on_oxygen":false,"pulse":82,"consciousness":"A","temperature":36.8}"#)
    #expect(VitalSignValues().json == "{}")
  }
}

extension DecimalNumber: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
}
