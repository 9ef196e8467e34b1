import Testing

@testable import TerminalUI

@Suite struct TabsTests {
  private let titles = ["Summary", "Results", "Prescriptions", "Notes"]

  @Test func theChosenTabIsInBrackets() {
    let canvas = screen(60, 1) { Tabs(titles, selectedIndex: 2).draw(on: &$0, in: $1, isFocused: true) }
    #expect(canvas.rows() == [" 1 Summary 2 Results[3 Prescriptions]4 Notes"])
    #expect(canvas.cursor == Point(x: 20, y: 0))
    #expect(canvas[Point(x: 21, y: 0)]?.role == .tabActive)
  }

  @Test func tabsAreWholeOrNotThere() {
    for width in 22...60 {
      for chosen in titles.indices {
        let row = screen(width, 1) { Tabs(titles, selectedIndex: chosen).draw(on: &$0, in: $1, isFocused: false) }.rows()[0]
        #expect(row.contains("[\(chosen + 1) \(titles[chosen])]"), "\(width)")
        let shown = titles.filter { row.contains($0) }
        #expect((shown.count == 4) == !(row.hasPrefix("<") || row.hasSuffix(">")), "\(width) \(row)")
        let first = titles.firstIndex { row.contains($0) } ?? 0
        #expect(row.hasPrefix("<\(first)") == (first > 0), "\(width) \(row)")
        #expect(row.hasSuffix("\(4 - first - shown.count)>") == (first + shown.count < 4), "\(width) \(row)")
      }
    }
  }

  @Test func titlesGrowShortBeforeTheyAreLeftOut() {
    let tabs = zip(titles, ["Sum", "Res", "Rx", "Nts"]).enumerated().map { place, titles in
      Tabs.Tab(number: place * 2 + 1, title: titles.0, shortTitle: titles.1)
    }
    func row(_ width: Int) -> String {
      screen(width, 1) { Tabs(tabs: tabs, selectedIndex: 2).draw(on: &$0, in: $1, isFocused: false) }.rows()[0]
    }
    #expect(row(45) == " 1 Summary 3 Results[5 Prescriptions]7 Notes")
    #expect(row(44) == " 1 Sum 3 Res[5 Prescriptions]7 Nts")
    #expect(row(33) == " 1 Sum 3 Res[5 Rx]7 Nts")
    #expect(row(20) == "<2[5 Rx]7 Nts")
    var chosen = Tabs(tabs: tabs)
    #expect(chosen.handle(.key(.alt("5"))) == .selected(2))
    #expect(chosen.handle(.key(.alt("2"))) == .ignored)
  }

  @Test func altKeysChoose() {
    var tabs = Tabs(titles)
    #expect(tabs.handle(.key(.alt("4"))) == .selected(3))
    #expect(tabs.selectedIndex == 3)
    for key: Key in [.alt("5"), .alt("0"), .alt("x"), .character("1"), .left] { #expect(tabs.handle(.key(key)) == .ignored) }
    tabs.select(99)
    #expect(tabs.selectedIndex == 3)
    #expect(Tabs([], selectedIndex: 3).selectedIndex == 0)
  }
}

@Suite struct BannerTests {
  private let patient = Banner([
    .init("ALDER, Jane", minimumWidth: 6), .init("F  1961-03-04 (65y)"), .init("MRN 104-233-7"),
    .init("ALLERGY: penicillin (severe)", role: .bannerAllergy), .init("Rm B12", dropOrder: 1),
  ])

  private func draw(_ banner: Banner, _ width: Int, _ height: Int) -> Canvas {
    screen(width, height) { banner.draw(on: &$0, in: $1) }
  }

  @Test func allWhereThereIsRoom() {
    let canvas = draw(patient, 100, 1)
    #expect(
      canvas.rows() == [" ALDER, Jane | F  1961-03-04 (65y) | MRN 104-233-7 | ALLERGY: penicillin (severe) | Rm B12"])
    #expect(canvas[Point(x: 55, y: 0)]?.role == .bannerAllergy)
  }

  @Test func theLeastNeededGoesThenTheNameIsCut() {
    #expect(draw(patient, 80, 1).rows() == [" ALDER, J~ | F  1961-03-04 (65y) | MRN 104-233-7 | ALLERGY: penicillin (severe)"])
  }

  @Test func moreRowsAreUsed() {
    #expect(
      draw(patient, 60, 2).rows() == [
        " ALDER, Jane | F  1961-03-04 (65y) | MRN 104-233-7", " ALLERGY: penicillin (severe) | Rm B12",
      ])
  }

  /// Whatever the width, a birth date or number is there whole or not at all where it fits a row.
  @Test func identifiersAreNeverCut() {
    for width in 32...110 {
      let rows = draw(patient, width, 3).rows().joined(separator: " ")
      for part in ["F  1961-03-04 (65y)", "MRN 104-233-7", "ALLERGY: penicillin (severe)"] {
        #expect(rows.contains(part), "\(width)")
      }
    }
  }

  @Test func partsAtTheRightEnd() {
    let status = Banner(
      [.init("CLINIC  Chart")],
      trailing: [.init("N. Berg RN"), .init("ward B", dropOrder: 2), .init("14:32", dropOrder: 3), .init("queue 2 !")])
    #expect(draw(status, 70, 1).rows() == [" CLINIC  Chart                N. Berg RN | ward B | 14:32 | queue 2 !"])
    #expect(draw(status, 52, 1).rows() == [" CLINIC  Chart      N. Berg RN | ward B | queue 2 !"])
    #expect(draw(status, 40, 1).rows() == [" CLINIC  Chart | N. Berg RN | queue 2 !"])
  }
}

@Suite struct ToastTests {
  @Test func theKindIsAMark() {
    let marks = [Toast.Kind.info, .warning, .error].map { kind in
      screen(30, 1) { Toast(kind, "draft kept").draw(on: &$0, in: $1) }.rows()[0]
    }
    #expect(marks == [" i draft kept", " ! draft kept", " !! draft kept"])
  }

  @Test func longTextTakesMoreRowsFromBelow() {
    let toast = Toast(.warning, "The line was lost while saving. It is checked as soon as it is back.")
    let canvas = screen(40, 4) { toast.draw(on: &$0, in: $1) }
    #expect(canvas.rows() == ["", "", " ! The line was lost while saving. It", "   is checked as soon as it is back."])
    #expect(toast.height(width: 40, glyphs: .ascii) == 2)
    #expect(canvas[Point(x: 0, y: 1)]?.role == .text)
    #expect(canvas[Point(x: 0, y: 2)]?.role == .toastWarning)
    #expect(screen(40, 1) { toast.draw(on: &$0, in: $1) }.rows()[0].hasSuffix("~"))
  }
}

@Suite struct LabelValueListTests {
  private let facts = LabelValueList([
    .init("Who", "N. Berg, RN"), .init("Patient", "KLEIN, Otto", role: .textStrong),
    .init("Reason", "Found unconscious in corridor, need medicines and allergies now"),
  ])

  @Test func valuesLineUpAndGoOnBelow() {
    let canvas = screen(40, 6) { facts.draw(on: &$0, in: $1) }
    #expect(
      canvas.rows() == [
        "Who      N. Berg, RN", "Patient  KLEIN, Otto", "Reason   Found unconscious in corridor,",
        "         need medicines and allergies",
        "         now", "",
      ])
    #expect(facts.height(width: 40, glyphs: .ascii) == 5)
  }

  @Test func whatDoesNotFitIsMarked() {
    #expect(screen(40, 3) { facts.draw(on: &$0, in: $1) }.rows() == ["Who      N. Berg, RN", "Patient  KLEIN, Otto", "~"])
  }
}

@Suite struct ScrollTextTests {
  @Test func scrollsAndSaysThatThereIsMore() {
    var text = ScrollText((1...10).map { "line \($0)" }.joined(separator: "\n"))
    func rows() -> [String] { screen(12, 4) { text.draw(on: &$0, in: $1, isFocused: true) }.rows() }
    #expect(rows() == ["line 1", "line 2", "line 3", "line 4     v"])
    #expect(!text.wasReadToEnd)
    _ = text.handle(.key(.pageDown))
    #expect(rows() == ["line 5     ^", "line 6", "line 7", "line 8     v"])
    _ = text.handle(.key(.end))
    #expect(rows() == ["line 7     ^", "line 8", "line 9", "line 10"])
    #expect(text.wasReadToEnd)
    _ = text.handle(.key(.up))
    #expect(text.offset == 5)
    _ = text.handle(.key(.home))
    #expect(text.offset == 0)
    #expect(text.handle(.key(.enter)) == .ignored)
  }

  @Test func shortTextIsReadAtOnce() {
    var text = ScrollText("all")
    _ = screen(12, 4) { text.draw(on: &$0, in: $1, isFocused: true) }
    #expect(text.wasReadToEnd)
    _ = text.handle(.key(.pageDown))
    #expect(text.offset == 0)
  }
}

@Suite struct TextWrapTests {
  @Test func breaksAtSpaces() {
    #expect(TextWrap.lines("one two three", width: 7) == ["one two", "three"])
    #expect(TextWrap.lines("one two three", width: 8) == ["one two", "three"])
    #expect(TextWrap.lines("", width: 8) == [""])
    #expect(TextWrap.lines("a\n\nb", width: 8) == ["a", "", "b"])
    #expect(TextWrap.lines("two  spaces", width: 20) == ["two  spaces"])
    #expect(TextWrap.lines("x", width: 0) == [])
  }

  @Test func breaksLongAndWideWords() {
    #expect(TextWrap.lines("abcdefgh", width: 3) == ["abc", "def", "gh"])
    #expect(TextWrap.lines("漢字かな", width: 5) == ["漢字", "かな"])
    #expect(TextWrap.lines("漢字", width: 1) == ["漢", "字"])
  }

  @Test func noLineIsTooWideAndNoWordIsLost() {
    var random = SeededGenerator(seed: 11)
    let letters = Array("abcdefg é漢字ñ-  ")
    for _ in 0..<400 {
      let text = String(
        (0..<Int.random(in: 0...60, using: &random)).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
      let width = Int.random(in: 2...20, using: &random)
      let lines = TextWrap.lines(text, width: width)
      #expect(lines.allSatisfy { DisplayWidth.of($0) <= width })
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }
}
