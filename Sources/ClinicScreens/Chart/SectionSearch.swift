import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let searchSection = Command("section.search")
  static let keepSearch = Command("section.search-keep")
  static let clearSearch = Command("section.search-clear")
}

extension Message {
  /// Why a section shows nothing: nothing was to be stored, so that is not what is said.
  static func unread(_ problem: Notice, clock: ClinicClock) -> Message {
    guard problem == .unavailable || problem == .inDoubt else { return .notice(problem, clock: clock) }
    return Message(en: "The database did not answer. F8 reads again.", es: "La base de datos no respondió. F8 vuelve a leer.")
  }
}

/// The search inside a section: `/` begins, every word typed begins a word of a row, Enter keeps it, Esc takes it away.
@UIActor
struct SectionSearch {
  private var field = TextField(maximumLength: 60)
  /// Keys go into the field.
  private(set) var isEditing = false

  /// Rows are kept back.
  var isActive: Bool { !field.isEmpty || isEditing }

  mutating func begin() { isEditing = true }

  mutating func keep() { isEditing = false }

  mutating func clear() {
    field.wipe()
    isEditing = false
  }

  /// True where the event went into the field.
  mutating func handle(_ event: InputEvent) -> Bool {
    guard isEditing else { return false }
    switch event {
    case .key(.enter), .key(.escape), .key(.up), .key(.down), .key(.pageUp), .key(.pageDown): return false
    default: return field.handle(event) != .ignored
    }
  }

  /// Whether a row that shows these texts is found.
  func finds(_ texts: [String]) -> Bool {
    let words = Self.words(field.text)
    guard !words.isEmpty else { return true }
    let parts = texts.flatMap(Self.words)
    return words.allSatisfy { word in parts.contains { $0.hasPrefix(word) } }
  }

  /// Without accents and case.
  private static func words(_ text: String) -> [String] {
    // A line end would become a sign of its own, and part of the next word.
    text.split(whereSeparator: \.isWhitespace).flatMap {
      AsciiFold.fold(String($0)).lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
    }
  }

  /// What of the keys of a section belongs to the search.
  func entries(hasRows: Bool) -> [CommandEntry] {
    if isEditing {
      return [
        CommandEntry(.keepSearch, [.enter], Message(en: "keep", es: "mantener")),
        CommandEntry(.clearSearch, [.escape], Message(en: "end search", es: "dejar de buscar")),
      ]
    }
    let search = CommandEntry(
      .searchSection, [.character("/")], Message(en: "search", es: "buscar"),
      detail: Message(en: "Search in this section", es: "Buscar en esta sección"), isInHelpBar: hasRows || isActive)
    return isActive ? [search, CommandEntry(.clearSearch, [.escape], Message(en: "show all", es: "ver todo"))] : [search]
  }

  /// True where the command was the search's.
  mutating func perform(_ command: Command) -> Bool {
    switch command {
    case .searchSection: begin()
    case .keepSearch: keep()
    case .clearSearch: clear()
    default: return false
    }
    return true
  }

  /// One row: the field, and how many are shown of how many.
  func draw(shown: Int, of all: Int, on canvas: inout Canvas, in row: Rect, _ context: DrawContext) {
    let label = context.wording(Message(en: "Search", es: "Buscar"))
    let used = canvas.text(label, at: row.origin, width: row.width, role: .label)
    let width = min(36, row.width - used - 14)
    field.draw(on: &canvas, in: Rect(x: row.x + used + 1, y: row.y, width: width, height: 1), isFocused: isEditing)
    let count = context.wording(Message(en: "\(shown) of \(all)", es: "\(shown) de \(all)"))
    canvas.text(count, at: row.origin.offset(x: used + width + 3), width: row.width - used - width - 3, role: .textMuted)
  }
}
