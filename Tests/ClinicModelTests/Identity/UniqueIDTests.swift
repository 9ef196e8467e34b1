import ClinicModel
import Testing

@Suite struct UniqueIDTests {
  @Test func readsAndWritesTheCanonicalForm() throws {
    let id = try #require(UniqueID("00112233-4455-6677-8899-aabbccddeeff"))
    #expect(id.high == 0x0011_2233_4455_6677)
    #expect(id.low == 0x8899_AABB_CCDD_EEFF)
    #expect(id.description == "00112233-4455-6677-8899-aabbccddeeff")
  }

  @Test func readsUpperCaseAndWritesLowerCase() {
    #expect(UniqueID("ABCDEFAB-CDEF-ABCD-EFAB-CDEFABCDEFAB")?.description == "abcdefab-cdef-abcd-efab-cdefabcdefab")
  }

  @Test func keepsLeadingZeros() {
    #expect(UniqueID(high: 0, low: 1).description == "00000000-0000-0000-0000-000000000001")
    #expect(UniqueID(high: 0, low: 0).description == "00000000-0000-0000-0000-000000000000")
    #expect(UniqueID(high: .max, low: .max).description == "ffffffff-ffff-ffff-ffff-ffffffffffff")
  }

  @Test(arguments: [
    "", "-", "00112233445566778899aabbccddeeff", "{00112233-4455-6677-8899-aabbccddeeff}", "00112233-4455-6677-8899-aabbccddeef",
    "00112233-4455-6677-8899-aabbccddeefff", " 00112233-4455-6677-8899-aabbccddeeff", "00112233-4455-6677-8899-aabbccddeefg",
    "0011223-34455-6677-8899-aabbccddeeff", "00112233_4455_6677_8899_aabbccddeeff", "00112233-4455-6677-8899-aabbccddee٠f",
    "00112233-4455-6677-8899-aabbccddee\u{0}f", "----------------------------------------",
  ])
  func refusesEverythingElse(_ text: String) {
    #expect(UniqueID(text) == nil)
  }

  @Test func refusesALongTextWithoutReadingItAll() {
    #expect(UniqueID(String(repeating: "0", count: 1_000_000)) == nil)
  }

  @Test func randomOnesAreOfVersion4AndTheRightVariant() {
    for _ in 0..<1000 {
      let text = Array(UniqueID.random().description)
      #expect(text[14] == "4")
      #expect("89ab".contains(text[19]))
    }
  }

  @Test func randomOnesDiffer() {
    #expect(Set((0..<1000).map { _ in UniqueID.random() }).count == 1000)
  }

  @Test func readingWhatWasWrittenGivesTheSame() {
    for _ in 0..<1000 {
      let id = UniqueID.random()
      #expect(UniqueID(id.description) == id)
    }
  }

  @Test func anIdentifierIsWrittenAsItsValue() {
    #expect(PatientID(UniqueID(high: 0, low: 255)).description == "00000000-0000-0000-0000-0000000000ff")
  }
}
