import Testing

@testable import TerminalUI

@Suite struct TableTests {
  struct Person {
    var id: Int
    var name: String
    var flag: String
  }

  private let people = (1...30).map { Person(id: $0, name: "Person \($0)", flag: $0 % 5 == 0 ? "HH" : "-") }

  private func table(_ ids: [Int]) -> Table<Int> {
    Table(
      [
        TableColumn("NO", .fixed(3), align: .trailing), TableColumn("NAME", .flexible(minimum: 8)),
        TableColumn("ROOM", .fixed(4), dropOrder: 1), TableColumn("FL", .fixed(2)),
      ], rows: ids, emptyText: "nobody")
  }

  private func draw(
    _ table: inout Table<Int>, width: Int = 28, height: Int = 5, glyphs: GlyphSet = .ascii, isFocused: Bool = true
  ) -> Canvas {
    screen(width, height, glyphs) { canvas, rect in
      let rows = table.rows
      table.draw(on: &canvas, in: rect, isFocused: isFocused) { place in
        let person = people[rows[place] - 1]
        return [
          "\(person.id)", "\(person.name)", "B12", TableCell(person.flag, role: person.flag == "HH" ? .flagCriticalHigh : nil),
        ]
      }
    }
  }

  @Test func columnsStandUnderTheirTitles() {
    var table = table([4, 5, 6])
    let canvas = draw(&table)
    #expect(
      text(canvas) == """
          NO NAME            ROOM FL
        >  4 Person 4        B12  -
           5 Person 5        B12  HH
           6 Person 6        B12  -

        """)
    #expect(canvas.cursor == Point(x: 0, y: 1))
  }

  @Test func theBarKeepsTheFlagsOwnLook() {
    var table = table([5, 6])
    let canvas = draw(&table)
    #expect(canvas[Point(x: 5, y: 1)]?.role == .selectRow)
    #expect(canvas[Point(x: 26, y: 1)]?.role == .flagCriticalHigh)
    #expect(canvas[Point(x: 20, y: 2)]?.role == .text)
    table.selectionStyle = .markerOnly
    let lean = draw(&table)
    #expect(lean[Point(x: 5, y: 1)]?.role == .text)
    #expect(lean[Point(x: 0, y: 1)]?.role == .selectMarker)
    #expect(lean.rows() == canvas.rows())
    #expect(lean.cursor == canvas.cursor)
  }

  @Test func aMarkerStepChangesFourCells() {
    var table = table(Array(1...4))
    table.selectionStyle = .markerOnly
    let before = draw(&table)
    _ = table.handle(.key(.down))
    let after = draw(&table)
    #expect(zip(before.cells, after.cells).count { $0 != $1 } == 2)
  }

  @Test func withoutFocusTheMarkerStaysAndTheCursorGoes() {
    var table = table([1, 2])
    let canvas = draw(&table, isFocused: false)
    #expect(canvas.rows()[1].hasPrefix(">"))
    #expect(canvas.cursor == nil)
    #expect(canvas[Point(x: 5, y: 1)]?.role == .text)
  }

  @Test func keysMoveAndStayInside() {
    var table = table(Array(1...30))
    _ = draw(&table, height: 11)
    var seen: [Int?] = []
    for key: Key in [
      .up, .down, .character("j"), .character("k"), .pageDown, .pageDown, .pageDown, .pageDown, .down, .pageUp, .home, .end,
      .home,
    ] {
      #expect(table.handle(.key(key)) == .moved)
      seen.append(table.selection)
    }
    #expect(seen == [1, 2, 3, 2, 12, 22, 30, 30, 30, 20, 1, 30, 1])
    #expect(table.handle(.key(.enter)) == .activated(1))
    #expect(table.handle(.key(.character("x"))) == .ignored)
    #expect(table.handle(.paste("j")) == .ignored)
    table.movesByLetters = false
    #expect(table.handle(.key(.character("j"))) == .ignored)
  }

  @Test func theSelectionIsAlwaysInView() {
    var table = table(Array(1...30))
    var random = SeededGenerator(seed: 3)
    let moves: [Key] = [.up, .down, .pageUp, .pageDown, .home, .end]
    for _ in 0..<600 {
      let height = Int.random(in: 2...12, using: &random)
      let canvas = draw(&table, height: height)
      #expect(canvas.cursorRow.contains("Person \(table.selection ?? 0) "))
      _ = table.handle(.key(moves[Int.random(in: 0..<moves.count, using: &random)]))
    }
  }

  @Test func aReloadKeepsTheSelectedRowAndItsLine() {
    var table = table(Array(5...20))
    _ = draw(&table)
    for _ in 0..<6 { _ = table.handle(.key(.down)) }
    let line = draw(&table).cursor?.y
    #expect(table.selection == 11)
    table.setRows(Array(1...30))
    #expect(table.selection == 11)
    #expect(draw(&table).cursor?.y == line)
    table.setRows(Array((1...30).reversed()))
    #expect(table.selection == 11)
    #expect(table.selectionIndex == 19)
    let canvas = draw(&table)
    #expect(canvas.cursorRow.contains("Person 11"))
  }

  @Test func aRowThatGoesGivesItsPlace() {
    var table = table([1, 2, 3, 4])
    table.select(3)
    table.setRows([1, 2, 4])
    #expect(table.selection == 4)
    table.setRows([1, 2])
    #expect(table.selection == 2)
    table.setRows([])
    #expect(table.selection == nil)
    #expect(table.selectionIndex == nil)
    #expect(table.handle(.key(.enter)) == .ignored)
    #expect(table.handle(.key(.down)) == .moved)
    let canvas = draw(&table)
    #expect(canvas.rows()[1] == " nobody")
    #expect(canvas.cursor == Point(x: 0, y: 1))
    table.setRows([7, 8])
    #expect(table.selection == 7)
    #expect(table.select(99) == false)
  }

  @Test func onlyRowsInViewAreAskedFor() {
    var table = Table([TableColumn("N", .fixed(6))], rows: Array(0..<100_000))
    table.selectIndex(54_321)
    var asked: [Int] = []
    _ = screen(10, 11) { canvas, rect in
      table.draw(on: &canvas, in: rect, isFocused: true) { place in
        asked.append(place)
        return ["\(place)"]
      }
    }
    #expect(asked.count == 10)
    #expect(asked.contains(54_321))
  }

  @Test func narrowTablesLoseColumnsThatMay() {
    var table = table([5])
    #expect(draw(&table, width: 18).rows()[1] == ">  5 Person 5   HH")
    #expect(draw(&table, width: 10).rows()[1] == ">  5 Pers~")
  }

  @Test func widthsAddUpForEverySize() {
    let columns = [
      TableColumn("A", .fixed(5)), TableColumn("B", .flexible(minimum: 3, weight: 2)), TableColumn("C", .flexible(minimum: 4)),
      TableColumn("D", .fixed(2), dropOrder: 2), TableColumn("E", .fixed(6), dropOrder: 1),
    ]
    for width in 0...120 {
      let places = TableLayout(columns, x: 3, width: width).places
      var at = 3
      for place in places {
        #expect(place.x >= at && place.width > 0)
        at = place.x + place.width + 1
      }
      #expect(at - 1 <= 3 + width || places.isEmpty)
      if width >= 24 { #expect(places.count == 5 && at - 1 == 3 + width) }
      #expect(places.contains { $0.column == 3 } == (width >= 24))
    }
  }
}
