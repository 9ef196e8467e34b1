import Foundation

/// Tells on standard error how far something long is: silent for the first second, then one line that is rewritten on a
/// terminal, or a line every ten seconds elsewhere.
struct Progress {
  private let what: String
  private let total: Int
  private let begin = Date()
  private var lastShown = Date.distantPast
  private var isShown = false
  private let isTerminal = isatty(2) == 1

  init(_ what: String, total: Int) {
    self.what = what
    self.total = total
  }

  /// Call after each part with what is done so far.
  mutating func show(_ done: Int) {
    let now = Date()
    let elapsed = now.timeIntervalSince(begin)
    guard elapsed > 1, now.timeIntervalSince(lastShown) > (isTerminal ? 0.2 : 10) else { return }
    lastShown = now
    isShown = true
    let left = done > 0 ? elapsed / Double(done) * Double(total - done) : 0
    Progress.write(line(done, " about \(Self.duration(left)) left"), isTerminal: isTerminal)
  }

  /// Ends the line, when one was shown.
  func finish() {
    guard isShown else { return }
    let elapsed = Self.duration(Date().timeIntervalSince(begin))
    Progress.write(line(total, " in \(elapsed)") + (isTerminal ? "\n" : ""), isTerminal: isTerminal)
  }

  /// Ends the line of work that went no further, so that what is said next stands on a line of its own.
  func abandon() {
    if isShown, isTerminal { Progress.write("", isTerminal: false) }
  }

  private func line(_ done: Int, _ rest: String) -> String {
    "\(what): \(done) of \(total) (\(total > 0 ? done * 100 / total : 100) %)," + rest
  }

  private static func write(_ text: String, isTerminal: Bool) {
    FileHandle.standardError.write(Data((isTerminal ? "\r\u{1b}[K" + text : text + "\n").utf8))
  }

  static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    return whole < 90 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }
}

/// One line for the operator, on standard error: standard output is for results.
func note(_ line: String) {
  FileHandle.standardError.write(Data((line + "\n").utf8))
}
