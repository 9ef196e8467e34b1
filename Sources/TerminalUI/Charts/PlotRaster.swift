/// A grid of dots, two by four in a cell, for lines. The same dots make braille patterns or ASCII dots: both show the same cells.
struct PlotRaster {
  let columns: Int
  let rows: Int
  private(set) var cells: [UInt8]
  /// Dots set so far, counted for the tests: drawing is bounded by the area, not by the data.
  private(set) var operations = 0

  /// - Parameters: columns and rows in cells.
  init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    cells = Array(repeating: 0, count: self.columns * self.rows)
  }

  var dotColumns: Int { columns * 2 }
  var dotRows: Int { rows * 4 }

  /// The pattern of a cell as braille numbers its dots.
  subscript(column: Int, row: Int) -> UInt8 { cells[row * columns + column] }

  mutating func set(_ x: Int, _ y: Int) {
    operations += 1
    guard x >= 0, x < dotColumns, y >= 0, y < dotRows else { return }
    let bits: [UInt8] = [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80]
    cells[y / 4 * columns + x / 2] |= bits[x % 2 * 4 + y % 4]
  }

  mutating func vertical(_ x: Int, _ from: Int, _ to: Int) {
    for y in min(from, to)...max(from, to) { set(x, y) }
  }

  /// A line without holes between two dots, the first one left out.
  mutating func line(from a: (x: Int, y: Int), to b: (x: Int, y: Int)) {
    let across = b.x - a.x
    let down = b.y - a.y
    let steps = max(abs(across), abs(down))
    guard steps > 0 else { return }
    for step in 1...steps {
      let part = Double(step) / Double(steps)
      set(a.x + Int((Double(across) * part).rounded()), a.y + Int((Double(down) * part).rounded()))
    }
  }
}
