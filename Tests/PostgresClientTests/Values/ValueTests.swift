import PostgresClient
import Testing

/// Values without a server.
struct ValueTests {
  @Test(arguments: [
    "", "-", ".", "1e3", "1.2.3", "٣", "0x10", "1 ", " 1", "--1", "999999999999999999999999999999999999999", "1,5",
  ])
  func noNumeric(_ text: String) { #expect(PostgresNumeric(text) == nil) }

  @Test(arguments: [
    ("0", Int128(0), 0), ("-0.50", -50, 2), ("+7", 7, 0), (".5", 5, 1), ("5.", 5, 0), ("007", 7, 0), ("0.000", 0, 3),
    ("170141183460469231731687303715884105727", .max, 0),
  ])
  func numeric(_ text: String, unscaled: Int128, scale: Int) {
    #expect(PostgresNumeric(text) == .finite(unscaled: unscaled, scale: scale))
  }

  @Test func numericSpelling() {
    #expect(PostgresNumeric.finite(unscaled: -5, scale: 3).description == "-0.005")
    #expect(PostgresNumeric.finite(unscaled: 1234, scale: 2).description == "12.34")
    #expect(PostgresNumeric(-12).description == "-12")
  }

  @Test(arguments: [
    (2023, 2, 29), (1900, 2, 29), (2024, 13, 1), (2024, 0, 1), (2024, 4, 31), (2024, 1, 0), (-4713, 11, 23), (5_874_898, 1, 1),
    (Int.max, 1, 1), (Int.min, 1, 1),
  ])
  func noDate(year: Int, month: Int, day: Int) { #expect(PostgresDate(year: year, month: month, day: day) == nil) }

  @Test func dateLimits() {
    #expect(PostgresDate(year: -4713, month: 11, day: 24)?.description == "4714-11-24 BC")
    #expect(PostgresDate(year: 5_874_897, month: 12, day: 31)?.description == "5874897-12-31")
    #expect(PostgresDate(year: 0, month: 2, day: 29)?.description == "0001-02-29 BC")
    #expect(PostgresDate.negativeInfinity < PostgresDate(daysSince2000: 0))
    #expect(PostgresDate.infinity.components == nil)
  }

  @Test func timestampAndUnixTime() {
    #expect(PostgresTimestamp(microsecondsSince1970: 0)?.description == "1970-01-01 00:00:00+00")
    #expect(PostgresTimestamp(microsecondsSince1970: 0)?.microsecondsSince1970 == 0)
    #expect(PostgresTimestamp(microsecondsSince1970: .min) == nil)
    #expect(PostgresTimestamp(microsecondsSince1970: .max)?.microsecondsSince1970 == .max)
    #expect(PostgresTimestamp.infinity.microsecondsSince1970 == nil)
    // Later than Unix time in microseconds can say.
    #expect(PostgresTimestamp(microsecondsSince2000: 9_223_371_331_199_999_999).microsecondsSince1970 == nil)
  }

  @Test(arguments: [
    "", "00000000-0000-0000-0000-00000000000", "0000000000000000-0000-0000-000000000000", "g0000000-0000-0000-0000-000000000000",
  ])
  func noUUID(_ text: String) { #expect(PostgresUUID(text) == nil) }

  @Test func uuidInUpperCase() {
    let value = PostgresUUID("A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11")
    #expect(value?.description == "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")
    #expect(PostgresUUID(bytes: [1, 2, 3]) == nil)
  }

  @Test func typeNames() {
    #expect(PostgresType.timestamptz.array?.description == "timestamptz[]")
    #expect(PostgresType(rawValue: 999_999).description == "type 999999")
    #expect(PostgresType.void.array == nil)
  }

  @Test func identifiersStayOneWord() {
    #expect(quotedIdentifier("clinic_patients") == "\"clinic_patients\"")
    #expect(quotedIdentifier("a\"; DROP TABLE x; --\"") == "\"a\"\"; DROP TABLE x; --\"\"\"")
  }
}
