extension Canvas {
  /// The rows as text, right halves of wide characters left out.
  ///
  /// - Parameter trimmed: without trailing spaces.
  public func rows(trimmed: Bool = true) -> [String] {
    bounds.rows.map { row in
      var text = ""
      for cell in cells[(row * size.width)..<((row + 1) * size.width)] { text += cell.text }
      return trimmed ? Self.trimTrailingSpaces(text) : text
    }
  }

  /// The roles as text: `.` for plain text, then a letter per role in order of appearance; the legend names the letters.
  public func roleRows() -> (rows: [String], legend: [(letter: Character, role: Role)]) {
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    var legend: [(letter: Character, role: Role)] = []
    var known: [Role: Character] = [.text: "."]
    let rows = bounds.rows.map { row in
      var text = ""
      for cell in cells[(row * size.width)..<((row + 1) * size.width)] {
        if let letter = known[cell.role] {
          text.append(letter)
        } else {
          let letter = legend.count < letters.count ? letters[legend.count] : "#"
          known[cell.role] = letter
          legend.append((letter, cell.role))
          text.append(letter)
        }
      }
      return text
    }
    return (rows, legend)
  }

  private static func trimTrailingSpaces(_ text: String) -> String {
    guard let last = text.lastIndex(where: { $0 != " " }) else { return "" }
    return String(text[...last])
  }
}
