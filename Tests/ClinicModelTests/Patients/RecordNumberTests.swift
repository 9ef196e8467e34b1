import ClinicModel
import Testing

@Suite struct RecordNumberTests {
  /// ISO 7064 MOD 11,10 the long way: the check character makes the whole string come out as 1.
  private func isRight(_ digits: [Int]) -> Bool {
    var sum = 10
    for (index, digit) in digits.enumerated() {
      sum = (sum + digit) % 10
      if index == digits.count - 1 { return sum == 1 }
      if sum == 0 { sum = 10 }
      sum = sum * 2 % 11
    }
    return false
  }

  /// The example of ISO 7064, a German VAT number and a German tax number: they use the same system.
  @Test(arguments: [("0794", 5), ("13669597", 6), ("8609574271", 9)])
  func checkDigitsFromElsewhere(digits: String, check: Int) {
    #expect(RecordNumber.checkDigit(of: digits) == check)
    #expect(isRight(digits.compactMap(\.wholeNumberValue) + [RecordNumber.checkDigit(of: digits)]))
  }

  @Test func everyNumberHasExactlyOneCheckDigit() {
    for number in stride(from: 10_000_001, to: 99_999_999, by: 99_991) {
      let digits = String(number)
      let right = (0...9).filter { isRight(digits.compactMap(\.wholeNumberValue) + [$0]) }
      #expect(right == [RecordNumber.checkDigit(of: digits)])
    }
  }

  @Test func readsWithAndWithoutHyphens() throws {
    let number = try #require(RecordNumber("104-233-719"))
    #expect(number.digits == "104233719")
    #expect(RecordNumber("104233719") == number)
    #expect(RecordNumber(" 104 233 719 ") == number)
    #expect(number.description == "104-233-719")
  }

  @Test func everyMistypedDigitIsFound() throws {
    let right = Array(try #require(RecordNumber("104-233-719")).digits)
    for place in right.indices {
      for digit in "0123456789" where digit != right[place] {
        var wrong = right
        wrong[place] = digit
        #expect(RecordNumber(String(wrong)) == nil)
      }
    }
  }

  @Test func nearlyAllSwappedNeighboursAreFound() {
    var swapped = 0
    var missed = 0
    for number in stride(from: 10_000_001, to: 99_999_999, by: 99_991) {
      let digits = String(number)
      let whole = Array(digits + String(RecordNumber.checkDigit(of: digits)))
      for place in 0..<8 where whole[place] != whole[place + 1] {
        var wrong = whole
        wrong.swapAt(place, place + 1)
        swapped += 1
        if RecordNumber(String(wrong)) != nil { missed += 1 }
      }
    }
    #expect(missed * 40 < swapped)
  }

  @Test(arguments: [
    "", "-", "10423371", "1042337190", "104-233-716", "104.233.719", "A04233719", "１０４２３３７１９", "١٠٤٢٣٣٧١٩", "1\u{301}04233719",
    "104233719\u{200B}",
    "104\n233719",
  ])
  func refusesEverythingElse(_ text: String) {
    #expect(RecordNumber(text) == nil)
  }
}
