import ClinicModel
import Foundation
import Testing

@testable import ClinicScreens

/// Every wording in the sources, as written: both languages are there, and both say the same values.
struct WordingTests {
  private struct Entry {
    let file: String
    let english: String
    let spanish: String
  }

  @Test
  func everyMessageIsWholeInBothLanguages() throws {
    let entries = try Self.entries()
    #expect(entries.count > 250)
    for entry in entries {
      #expect(!entry.english.trimmingCharacters(in: .whitespaces).isEmpty, "\(entry.file): \(entry.spanish)")
      #expect(!entry.spanish.trimmingCharacters(in: .whitespaces).isEmpty, "\(entry.file): \(entry.english)")
      let values = [entry.english, entry.spanish].map { Self.placeholders($0) }
      #expect(values[0] == values[1], "\(entry.file): \(entry.english) | \(entry.spanish)")
      // "Record no." is no sentence.
      guard entry.english.count > 12 else { continue }
      let ends = [entry.english, entry.spanish].map { text in ".:?!".contains(text.last ?? " ") ? text.last : nil }
      #expect(ends[0] == ends[1], "one is a sentence and the other is not: \(entry.english) | \(entry.spanish)")
    }
  }

  /// The terms that are the same in both, on purpose; anything else that is equal was forgotten.
  @Test
  func nothingIsLeftUntranslated() throws {
    let same = try Self.entries().filter {
      $0.english == $0.spanish && $0.english.contains(where: \.isLetter) && !$0.english.contains("\\(")
    }
    #expect(Set(same.map(\.english)) == ["DEMO", "zoom", "social", "provisional"])
  }

  @Test
  func everyCaseHasItsWord() {
    let messages: [Message] =
      StaffRole.allCases.map { .role($0) } + Sex.allCases.map { .sex($0) } + Sex.allCases.map { .sexLetter($0) }
      + AccessPurpose.allCases.map { .purpose($0) } + ReasonForAccess.allCases.map { .reason($0) }
      + Allergy.Severity.allCases.map { .severity($0) } + ResultFlag.allCases.map { .flag($0) }
      + ResultFlag.allCases.map { .flagWord($0) }
      + EmergencyAccess.ReasonClass.allCases.map { .reasonClass($0) } + EmergencyAccess.Phase.allCases.map { .phase($0) }
      + Refusal.allCases.map { .refusal($0) } + Site.Environment.allCases.map { .environment($0) }
      + DirectoryEntry.LifeStatus.allCases.map { .lifeStatus($0) } + DuplicateCandidate.Evidence.allCases.map { .evidence($0) }
      + RegistrationForm.Field.allCases.map { .registrationField($0) } + Language.allCases.map { .language($0) }
    for message in messages {
      #expect(!message.english.isEmpty)
      #expect(!message.spanish.isEmpty)
    }
    // Words that stand side by side must not be the same.
    #expect(Set(EmergencyAccess.Phase.allCases.map { Message.phase($0).spanish }).count == EmergencyAccess.Phase.allCases.count)
    #expect(Set(Sex.allCases.map { Message.sexLetter($0).spanish }).count == Sex.allCases.count)
    #expect(Set(ResultFlag.allCases.map { Message.flag($0).english }).count == ResultFlag.allCases.count)
  }

  @Test
  func numbersFollowTheLanguage() throws {
    let value = try #require(DecimalNumber("7.05"))
    #expect(Wording(.english).number(value, decimals: 1) == "7.1")
    #expect(Wording(.spanish).number(value, decimals: 1) == "7,1")
    #expect(Wording(.spanish).change(value, decimals: 2) == "+7,05")
    #expect(Wording(.english).number(Double.nan, decimals: 1) == "-")
    #expect(Unit.text("mL/min/{1.73_m2}") == "mL/min/1.73 m2")
    #expect(Unit.text("m[IU]/L") == "mIU/L")
  }

  // MARK: The sources

  private static func entries() throws -> [Entry] {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = tests.deletingLastPathComponent().appendingPathComponent("Sources/ClinicScreens")
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    let literal = #""((?:[^"\\]|\\\((?:[^()]|\([^()]*\))*\)|\\.)*)""#
    let pattern = try Regex(#"Message\(\s*en:\s*"# + literal + #"[^"]{0,3}\s*es:\s*"# + literal)
    return try files.filter { $0.hasSuffix(".swift") }.flatMap { file in
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      return text.matches(of: pattern).map { match in
        Entry(file: file, english: String(match.output[1].substring ?? ""), spanish: String(match.output[2].substring ?? ""))
      }
    }
  }

  /// The values a text shows, each language's own words left out: `\(shown.english)` and `\(shown.spanish)` are one value.
  private static func placeholders(_ text: String) -> [String] {
    var found: [String] = []
    var rest = text[...]
    while let start = rest.range(of: "\\(") {
      var depth = 1
      var end = start.upperBound
      while end < rest.endIndex, depth > 0 {
        if rest[end] == "(" { depth += 1 }
        if rest[end] == ")" { depth -= 1 }
        end = rest.index(after: end)
      }
      found.append(
        String(rest[start.upperBound..<end]).replacingOccurrences(of: ".english", with: "").replacingOccurrences(
          of: ".spanish", with: ""))
      rest = rest[end...]
    }
    return found.sorted()
  }
}
