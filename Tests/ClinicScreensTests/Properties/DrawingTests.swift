import ClinicModel
import EventLoop
import TerminalUI
import Testing

/// What holds for every screen: drawing depends on the state alone, sizes come and go, ASCII is ASCII, the cursor is somewhere.
@Suite(.onLoop)
struct DrawingTests {
  @Test(arguments: Reachable.all)
  @UIActor
  func drawingAgainGivesTheSame(_ state: Reachable) async {
    let rig = await state.rig()
    let first = rig.draw().silenced()
    #expect(rig.draw() == first)
  }

  @Test(arguments: Reachable.all)
  @UIActor
  func theTextComesBackAfterResizing(_ state: Reachable) async {
    let rig = await state.rig()
    let before = rig.draw().silenced()
    rig.draw(Size(width: 80, height: 24))
    rig.draw(Size(width: 40, height: 10))
    rig.draw(Size(width: 200, height: 50))
    #expect(rig.draw(Size(width: 100, height: 30)) == before)
  }

  @Test(arguments: Reachable.all)
  @UIActor
  func asciiIsAscii(_ state: Reachable) async {
    let rig = await state.rig()
    for language in [Language.english, .spanish] {
      rig.model.setLanguage(language)
      await rig.settle()
      let canvas = rig.draw(rig.size, .ascii)
      #expect(canvas.cells.allSatisfy { $0.text.utf8.allSatisfy { $0 < 128 } })
    }
  }

  @Test(arguments: Reachable.all)
  @UIActor
  func theHardwareCursorStandsOnTheSelection(_ state: Reachable) async throws {
    let rig = await state.rig()
    for size in [Size(width: 80, height: 24), Size(width: 100, height: 30), Size(width: 200, height: 50)] {
      let canvas = rig.draw(size)
      let cursor = try #require(canvas.cursor)
      #expect(canvas.bounds.contains(cursor))
      #expect(Self.isOnSelection(cursor, canvas), "\(state.name) \(size.name): \(canvas.rows()[cursor.y])")
    }
  }

  /// On a row's marker, in a field, on a choice, on the point of a chart, or at the beginning of a text that is to be read.
  private static func isOnSelection(_ cursor: Point, _ canvas: Canvas) -> Bool {
    let row = canvas.rows(trimmed: false)[cursor.y]
    let cell = canvas[cursor]?.text ?? ""
    let before = canvas[cursor.offset(x: -1)]?.text ?? " "
    if [">", "@", "o"].contains(cell) { return true }
    let field = row.lastIndex(of: "[") != nil && row.lastIndex(of: "]") != nil
    if field, canvas[cursor]?.role == .fieldFocus || canvas[cursor]?.role == .field || canvas[cursor]?.role == .fieldError {
      return true
    }
    if canvas[cursor]?.role == .fieldFocus { return true }
    // The beginning of a text, or of an empty list.
    return before == " " || cursor.x == 0
  }

  @Test(arguments: Reachable.all)
  @UIActor
  func aTooSmallWindowShowsNothingOfIt(_ state: Reachable) async {
    let rig = await state.rig()
    for size in [
      Size(width: 60, height: 16), Size(width: 79, height: 24), Size(width: 80, height: 23), Size(width: 20, height: 3),
    ] {
      let text = rig.draw(size).allText
      #expect(PatientWords.found(in: text) == [])
    }
    #expect(rig.draw(Size(width: 60, height: 16)).allText.contains("80 x 24"))
  }

  /// In a wide row a name must not be further from its birth date than the eye carries.
  @Test
  @UIActor
  func rowsStayTogetherInAWideWindow() async throws {
    let rig = Rig(size: Size(width: 300, height: 50))
    await rig.signIn(.nurse)
    let row = rig.cursorRow
    let divider = try #require(row.firstIndex(of: "│"))
    #expect(row.distance(from: row.startIndex, to: divider) <= 112)
  }
}
