import ClinicModel
import EventLoop
import TerminalUI
import Testing

/// Any keys in any order at any size: nothing stops, nothing is drawn outside, and what is drawn depends on the state alone.
@Suite(.onLoop)
struct RandomWalkTests {
  @Test(arguments: Staff.allCases, 1...4)
  @UIActor
  func anyKeysAtAnySize(_ staff: Staff, _ seed: Int) async {
    var generator = SeededGenerator(UInt64(seed) * 1000 + UInt64(staff.rawValue.utf8.count))
    let rig = Rig(ClinicWorld(WorldPatients.offerDuplicates))
    await rig.signIn(staff)
    for _ in 0..<60 {
      let key = KeyPool.key(&generator)
      if key == .control("q") || key == .function(12) { continue }
      await rig.press(key)
      if case .locked = rig.model.stage {
        await rig.type(ClinicWorld.password)
        await rig.press(.enter)
      }
      check(rig.canvas, rig.size)
      guard Int.random(in: 0..<4, using: &generator) == 0 else { continue }
      let size = KeyPool.size(&generator)
      let canvas = rig.draw(size, Bool.random(using: &generator) ? .utf8 : .ascii).silenced()
      check(canvas, size)
      #expect(rig.draw() == canvas, "drawing again gave something else")
      rig.draw(Size(width: 100, height: 30))
    }
  }

  @Test(arguments: 1...4)
  @UIActor
  func anyKeysBeforeSignIn(_ seed: Int) async {
    var generator = SeededGenerator(UInt64(seed) + 77)
    let rig = Rig()
    await rig.settle()
    for _ in 0..<50 {
      await rig.press(KeyPool.key(&generator))
      let size = KeyPool.size(&generator)
      check(rig.draw(size), size)
      rig.draw(Size(width: 80, height: 24))
      #expect(PatientWords.found(in: rig.text) == [])
    }
    #expect(rig.model.stage == .signedOut)
  }

  /// Every screen at many sizes, the smallest and the strangest too.
  @Test(arguments: Reachable.all)
  @UIActor
  func anySize(_ state: Reachable) async {
    var generator = SeededGenerator(UInt64(state.name.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) }))
    let rig = await state.rig()
    var sizes = [(0, 0), (1, 1), (300, 1), (80, 24), (95, 24), (96, 25), (300, 24), (80, 60)].map {
      Size(width: $0.0, height: $0.1)
    }
    for _ in 0..<3 { sizes.append(KeyPool.size(&generator)) }
    for size in sizes { check(rig.draw(size, Bool.random(using: &generator) ? .utf8 : .ascii), size) }
  }

  @Test(arguments: 1...5)
  @UIActor
  func anyPaste(_ seed: Int) async {
    var generator = SeededGenerator(UInt64(seed) + 500)
    let rig = Rig()
    await rig.signIn(.receptionist)
    for _ in 0..<20 {
      await rig.press(KeyPool.key(&generator))
      if rig.model.stage != .signedIn { break }
      await rig.send(.paste(HostileText.all.randomElement(using: &generator) ?? ""))
      check(rig.canvas, rig.size)
    }
  }

  /// The canvas is whole: each row has its width in columns, and the cursor is inside.
  private func check(_ canvas: Canvas, _ size: Size) {
    #expect(canvas.size == size)
    #expect(canvas.cells.count == size.width * size.height)
    if let cursor = canvas.cursor, !canvas.bounds.isEmpty { #expect(canvas.bounds.contains(cursor), "\(cursor) in \(size)") }
    for y in canvas.bounds.rows {
      let row = canvas.cells[(y * size.width)..<((y + 1) * size.width)]
      let columns = row.reduce(0) { $0 + ($1.text.utf8.count <= 1 ? $1.text.utf8.count : DisplayWidth.of($1.text)) }
      #expect(columns == size.width)
    }
  }
}
