import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI
import Testing

@testable import ClinicScreens

/// Every form of the chart, the line cut at every one of its fields: nothing typed is lost, nothing is stored twice.
@Suite(.onLoop)
struct RecordFormCutTests {
  /// The terminal is gone at this field; another one brings everything back, and it is stored once.
  @Test(arguments: RecordFormKind.allCases)
  @UIActor
  func aLostTerminalLosesNothing(_ kind: RecordFormKind) async throws {
    let sample = FormSample.of(kind)
    for place in sample.typed.indices {
      let world = ClinicWorld()
      let rig = Rig(world)
      await rig.open(sample)
      await rig.fill(sample.typed[..<place])
      for key in sample.typed[place].keys { await rig.press(key) }
      let typed = try #require(rig.form?.values)
      #expect(typed != rig.form?.specification.initial, "\(kind) \(sample.typed[place].field): nothing was typed")
      await rig.model.leave()
      let again = Rig(world)
      await again.open(sample)
      #expect(again.form?.values == typed, "\(kind) \(sample.typed[place].field)")
      #expect(again.text.contains("your draft was brought back"))
      try await finish(again, sample, from: place, world)
    }
  }

  /// The database is lost at this field: the lock, the password, and the same form with the same cursor.
  @Test(arguments: RecordFormKind.allCases)
  @UIActor
  func aLostDatabaseLosesNothing(_ kind: RecordFormKind) async throws {
    let sample = FormSample.of(kind)
    for place in sample.typed.indices {
      let world = ClinicWorld()
      let rig = Rig(world)
      await rig.open(sample)
      await rig.fill(sample.typed[..<place])
      for key in sample.typed[place].keys { await rig.press(key) }
      let (typed, cursor) = (try #require(rig.form?.values), rig.canvas.cursor)
      rig.model.connectionChanged(.lost(nextTryAt: Moments.now))
      await rig.settle()
      #expect(!rig.text.contains(typed["title"].isEmpty ? "~" : typed["title"]))
      rig.model.connectionChanged(.connected)
      await rig.type(ClinicWorld.password)
      await rig.press(.enter)
      #expect(rig.form?.values == typed)
      #expect(rig.canvas.cursor == cursor, "\(kind) \(sample.typed[place].field)")
      await rig.press(.tab)
      await rig.fill(sample.typed[(place + 1)...])
      try await store(rig, world)
    }
  }

  /// Half of a field is typed when the line is cut, and when the terminal is: half of a date, of a number, of a word looked up.
  @Test(arguments: RecordFormKind.allCases)
  @UIActor
  func halfAFieldIsNotLost(_ kind: RecordFormKind) async throws {
    let sample = FormSample.of(kind)
    for (place, field) in sample.typed.enumerated() {
      let world = ClinicWorld()
      let rig = Rig(world)
      await rig.open(sample)
      await rig.fill(sample.typed[..<place])
      for key in field.keys.prefix((field.keys.count + 1) / 2) { await rig.press(key) }
      let (typed, cursor, row) = (try #require(rig.form?.values), rig.canvas.cursor, rig.cursorRow)
      rig.model.connectionChanged(.lost(nextTryAt: Moments.now))
      await rig.settle()
      rig.model.connectionChanged(.connected)
      await rig.type(ClinicWorld.password)
      await rig.press(.enter)
      #expect(rig.form?.values == typed && rig.canvas.cursor == cursor && rig.cursorRow == row, "\(kind) \(field.field)\n\(rig.text)")
      await rig.model.leave()
      let again = Rig(world)
      await again.open(sample)
      // A sample may step over a choice on its way.
      let steps = place + sample.typed[...place].flatMap(\.keys).count { $0 == .tab }
      for _ in 0..<steps { await again.press(.tab) }
      #expect(again.form?.values == typed, "\(kind) \(field.field)")
      #expect(Self.shown(again) == Self.shown(row), "\(kind) \(field.field)\n\(again.text)")
    }
  }

  /// What a row says of its field, wherever its text is scrolled to.
  @UIActor private static func shown(_ rig: Rig) -> String { shown(rig.cursorRow) }
  private static func shown(_ row: String) -> String { row.filter { $0.isLetter || $0.isNumber } }

  /// From the first field of a form that came back to behind `place`, the rest filled, and stored.
  @UIActor
  private func finish(_ rig: Rig, _ sample: FormSample, from place: Int, _ world: ClinicWorld) async throws {
    for _ in 0...place { await rig.press(.tab) }
    await rig.fill(sample.typed[(place + 1)...])
    try await store(rig, world)
  }

  @UIActor
  private func store(_ rig: Rig, _ world: ClinicWorld) async throws {
    await rig.press(.function(9))
    #expect(rig.form == nil, "\(rig.text)")
    #expect(world.with { $0.sections.stored.count } == 1)
    #expect(world.with { $0.recordDrafts } == [:])
  }

  /// The reply to the storing is lost: the same form goes out again after the password, and is stored once.
  @Test(arguments: RecordFormKind.allCases)
  @UIActor
  func aLostReplyIsResolved(_ kind: RecordFormKind) async throws {
    let (sample, world) = (FormSample.of(kind), ClinicWorld())
    let rig = Rig(world)
    await rig.open(sample)
    await rig.fill(sample.typed[...])
    world.fail(.storeRecord, with: .unknownOutcome)
    await rig.press(.function(9))
    #expect(rig.form?.phase == .inDoubt)
    #expect(rig.text.contains("The line was lost while saving."))
    await rig.press(.escape)
    #expect(rig.text.contains("First it must be known whether it is stored."))
    // Nor another way: its answer would come up under another patient's name.
    await rig.press(.alt("1"))
    #expect(rig.form?.phase == .inDoubt && rig.text.contains("First it must be known whether it is stored."), "\(rig.text)")
    await rig.press(.escape)
    rig.model.connectionChanged(.lost(nextTryAt: Moments.now))
    world.fail(.storeRecord, with: nil)
    rig.model.connectionChanged(.connected)
    await rig.type(ClinicWorld.password)
    await rig.press(.enter)
    #expect(rig.form == nil, "\(rig.text)")
    #expect(world.with { $0.sections.stored.count } == 1)
    #expect(world.with { $0.recordDrafts } == [:])
  }

  /// The reply is lost and the terminal with it: opening the form again finds out, also where its record has another version now.
  @Test(arguments: RecordFormKind.allCases)
  @UIActor
  func aLostReplyIsResolvedAtAnotherTerminal(_ kind: RecordFormKind) async throws {
    let (sample, world) = (FormSample.of(kind), ClinicWorld())
    let rig = Rig(world)
    await rig.open(sample)
    await rig.fill(sample.typed[...])
    world.fail(.storeRecord, with: .unknownOutcome)
    await rig.press(.function(9))
    await rig.model.leave()
    world.fail(.storeRecord, with: nil)
    let again = Rig(world)
    await again.open(sample)
    #expect(again.form == nil, "\(again.text)")
    #expect(world.with { $0.sections.stored.count } == 1)
    #expect(world.with { $0.recordDrafts } == [:])
  }

  /// The database says no: nothing is stored, everything typed stays, and the next try stores it once.
  @Test(arguments: RecordFormKind.allCases)
  @UIActor
  func notStoredIsSaid(_ kind: RecordFormKind) async throws {
    let (sample, world) = (FormSample.of(kind), ClinicWorld())
    let rig = Rig(world)
    await rig.open(sample)
    await rig.fill(sample.typed[...])
    let typed = rig.form?.values
    world.fail(.storeRecord, with: .unavailable)
    await rig.press(.function(9))
    #expect(rig.text.contains("Nothing was stored; try again."))
    #expect(rig.form?.values == typed)
    world.fail(.storeRecord, with: nil)
    try await store(rig, world)
  }

  /// INVALID puts the cursor into the named field.
  @Test(arguments: RecordFormKind.allCases)
  @UIActor
  func anInvalidFieldHasTheCursor(_ kind: RecordFormKind) async throws {
    let sample = FormSample.of(kind)
    for (place, field) in sample.typed.enumerated() {
      let world = ClinicWorld()
      let rig = Rig(world)
      await rig.open(sample)
      await rig.fill(sample.typed[...])
      world.fail(.storeRecord, with: .invalid(field: field.field))
      await rig.press(.function(9))
      #expect(rig.text.contains("the database does not take this"), "\(kind) \(field.field)\n\(rig.text)")
      #expect(rig.text.contains("Not saved: see the marked fields."))
      // The control of the field stands under the cursor: typing there changes it and nothing else.
      let before = try #require(rig.form?.values)
      for key in sample.typed[place].keys.filter({ $0 != .backTab && $0 != .tab && $0 != .enter }) + [.backspace, .right] {
        await rig.press(key)
      }
      let after = try #require(rig.form?.values)
      #expect(before.texts.filter { $0.key != field.field } == after.texts.filter { $0.key != field.field })
    }
  }

  /// Esc keeps the draft and says so; an untouched form has none.
  @Test(arguments: RecordFormKind.allCases)
  @UIActor
  func escKeepsTheDraft(_ kind: RecordFormKind) async throws {
    let (sample, world) = (FormSample.of(kind), ClinicWorld())
    let rig = Rig(world)
    await rig.open(sample)
    await rig.press(.escape)
    #expect(rig.form == nil)
    #expect(world.with { $0.recordDrafts } == [:])
    #expect(!rig.text.contains("Your draft is kept."))
    // Still on the row: the last key opens the form again.
    if let key = sample.way.last { await rig.press(key) }
    for key in sample.typed[0].keys { await rig.press(key) }
    await rig.press(.escape)
    #expect(rig.text.contains("Your draft is kept."))
    #expect(world.with { $0.recordDrafts.count } == 1)
    #expect(world.with { $0.sections.stored.count } == 0)
  }

  /// Another person sees nothing of it.
  @Test(arguments: RecordFormKind.allCases)
  @UIActor
  func aDraftIsItsAuthorsOwn(_ kind: RecordFormKind) async throws {
    let (sample, world) = (FormSample.of(kind), ClinicWorld())
    guard sample.staff == .nurse else { return }
    let rig = Rig(world)
    await rig.open(sample)
    await rig.fill(sample.typed[...])
    await rig.press(.function(12))
    var other = sample
    other.staff = .doctor
    await rig.open(other)
    // Nor may a doctor amend a nurse's note.
    #expect(rig.form?.isChanged != true)
  }

  /// Ctrl-Z brings a field back to what it was when the cursor came, and again what was typed.
  @Test(arguments: RecordFormKind.allCases)
  @UIActor
  func undoIsPerField(_ kind: RecordFormKind) async throws {
    let sample = FormSample.of(kind)
    let rig = Rig()
    await rig.open(sample)
    for (place, field) in sample.typed.enumerated() {
      if place > 0 { await rig.press(.tab) }
      let before = rig.form?.values[field.field]
      // Keys that leave the field and come back begin it anew.
      for key in field.keys where key != .backTab && !(key == .enter && kind == .newAllergy) { await rig.press(key) }
      let after = rig.form?.values[field.field]
      #expect(before != after)
      await rig.press(.control("z"))
      #expect(rig.form?.values[field.field] == before, "\(kind) \(field.field)")
      await rig.press(.control("z"))
      #expect(rig.form?.values[field.field] == after)
    }
  }

  /// Every field and option of every form has words of its own in both languages.
  @Test(arguments: RecordFormKind.allCases, [Language.english, .spanish])
  @UIActor
  func everyFieldHasWords(_ kind: RecordFormKind, _ language: Language) async throws {
    let rig = Rig(language: language)
    await rig.open(FormSample.of(kind))
    let specification = try #require(rig.form?.specification)
    let words = kind.words
    for field in specification.fields {
      #expect(words.label(field) != Message(verbatim: field.id), "\(kind) \(field.id)")
      guard case .choice(let options) = field.content else { continue }
      for option in options { #expect(words.option(field, option) != Message(verbatim: option.id), "\(kind) \(option.id)") }
    }
    // All that the sample fills is shown on the smallest screen, nothing of it cut.
    for (place, field) in FormSample.of(kind).typed.enumerated() {
      await rig.fill(field)
      rig.draw(Size(width: 80, height: 24))
      #expect(rig.canvas.cursor != nil, "\(kind) field \(place)")
    }
  }
}
