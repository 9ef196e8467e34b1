/// Where the parts of a form stand, line by line.
struct FormLayout {
  struct Piece {
    enum Content {
      case text(String, Role)
      /// `>` while this field has the focus.
      case marker(Int)
      case control(Int)
    }

    var x: Int
    var width: Int
    var content: Content
  }

  private(set) var lines: [[Piece]] = []
  /// The columns of each control.
  private(set) var rooms: [Int: Int] = [:]
  /// The lines of each field: its control's, and the last of its problem.
  private var firstLine: [Int] = []
  private var lastLine: [Int] = []
  private let width: Int
  private let glyphs: GlyphSet
  private let labelWidth: Int
  private let focus: Int

  init(_ form: Form, width: Int, glyphs: GlyphSet) {
    self.width = width
    self.glyphs = glyphs
    focus = form.focusIndex
    let labels = form.fields.filter { !$0.continuesRow }.map { Self.labelText($0) }
    labelWidth = min(labels.map { DisplayWidth.of($0, glyphs: glyphs) }.max() ?? 0, max(8, width / 2))
    firstLine = Array(repeating: 0, count: form.fields.count)
    lastLine = firstLine
    var start = 0
    while start < form.fields.count {
      var end = start + 1
      while end < form.fields.count, form.fields[end].continuesRow, form.fields[end].section == nil { end += 1 }
      addRow(form.fields, start..<end)
      start = end
    }
  }

  func lines(of field: Int) -> (first: Int, last: Int) {
    firstLine.indices.contains(field) ? (firstLine[field], lastLine[field]) : (0, 0)
  }

  private static func labelText(_ field: FormField) -> String { field.label + (field.isRequired ? " *" : "") }

  private mutating func addRow(_ fields: [FormField], _ range: Range<Int>) {
    let top = lines.count
    if let section = fields[range.lowerBound].section {
      lines.append([Piece(x: 0, width: width, content: .text(section, .title))])
    }
    var row: [Piece] = []
    var x = 0
    for place in range {
      let field = fields[place]
      let label = Self.labelText(field)
      let wanted = field.width ?? field.control.wantedWidth(glyphs)
      let isFirst = place == range.lowerBound
      var labelRoom = isFirst ? labelWidth : DisplayWidth.of(label, glyphs: glyphs)
      if !isFirst, x + 3 + labelRoom + min(wanted, 12) > width {
        lines.append(row)
        row = []
        x = 0
        labelRoom = labelWidth
      }
      if row.isEmpty {
        row.append(Piece(x: 0, width: 1, content: .marker(place)))
        x = 2
      } else {
        row.append(Piece(x: x + 1, width: 1, content: .marker(place)))
        x += 2
      }
      row.append(Piece(x: x, width: labelRoom, content: .text(label, field.isChanged ? .fieldDirty : .label)))
      x += labelRoom + (labelRoom > 0 ? 1 : 0)
      let room = max(0, min(wanted, width - x))
      row.append(Piece(x: x, width: room, content: .control(place)))
      rooms[place] = room
      x += room
      firstLine[place] = place == range.lowerBound ? top : lines.count
    }
    addMessages(fields, range, row: row, after: x)
  }

  /// A problem or hint beside the control where it fits whole, else wrapped below it.
  private mutating func addMessages(_ fields: [FormField], _ range: Range<Int>, row: [Piece], after x: Int) {
    var row = row
    var below: [[Piece]] = []
    var at = x + 2
    for place in range {
      let field = fields[place]
      let (text, role): (String, Role) = field.error.map { ("! " + $0, .fieldError) } ?? (field.hint, .textMuted)
      guard !text.isEmpty else { continue }
      let columns = DisplayWidth.of(text, glyphs: glyphs)
      if at + columns <= width {
        row.append(Piece(x: at, width: columns, content: .text(text, role)))
        at += columns + 2
      } else {
        let indent = min(labelWidth + 3, max(0, width - 20))
        for line in TextWrap.lines(text, width: width - indent, glyphs: glyphs) {
          below.append([Piece(x: indent, width: width - indent, content: .text(line, role))])
        }
      }
    }
    lines.append(row)
    let height = range.map { fields[$0].control.height(isFocused: $0 == focus) }.max() ?? 1
    lines.append(contentsOf: Array(repeating: [], count: height - 1))
    lines.append(contentsOf: below)
    for place in range { lastLine[place] = lines.count - 1 }
  }
}
