/// What a code point does on a terminal; the ground of the display policy (see `TextFunnel`).
enum ScalarClass: UInt32 {
  /// One column everywhere.
  case narrow
  /// Two columns everywhere.
  case wide
  /// Nothing of its own: stands on the character before it.
  case mark
  /// Assigned, but terminals and libraries disagree on its width.
  case uncertain
  /// Controls, format characters, invisible letters, private use, unassigned.
  case invisible
  /// Variation selectors and skin tones: change only how the character before them is drawn, and its width on some terminals.
  case variation
  /// A space other than U+0020.
  case space

  init(of scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x7F {
      self = value >= 0x20 ? .narrow : .invisible
      return
    }
    // The last run that starts at or before the code point.
    let runs = ScalarClassTable.runs
    let key = value << 3 | 7
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle] <= key { low = middle } else { high = middle }
    }
    self = ScalarClass(rawValue: runs[low] & 7) ?? .invisible
  }
}
