import Synchronization

/// A semantic style name such as `flag.critical.high`; themes give it colours. Cells keep roles, never colours.
///
/// The name is interned once; comparing and hashing are on a small integer.
public struct Role: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
  /// The interned number, in order of first use in this process; 0 is `text`. Never stored.
  public let number: UInt16

  public init(_ name: String) { number = RoleNames.number(of: name) }
  public init(rawValue: String) { self.init(rawValue) }

  /// The dotted name.
  public var rawValue: String { RoleNames.name(of: number) }
  public var description: String { rawValue }

  /// The name without its last part, or nil: the next role to ask a theme for.
  public var parent: Role? {
    let name = rawValue
    guard let dot = name.lastIndex(of: ".") else { return nil }
    return Role(String(name[..<dot]))
  }
}

/// Names by number and back. Roles come from source code and themes, a few hundred in all.
private enum RoleNames {
  private struct State {
    var names = ["text"]
    var numbers: [String: UInt16] = ["text": 0]
  }

  private static let state = Mutex(State())

  static func number(of name: String) -> UInt16 {
    state.withLock { state in
      if let number = state.numbers[name] { return number }
      // Far more names than any theme has: the rest looks like plain text instead of stopping the program.
      guard let number = UInt16(exactly: state.names.count) else { return 0 }
      state.names.append(name)
      state.numbers[name] = number
      return number
    }
  }

  static func name(of number: UInt16) -> String {
    state.withLock { $0.names[Int(number)] }
  }
}
