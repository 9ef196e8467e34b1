/// The actions of a screen by key, in the order they are shown.
public struct KeyTable<Action: Hashable & Sendable>: Sendable {
  public private(set) var bindings: [KeyBinding<Action>]
  private var places: [Key: Int]

  /// Where two bindings share a key the first keeps it; `conflicts` tells, and a test asks.
  public init(_ bindings: [KeyBinding<Action>]) {
    self.bindings = bindings
    places = [:]
    for (place, binding) in bindings.enumerated() {
      for key in binding.keys where places[key] == nil { places[key] = place }
    }
  }

  /// The binding of a key, enabled or not; nil where the key does nothing here.
  public func binding(for key: Key) -> KeyBinding<Action>? { places[key].map { bindings[$0] } }

  /// The action of a key; nil where there is none or it is greyed (then `binding(for:)` has the reason).
  public func action(for key: Key) -> Action? {
    guard let binding = binding(for: key), binding.isEnabled else { return nil }
    return binding.action
  }

  /// The binding of an action.
  public func binding(of action: Action) -> KeyBinding<Action>? { bindings.first { $0.action == action } }

  /// Keys given to more than one binding; empty in a good table.
  public var conflicts: [Key] {
    var counts: [Key: Int] = [:]
    for binding in bindings {
      for key in Set(binding.keys) { counts[key, default: 0] += 1 }
    }
    return counts.filter { $0.value > 1 }.keys.sorted { $0.spelling < $1.spelling }
  }

  /// Both tables; on a shared key this one wins.
  public func merged(with other: KeyTable) -> KeyTable { KeyTable(bindings + other.bindings) }

  /// Enables or greys one action.
  public mutating func set(_ action: Action, isEnabled: Bool, reason: String? = nil) {
    for place in bindings.indices where bindings[place].action == action {
      bindings[place].isEnabled = isEnabled
      bindings[place].disabledReason = isEnabled ? nil : reason
    }
  }
}
