/// One key and what it does, as the help bar shows it.
public struct HelpEntry: Sendable, Hashable {
  /// As people read it: `Up/Dn`, `F9`.
  public var key: String
  /// One or two words in the user's language.
  public var label: String
  /// Stays when there is no room for others: the way to all the rest.
  public var isEssential: Bool

  /// An entry; without a label the key stands alone.
  public init(_ key: String, _ label: String, isEssential: Bool = false) {
    self.key = key
    self.label = label
    self.isEssential = isEssential
  }
}

/// The bottom line: keys that work here. An entry is shown whole or not at all; the first given are the last to go.
public struct HelpBar: Sendable, Hashable {
  /// The most needed first.
  public var entries: [HelpEntry]

  /// A bar of these entries.
  public init(_ entries: [HelpEntry]) { self.entries = entries }

  /// The enabled bindings meant for the bar, after `extra` entries such as movement; `?` or F1 is essential.
  public init<Action>(_ table: KeyTable<Action>, extra: [HelpEntry] = []) {
    entries = extra
    for binding in table.bindings where binding.isInHelpBar && binding.isEnabled && !binding.keys.isEmpty {
      let isHelp = binding.keys.contains(.character("?")) || binding.keys.contains(.function(1))
      entries.append(HelpEntry(binding.keySpelling, binding.label, isEssential: isHelp))
    }
  }

  /// The entries that fit `width` columns with two spaces between them, in the order given.
  public func fitting(width: Int, glyphs: GlyphSet = .utf8) -> [HelpEntry] {
    var left = width + 2
    var kept: Set<Int> = []
    let order = entries.indices.filter { entries[$0].isEssential } + entries.indices.filter { !entries[$0].isEssential }
    for place in order {
      let needed = Self.columns(entries[place], glyphs) + 2
      if needed <= left {
        left -= needed
        kept.insert(place)
      } else if !entries[place].isEssential {
        break
      }
    }
    return entries.indices.filter(kept.contains).map { entries[$0] }
  }

  /// Draws over the first row of `rect`, from its second column.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    canvas.within(rect) { canvas in paint(on: &canvas, in: rect) }
  }

  private func paint(on canvas: inout Canvas, in rect: Rect) {
    let row = rect.row(0)
    canvas.fill(row, role: .help)
    var x = row.x + 1
    for entry in fitting(width: row.width - 2, glyphs: canvas.glyphs) {
      let room = max(0, row.maxX - x)
      x += canvas.text(entry.key, at: Point(x: x, y: row.y), width: room, role: .helpKey)
      if !entry.label.isEmpty {
        x += 1
        x += canvas.text(entry.label, at: Point(x: x, y: row.y), width: max(0, row.maxX - x), role: .help)
      }
      x += 2
    }
  }

  private static func columns(_ entry: HelpEntry, _ glyphs: GlyphSet) -> Int {
    let label = DisplayWidth.of(entry.label, glyphs: glyphs)
    return DisplayWidth.of(entry.key, glyphs: glyphs) + (label > 0 ? label + 1 : 0)
  }
}
