/// A small repeatable generator, so that a failure can be run again.
public struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Text that mixes what names hold with what attacks hold.
public enum RandomText {
  private static let pools: [ClosedRange<UInt32>] = [
    0x20...0x7E, 0x20...0x7E, 0x00...0x1F, 0x80...0x24F, 0x300...0x36F, 0x370...0x5FF, 0x600...0x6FF, 0x900...0xDFF,
    0x1100...0x11FF, 0x1E00...0x1EFF, 0x2000...0x206F, 0x2500...0x27BF, 0x3000...0x30FF, 0x4E00...0x4FFF, 0xAC00...0xADFF,
    0xFE00...0xFE0F, 0xFF00...0xFFFF, 0x1F1E6...0x1F1FF, 0x1F300...0x1FAFF, 0xE0000...0xE01EF, 0x0...0x10FFFF,
  ]

  /// Up to `maximum` code points of any kind.
  public static func string(using random: inout SplitMix, maximum: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...maximum, using: &random) {
      if let scalar = Unicode.Scalar(UInt32.random(in: pools.randomElement(using: &random) ?? 0x20...0x7E, using: &random)) {
        scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
