import ClinicModel
import Testing

/// Every vector of the project's clinical reference, and that nothing missing scores low.
struct News2Tests {
  struct Vector: Sendable {
    let row: String
    let total: Int
    let level: News2.Level

    init(_ row: String, _ total: Int, _ level: News2.Level) {
      (self.row, self.total, self.level) = (row, total, level)
    }
  }

  static let vectors = [
    Vector("16,98,1,air,120,75,A,36.8", 0, .none), Vector("25,96,1,air,120,75,A,37.0", 3, .singleThree),
    Vector("22,94,1,air,105,95,A,38.3", 6, .medium), Vector("24,92,1,O2,98,115,A,38.5", 11, .high),
    Vector("8,83,2,O2,90,40,U,35.0", 20, .high), Vector("18,90,2,air,130,80,A,37.0", 0, .none),
    Vector("18,95,2,O2,130,80,A,37.0", 4, .low), Vector("18,97,2,air,130,80,A,37.0", 0, .none),
    Vector("18,97,2,O2,130,80,A,37.0", 5, .medium), Vector("25,91,1,O2,90,131,C,39.1", 19, .high),
    Vector("20,96,1,air,111,90,A,36.1", 0, .none), Vector("21,95,1,air,110,91,A,36.0", 6, .medium),
    Vector("12,96,1,air,219,51,A,38.0", 0, .none), Vector("11,96,1,air,220,50,A,38.1", 6, .medium),
  ]

  static func values(_ row: String) throws -> (VitalSignValues, News2.Scale) {
    let parts = row.split(separator: ",").map(String.init)
    try #require(parts.count == 8)
    var values = VitalSignValues()
    let numbers: [(VitalSign, Int)] = [
      (.respiratoryRate, 0), (.oxygenSaturation, 1), (.systolic, 4), (.pulse, 5), (.temperature, 7),
    ]
    for (sign, place) in numbers { values[sign] = .number(try #require(DecimalNumber(parts[place]))) }
    values[.onOxygen] = .oxygen(parts[3] == "O2")
    values[.consciousness] = .consciousness(try #require(Consciousness(rawValue: parts[6])))
    return (values, try #require(Int(parts[2]).flatMap(News2.Scale.init)))
  }

  @Test(arguments: vectors)
  func vector(_ vector: Vector) throws {
    let (values, scale) = try Self.values(vector.row)
    let score = News2(values, scale: scale)
    #expect(score.total == vector.total && score.level == vector.level)
    #expect(score.partsKnown == 7)
  }

  @Test(arguments: vectors, News2.Part.allCases)
  func aMissingPartHasNoTotalAndNeverScoresLow(_ vector: Vector, _ part: News2.Part) throws {
    var (values, scale) = try Self.values(vector.row)
    values[part.sign] = nil
    let score = News2(values, scale: scale)
    #expect(score.total == nil && score.points[part] == nil)
    // Without oxygen known, a high saturation on scale 2 is not known either.
    #expect(score.partsKnown == 6 || (part == .oxygen && scale == .two && score.partsKnown == 5))
    #expect(score.level == .incomplete || score.level?.asksForSomebody == true)
  }

  @Test func whatIsKnownMayAlreadyBeEnough() throws {
    var values = VitalSignValues([.respiratoryRate: .number(DecimalNumber(25)), .consciousness: .consciousness(.voice)])
    #expect(News2(values, scale: .one).level == .medium)
    values[.pulse] = .number(DecimalNumber(131))
    #expect(News2(values, scale: .one).level == .high && News2(values, scale: .one).total == nil)
    #expect(News2(VitalSignValues(), scale: .one).level == nil)
    #expect(News2(values, scale: .one).threes == [.respiratoryRate, .pulse, .consciousness])
  }

  @Test func bothScalesAtTheirLimits() {
    func points(_ saturation: Int, _ scale: News2.Scale, _ onOxygen: Bool?) -> Int? {
      var values = VitalSignValues([.oxygenSaturation: .number(DecimalNumber(saturation))])
      values[.onOxygen] = onOxygen.map { .oxygen($0) }
      return News2(values, scale: scale).points[.oxygenSaturation]
    }
    #expect([91, 92, 93, 94, 95, 96].map { points($0, .one, nil) } == [3, 2, 2, 1, 1, 0])
    #expect([83, 84, 85, 86, 87, 88, 92].map { points($0, .two, true) } == [3, 2, 2, 1, 1, 0, 0])
    #expect([93, 94, 95, 96, 97].map { points($0, .two, true) } == [1, 1, 2, 2, 3])
    #expect([93, 97, 100].map { points($0, .two, false) } == [0, 0, 0])
    #expect(points(93, .two, nil) == nil && points(90, .two, nil) == 0)
  }
}
