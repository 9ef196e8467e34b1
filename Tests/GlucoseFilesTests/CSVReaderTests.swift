import Testing

@testable import GlucoseFiles

@Suite struct CSVReaderTests {
  private func rows(_ text: String) -> [[String]] { CSVReader(Array(text.utf8)).map(\.fields) }

  @Test(arguments: ["a,b\nc,d", "a,b\r\nc,d\r\n", "a,b\rc,d\r", "\u{FEFF}a,b\nc,d\n"])
  func lineEndsAndByteOrderMark(_ text: String) {
    #expect(rows(text) == [["a", "b"], ["c", "d"]])
  }

  @Test func quotesKeepSeparatorsLineEndsAndQuotes() {
    #expect(rows("\"a,b\",\"say \"\"no\"\"\",\"two\nlines\"\nx,,") == [["a,b", "say \"no\"", "two\nlines"], ["x", "", ""]])
  }

  @Test func linesAreCountedAlsoInsideQuotes() {
    #expect(CSVReader(Array("\"two\nlines\"\nx\ny".utf8)).map(\.line) == [1, 3, 4])
  }

  @Test func semicolonsWhereTheFirstLineHasMoreOfThem() {
    #expect(rows("a;b;c,d\n1,5;2;3") == [["a", "b", "c,d"], ["1,5", "2", "3"]])
  }

  @Test func nothingIsNoRow() {
    #expect(rows("").isEmpty)
    #expect(rows("\u{FEFF}").isEmpty)
    #expect(rows("\n") == [[""]])
  }

  @Test func bytesThatAreNoTextAreMadeVisible() {
    #expect(CSVReader([0x61, 0xFF, 0x2C, 0x62]).map(\.fields) == [["a\u{FFFD}", "b"]])
  }

  @Test func aRowThatIsShorterHasEmptyFields() throws {
    let row = try #require(Array(CSVReader(Array("a".utf8))).first)
    #expect(row[0] == "a" && row[5] == "" && row[-1] == "")
  }
}
