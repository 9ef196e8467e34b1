/// Numbers questions, so that an answer that comes after a newer one is known as old.
struct Question {
  private var asked = 0
  private var answered = 0

  /// The number of a new question.
  @discardableResult
  mutating func next() -> Int {
    asked += 1
    return asked
  }

  /// True, once, for an answer newer than all before it.
  mutating func isNews(_ question: Int) -> Bool {
    guard question > answered else { return false }
    answered = question
    return true
  }

  /// True for the answer to the newest question, unless it was given up.
  func isLatest(_ question: Int) -> Bool { question == asked && question > answered }

  /// From now on every answer under way is old.
  mutating func forget() { answered = asked }
}
