import Glibc

/// A colour in linear light, red, green and blue from 0 to 1.
struct LinearColor: Sendable, Hashable {
  var red: Double
  var green: Double
  var blue: Double

  /// From the eight-bit sRGB values of a theme.
  init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = Self.linear(red)
    self.green = Self.linear(green)
    self.blue = Self.linear(blue)
  }

  private init(_ red: Double, _ green: Double, _ blue: Double) {
    self.red = min(1, max(0, red))
    self.green = min(1, max(0, green))
    self.blue = min(1, max(0, blue))
  }

  /// Nil for the sixteen colours each terminal chooses itself.
  init?(_ color: TerminalColor) {
    switch color {
    case .rgb(let red, let green, let blue): self.init(red: red, green: green, blue: blue)
    case .index(let index):
      switch index {
      case 16...231:
        let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
        let place = index - 16
        self.init(red: levels[place / 36], green: levels[place / 6 % 6], blue: levels[place % 6])
      case 232...255:
        let grey = UInt8(8 + 10 * (index - 232))
        self.init(red: grey, green: grey, blue: grey)
      default: return nil
      }
    }
  }

  private static func linear(_ value: UInt8) -> Double {
    let part = Double(value) / 255
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }

  /// WCAG 2 relative luminance, 0 to 1.
  var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

  /// WCAG 2 contrast, 1 to 21.
  func contrast(with other: LinearColor) -> Double {
    let light = max(luminance, other.luminance)
    let dark = min(luminance, other.luminance)
    return (light + 0.05) / (dark + 0.05)
  }

  /// The colour as seen. Machado, Oliveira and Fernandes 2009, severity 1.0, in linear RGB.
  func seen(by vision: ColorVision) -> LinearColor {
    guard let m = vision.matrix else { return self }
    return LinearColor(
      m[0] * red + m[1] * green + m[2] * blue, m[3] * red + m[4] * green + m[5] * blue, m[6] * red + m[7] * green + m[8] * blue)
  }

  /// Euclidean distance in CIE L*a*b* (dE 1976), white point D65.
  func distance(to other: LinearColor) -> Double {
    let a = lab
    let b = other.lab
    return ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1) + (a.2 - b.2) * (a.2 - b.2)).squareRoot()
  }

  private var lab: (Double, Double, Double) {
    let x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    let y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    let z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    func curve(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
    return (116 * curve(y) - 16, 500 * (curve(x) - curve(y)), 200 * (curve(y) - curve(z)))
  }
}

/// Kinds of colour sight; the three deficiencies at full severity.
public enum ColorVision: String, Sendable, Hashable, CaseIterable {
  case normal, protan, deutan, tritan

  var matrix: [Double]? {
    switch self {
    case .normal: nil
    case .protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998]
    case .deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881]
    case .tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900]
    }
  }
}
