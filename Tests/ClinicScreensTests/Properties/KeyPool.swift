import TerminalUI

/// Keys as a person, or a cat, would press them.
enum KeyPool {
  private static let keys: [Key] =
    [.up, .down, .left, .right, .pageUp, .pageDown, .home, .end, .enter, .tab, .backTab, .escape, .backspace, .delete, .insert]
    + (1...12).map { .function($0) }
    + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-=[]/:?.,;'ñé漢 ".map { .character($0) }
    + "abdefgklnopqruwyz".map { .control($0) } + "123456789bf".map { .alt($0) }

  static func key(_ generator: inout SeededGenerator) -> Key {
    // Enter, Escape and arrows more often: they lead somewhere.
    if Int.random(in: 0..<3, using: &generator) == 0 {
      return [.enter, .escape, .up, .down, .tab, .enter].randomElement(using: &generator) ?? .enter
    }
    return keys.randomElement(using: &generator) ?? .enter
  }

  static func size(_ generator: inout SeededGenerator) -> Size {
    Size(width: Int.random(in: 1...300, using: &generator), height: Int.random(in: 1...100, using: &generator))
  }
}
