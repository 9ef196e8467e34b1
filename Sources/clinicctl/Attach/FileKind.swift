import ClinicModel

/// What a file is: its content says it, and its name must not say something else.
enum FileKind {
  /// How many bytes from the beginning are needed.
  static let headCount = 132

  private static let signatures: [(offset: Int, bytes: [UInt8], type: Attachment.MediaType)] = [
    (0, Array("%PDF-".utf8), .pdf), (0, [0xFF, 0xD8, 0xFF], .jpeg), (0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .png),
    (0, [0x49, 0x49, 0x2A, 0x00], .tiff), (0, [0x4D, 0x4D, 0x00, 0x2A], .tiff), (128, Array("DICM".utf8), .dicom),
  ]

  private static let endings: [String: Attachment.MediaType] = [
    "pdf": .pdf, "jpg": .jpeg, "jpeg": .jpeg, "png": .png, "tif": .tiff, "tiff": .tiff, "dcm": .dicom, "dicom": .dicom,
    "txt": .text,
    "text": .text,
  ]

  /// Throws a `Failure` for what is not taken. Text is what has no signature: whether it is, all of it tells (`TextCheck`).
  static func of(_ head: [UInt8], named name: String) throws -> Attachment.MediaType {
    let content = signatures.first { head.dropFirst($0.offset).starts(with: $0.bytes) }?.type ?? .text
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let ending = parts.last?.lowercased(), !ending.isEmpty else {
      guard content != .text else { throw Failure("What kind of file this is cannot be told: its name has no ending. \(taken)") }
      return content
    }
    guard let named = endings[ending] else { throw Failure("Files that end in .\(ending) are not taken. \(taken)") }
    guard named == content else {
      let found = content == .text ? "none of its kind" : content.rawValue
      throw Failure("The name says \(named.rawValue), the content is \(found): nothing was stored.")
    }
    return content
  }

  private static let taken = "Taken are PDF, JPEG, PNG, TIFF, DICOM and text in UTF-8."
}

/// Whether bytes that come in parts are UTF-8 without control characters but tab, line ends and page breaks.
struct TextCheck {
  private var awaited = 0
  private var allowed: ClosedRange<UInt8> = 0x80...0xBF
  private var isBroken = false

  var isText: Bool { !isBroken && awaited == 0 }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes where !isBroken {
      if awaited > 0 {
        isBroken = !allowed.contains(byte)
        (awaited, allowed) = (awaited - 1, 0x80...0xBF)
      } else {
        begin(byte)
      }
    }
  }

  /// The first byte of a scalar (Unicode, table 3-7).
  private mutating func begin(_ byte: UInt8) {
    switch byte {
    case 0x09, 0x0A, 0x0C, 0x0D, 0x20...0x7E: break
    case 0xC2...0xDF: awaited = 1
    case 0xE0: (awaited, allowed) = (2, 0xA0...0xBF)
    case 0xED: (awaited, allowed) = (2, 0x80...0x9F)
    case 0xE1...0xEF: awaited = 2
    case 0xF0: (awaited, allowed) = (3, 0x90...0xBF)
    case 0xF1...0xF3: awaited = 3
    case 0xF4: (awaited, allowed) = (3, 0x80...0x8F)
    default: isBroken = true
    }
  }
}
