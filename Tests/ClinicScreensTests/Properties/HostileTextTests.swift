import ClinicModel
import EventLoop
import TerminalUI
import Testing

/// A stored text shows what is in it and does nothing else: each screen with a hostile text in every field looks exactly like the
/// same screen with the harmless characters that stand for it.
@Suite(.onLoop)
struct HostileTextTests {
  @Test(arguments: Reachable.hostile, HostileText.inside)
  @UIActor
  func lookIsThatOfItsVisibleForm(_ state: ScreenState, _ text: String) async {
    let size = Size(width: 100, height: 30)
    let hostile = await Self.rig(state, text)
    for glyphs in GlyphSet.allCases {
      let harmless = await Self.rig(state, TextFunnel.visible(text, glyphs: glyphs))
      let canvases = [hostile, harmless].map { $0.draw(size, glyphs).silenced() }
      let differing = zip(canvases[0].rows(), canvases[1].rows()).first { $0 != $1 }
      #expect(differing == nil)
      #expect(canvases[0] == canvases[1])
      #expect(Self.isPrintable(canvases[0]))
    }
  }

  /// In a field what was typed keeps its own length and gets its own problems, so what stands around it is compared: labels,
  /// brackets, the line to the next panel.
  @Test(arguments: HostileText.all)
  @UIActor
  func aFieldKeepsItToItself(_ text: String) async {
    let rig = Rig(
      ClinicWorld {
        $0.draft = Draft(
          content: ["surname_1": text, "surname_2": text, "given_names": text, "phone": text], savedAt: Moments.now)
      })
    await rig.signIn(.receptionist)
    await rig.press(.alt("5"))
    let canvas = rig.draw()
    #expect(Self.isPrintable(canvas))
    for y in 3..<28 { #expect(canvas[Point(x: 68, y: y)]?.text == "│") }
    for (label, end) in [("First surname *", 60), ("Second surname", 60), ("Given names *", 60), ("Phone", 44)] {
      let rows = canvas.bounds.rows.filter { y in
        label.enumerated().allSatisfy { canvas[Point(x: 3 + $0.offset, y: y)]?.text == String($0.element) }
      }
      #expect(rows.count == 1, "\(label)")
      #expect(
        rows.allSatisfy { canvas[Point(x: 19, y: $0)]?.text == "[" && canvas[Point(x: end, y: $0)]?.text == "]" }, "\(label)")
    }
  }

  @UIActor
  private static func rig(_ state: ScreenState, _ text: String) async -> Rig {
    let rig = Rig(ClinicWorld { HostileWorld.fill(&$0, with: text) }, size: Size(width: 100, height: 30))
    await state.reach(rig)
    return rig
  }

  private static func isPrintable(_ canvas: Canvas) -> Bool {
    canvas.cells.allSatisfy {
      $0.text.unicodeScalars.allSatisfy { ![.control, .format].contains($0.properties.generalCategory) }
    }
  }
}

extension Reachable {
  /// The panes and overlays that show stored text.
  static let hostile: [ScreenState] = [
    ScreenState("patients") { await $0.signIn(.nurse) },
    ScreenState("purpose") { rig in
      await rig.signIn(.nurse)
      await rig.press(.enter)
    },
    ScreenState("chart") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
    },
    ScreenState("series") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.enter)
    },
    ScreenState("readings") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.enter, .character("t"))
    },
    ScreenState("prescriptions") { rig in
      await rig.signIn(.nurse)
      await rig.openFirstChart()
      await rig.press(.character("r"))
    },
    ScreenState("queue") { rig in
      await rig.signIn(.doctor)
      await rig.press(.alt("4"))
    },
    ScreenState("revoke") { rig in
      await rig.signIn(.doctor)
      await rig.press(.alt("4"), .down, .down, .down, .character("V"))
    },
    ScreenState("own requests") { rig in
      await rig.signIn(.nurse)
      await rig.press(.alt("4"), .down, .down)
    },
    ScreenState("registration") { rig in
      await rig.signIn(.receptionist)
      await rig.press(.alt("5"))
    },
    ScreenState("sign-in") { await $0.settle() },
    ScreenState("notice") { rig in
      await rig.signIn(.nurse)
      let name = rig.world.with { $0.patients[0].name.listed }
      rig.model.show(.emergencyDenied(patient: name, by: name, reason: name))
      await rig.settle()
    },
  ]
}

/// Puts a text into every field that the database fills.
enum HostileWorld {
  static func fill(_ state: inout ClinicWorld.State, with text: String) {
    state.site.name = text
    state.site.emailDomain = text
    state.wards = state.wards.map { Ward(code: $0.code, name: text) }
    // One patient in front, whatever the text is: the order of the list must not depend on it.
    state.patients = [patient(WorldPatients.first, text)]
    if let content = state.charts[WorldPatients.first.id] { state.charts[WorldPatients.first.id] = chart(content, text) }
    state.queue = state.queue.map { entry($0, text) }
    state.mine = state.mine.map { access($0, text) }
    state.candidates = [DuplicateCandidate(entry: patient(WorldPatients.first, text), score: 1, level: .block, why: [.phone])]
    state.draft = Draft(content: ["birth_date": "1961-03-04"], savedAt: Moments.now)
    fill(&state.sections, with: text)
  }

  /// Free text of notes is not here: its line ends are kept, see `RecordReadingTests`.
  private static func fill(_ record: inout WorldSections, with text: String) {
    let first = WorldPatients.first.id
    for place in record.histories[first]?.indices ?? 0..<0 { record.histories[first]?[place].content.title = text }
    for place in record.historyVersions[first]?.indices ?? 0..<0 {
      record.historyVersions[first]?[place].history.content.title = text + "x"
      record.historyVersions[first]?[place].reason = text
    }
    for place in record.historyNotes[first]?.indices ?? 0..<0 { record.historyNotes[first]?[place].recordedBy = text }
    guard case .has(let entries) = record.allergies[first] else { return }
    record.allergies[first] = .has(entries.map { allergy in
      var allergy = allergy
      (allergy.substance, allergy.reaction, allergy.code) = (text, text, text)
      return allergy
    })
  }

  private static func patient(_ entry: DirectoryEntry, _ text: String) -> DirectoryEntry {
    var entry = entry
    entry.name = PersonName(givenNames: text, surname1: "Aa" + text, surname2: text)
    entry.wardName = text
    entry.wardCode = text
    entry.bed = text
    entry.attending = text
    return entry
  }

  private static func chart(_ content: ChartContent, _ text: String) -> ChartContent {
    var content = content
    content.allergies = .has([
      Allergy(substance: text, severity: .severe, reaction: text), Allergy(substance: text, severity: .mild),
    ])
    content.types = content.types.map { type in
      var type = type
      type.nameEnglish = text
      type.nameSpanish = text
      type.code = text
      // Brackets of units are taken off, in ASCII also the one that stands for ESC: then both would not be the same.
      if !["\u{1B}", "\u{241B}", "^["].contains(where: { text.contains($0) }) { type.unit = text }
      return type
    }
    content.series = content.series.mapValues {
      $0.map { result in
        var result = result
        result.source = text
        result.recordedBy = text
        return result
      }
    }
    // In an order of their own, so that sorting by name does not depend on the text.
    content.prescriptions = content.prescriptions.prefix(3).enumerated().map { place, prescription in
      var prescription = prescription
      prescription.medication = "\(place)" + text
      prescription.doseUnit = text
      prescription.route = text
      prescription.frequency = text
      prescription.prescriber = text
      return prescription
    }
    return content
  }

  private static func entry(_ entry: EmergencyQueueEntry, _ text: String) -> EmergencyQueueEntry {
    var entry = entry
    entry.access = access(entry.access, text)
    entry.requesterName = text
    entry.requesterWard = text
    entry.patientWard = text
    entry.attending = text
    return entry
  }

  private static func access(_ access: EmergencyAccess, _ text: String) -> EmergencyAccess {
    var access = access
    access.patientName = text
    access.number = text
    access.reason = text
    access.decidedBy = text
    if access.decisionReason != nil { access.decisionReason = text }
    return access
  }
}
