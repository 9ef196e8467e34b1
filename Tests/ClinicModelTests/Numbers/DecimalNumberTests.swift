import ClinicModel
import Testing

private func number(_ text: String) throws -> DecimalNumber { try #require(DecimalNumber(text)) }

@Suite struct DecimalNumberTests {
  // MARK: Reading

  @Test(arguments: [
    ("0", Int64(0), 0), ("7", 7, 0), ("7.0", 70, 1), ("2,8", 28, 1), ("2.8", 28, 1), ("-1.50", -150, 2), ("0007.10", 710, 2),
    (".5", 5, 1), ("-.5", -5, 1),
    ("-0", 0, 0), ("9223372036854775807", .max, 0), ("0.000000000000000001", 1, 18), ("9.223372036854775807", .max, 18),
  ])
  func readsBothMarksAndKeepsTheScale(text: String, significand: Int64, scale: Int) throws {
    let value = try number(text)
    #expect(value.significand == significand)
    #expect(value.scale == scale)
  }

  @Test(arguments: [
    "", "-", ".", ",", "5.", "5,", "1.2.3", "1,2,3", "1.000,5", "1 000", "1e3", "+1", "--1", "1-", "0x10", "NaN", "Infinity",
    " 1", "1 ",
    "9223372036854775808", "92233720368547758070", "0.0000000000000000001", "１", "١", "1\u{301}", "1\u{200B}", "½",
    "1\u{FE0F}\u{20E3}",
  ])
  func refusesWhatIsNoPlainNumber(_ text: String) {
    #expect(DecimalNumber(text) == nil)
  }

  @Test func refusesScalesItCannotHold() {
    #expect(DecimalNumber(significand: 1, scale: -1) == nil)
    #expect(DecimalNumber(significand: 1, scale: 19) == nil)
    #expect(DecimalNumber(significand: .min, scale: 18) != nil)
  }

  @Test func aLongTextIsRefusedWithoutOverflow() {
    #expect(DecimalNumber(String(repeating: "9", count: 10_000)) == nil)
    #expect(DecimalNumber("0." + String(repeating: "0", count: 10_000)) == nil)
  }

  // MARK: Writing

  @Test(arguments: ["7.0", "-1.50", "0", "0.5", "0.000000000000000001", "9223372036854775807", "-0.07", "100.00"])
  func writesWhatWasStored(_ text: String) throws {
    #expect(try number(text).description == text)
  }

  @Test func writesWithTheMarkOfTheLanguage() throws {
    #expect(try number("-1234.50").formatted(mark: ",") == "-1234,50")
    #expect(try number("5").formatted(mark: ",") == "5")
  }

  @Test func writesTheSmallestNumberToo() throws {
    #expect(try #require(DecimalNumber(significand: .min, scale: 0)).description == "-9223372036854775808")
    #expect(try #require(DecimalNumber(significand: .min, scale: 18)).description == "-9.223372036854775808")
  }

  @Test(arguments: [("5.0", "5"), ("0.50", "0.5"), ("100", "100"), ("0.00", "0"), ("-2.500", "-2.5"), ("1000.000", "1000")])
  func trailingZerosCanGo(text: String, expected: String) throws {
    #expect(try number(text).withoutTrailingZeros.description == expected)
  }

  // MARK: Equality, order, hash

  @Test func equalAcrossScales() throws {
    #expect(try number("5") == number("5.000"))
    #expect(try number("0") == number("-0.00"))
    #expect(try number("5") != number("5.001"))
    #expect(try number("5").hashValue == number("5.000").hashValue)
    #expect(try Set([number("2.8"), number("2,80"), number("2.800")]).count == 1)
  }

  @Test func orderedAcrossScales() throws {
    let sorted = ["-9223372036854775807", "-10", "-1.5", "-1.49", "0", "0.000000000000000001", "0.1", "0.11", "1",
      "9223372036854775807"]
    #expect(try sorted.reversed().map(number).sorted().map(\.description) == sorted)
  }

  @Test func comparisonDoesNotOverflowAtTheExtremes() throws {
    let large = try #require(DecimalNumber(significand: .max, scale: 0))
    let small = try #require(DecimalNumber(significand: .max, scale: 18))
    #expect(small < large)
    #expect(large != small)
    #expect(try #require(DecimalNumber(significand: .min, scale: 0)) < small)
  }

  @Test func agreesWithIntegerArithmetic() throws {
    for left in stride(from: -250, through: 250, by: 7) {
      for right in stride(from: -250, through: 250, by: 11) {
        let (one, other) = try (#require(DecimalNumber(significand: Int64(left), scale: 1)),
          #require(DecimalNumber(significand: Int64(right), scale: 2)))
        #expect((one < other) == (left * 10 < right))
        #expect((one == other) == (left * 10 == right))
        #expect(try #require(one.subtracting(other)) == #require(DecimalNumber(significand: Int64(left * 10 - right), scale: 2)))
      }
    }
  }

  // MARK: Rounding

  @Test(arguments: [
    ("2.45", 1, "2.5"), ("2.449", 1, "2.4"), ("-2.45", 1, "-2.5"), ("0.5", 0, "1"), ("-0.5", 0, "-1"), ("0.49", 0, "0"),
    ("2.5", 0, "3"), ("3.5", 0, "4"),
    ("9.95", 1, "10.0"), ("7", 2, "7.00"), ("7.1", 1, "7.1"), ("-0.04", 1, "0.0"),
    ("0.000000000000000005", 17, "0.00000000000000001"),
    ("9.223372036854775807", 0, "9"), ("-9.5", 0, "-10"),
  ])
  func roundsHalfAwayFromZero(text: String, decimals: Int, expected: String) throws {
    #expect(try number(text).rounded(decimals: decimals).description == expected)
  }

  @Test func whatCannotBeWidenedStaysAsItIs() throws {
    let large = try #require(DecimalNumber(significand: .max, scale: 0))
    #expect(large.rounded(decimals: 2).description == "9223372036854775807")
    #expect(large.rounded(decimals: -1) == large)
    #expect(large.rounded(decimals: 19) == large)
  }

  // MARK: Differences

  @Test func differencesAreExact() throws {
    #expect(try number("0.3").subtracting(number("0.1"))?.description == "0.2")
    #expect(try number("7").subtracting(number("6.95"))?.description == "0.05")
    #expect(try number("5.4").subtracting(number("7"))?.description == "-1.6")
  }

  @Test func aDifferenceThatDoesNotFitIsNone() throws {
    let (least, one) = try (#require(DecimalNumber(significand: .min, scale: 0)), number("1"))
    #expect(least.subtracting(one) == nil)
    #expect(try #require(DecimalNumber(significand: .max, scale: 0)).subtracting(number("0.1")) == nil)
  }

  @Test func theBinaryNumberIsTheNearest() throws {
    #expect(try number("0.1").double == 0.1)
    #expect(try number("6.95").double == 6.95)
    #expect(try number("-140.05").double == -140.05)
  }
}
