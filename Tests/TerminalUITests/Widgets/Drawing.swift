import TerminalUI

/// A canvas drawn on by a widget, as the rows people see.
func screen(_ width: Int, _ height: Int, _ glyphs: GlyphSet = .ascii, _ draw: (inout Canvas, Rect) -> Void) -> Canvas {
  var canvas = Canvas(size: Size(width: width, height: height), glyphs: glyphs)
  draw(&canvas, canvas.bounds)
  return canvas
}

/// The rows as one text.
func text(_ canvas: Canvas) -> String { canvas.rows().joined(separator: "\n") }

/// Types text into something that takes events, key by key.
func keys(_ text: String) -> [InputEvent] { text.map { .key(.character($0)) } }

/// Numbers from a fixed seed, the same on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension Canvas {
  /// The row the hardware cursor stands on; empty without one.
  var cursorRow: String { cursor.map { rows()[$0.y] } ?? "" }
}
