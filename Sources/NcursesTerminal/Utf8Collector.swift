/// Gathers the bytes of one code point; what is not UTF-8 is dropped.
struct Utf8Collector {
  private var bytes: [UInt8] = []
  private var expected = 0

  var isEmpty: Bool { bytes.isEmpty }

  /// The code point this byte completes, else nil.
  mutating func take(_ byte: UInt8) -> Unicode.Scalar? {
    if byte & 0xC0 == 0x80 {
      guard !bytes.isEmpty else { return nil }
      bytes.append(byte)
    } else {
      expected = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      bytes = [byte]
    }
    guard bytes.count == expected else { return nil }
    defer { bytes = [] }
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    return text.unicodeScalars.first
  }
}

/// Pasted bytes as text.
enum PastedText {
  /// Line ends as `\n`, other controls but the tab left out, invalid bytes as U+FFFD; nil where nothing is left.
  static func clean(_ bytes: [UInt8]) -> String? {
    var result = String.UnicodeScalarView()
    var isAfterReturn = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x0D: result.append("\n")
      case 0x0A: if !isAfterReturn { result.append("\n") }
      case 0x09, 0x20..<0x7F, 0xA0...: result.append(scalar)
      default: break
      }
      isAfterReturn = scalar.value == 0x0D
    }
    return result.isEmpty ? nil : String(result)
  }
}
