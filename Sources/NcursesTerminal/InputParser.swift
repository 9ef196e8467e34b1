import TerminalUI

/// Bytes of a terminal to events. Knows the keys of every type on the list; what it does not know is swallowed whole, so that
/// no part of an unknown sequence is ever taken for a key.
///
/// Pasted text is data to its end, and so is what arrives in one burst with the end mark: text that carries an end mark of
/// its own cannot turn into keys.
struct InputParser {
  /// What the parser waits for; the caller sets a timer and calls `timeOut()`.
  enum Wait: Equatable {
    case nothing
    /// The rest of a sequence, or quiet: then it was the Esc key.
    case sequence
    /// Quiet after the end of a paste.
    case pasteEnd
    /// More of a paste whose end has not come.
    case paste
  }

  enum State: Equatable {
    case ground
    case escape
    /// After ESC [ with what has come so far.
    case control([UInt8])
    /// A sequence of unreasonable length: nothing is kept.
    case controlOverflow
    /// After ESC O.
    case shift
    /// After ESC and one of `P ] _ ^ X`: a string, unless nothing follows.
    case stringStart(UInt8)
    case string
    case stringEscape
    /// The three bytes of an old mouse report.
    case skip(Int)
    /// After ESC [ [ of the Linux console.
    case linux
    case paste(isEnding: Bool)
  }

  static let maximumPaste = 65_536
  static let maximumSequence = 64
  private static let endMark = Array("\u{1B}[201~".utf8)

  private(set) var state = State.ground
  private var utf8 = Utf8Collector()
  private var isAlt = false
  private var pasted: [UInt8] = []
  private var matched = 0

  var wait: Wait {
    switch state {
    case .ground: utf8.isEmpty ? .nothing : .sequence
    case .paste(let isEnding): isEnding ? .pasteEnd : .paste
    default: .sequence
    }
  }

  /// The events that are complete with these bytes.
  mutating func feed(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
    var events: [InputEvent] = []
    for byte in bytes { take(byte, &events) }
    return events
  }

  /// Nothing more came in time.
  mutating func timeOut() -> [InputEvent] {
    defer { reset() }
    return switch state {
    case .escape: [.key(.escape)]
    case .control(let bytes) where bytes.isEmpty: [.key(.alt("["))]
    case .shift: [.key(.alt("O"))]
    case .stringStart(let byte): [.key(.alt(Character(Unicode.Scalar(byte))))]
    case .paste: PastedText.clean(pasted).map { [.paste($0)] } ?? []
    default: []
    }
  }

  private mutating func reset() {
    state = .ground
    utf8 = Utf8Collector()
    isAlt = false
    pasted = []
    matched = 0
  }

  private mutating func take(_ byte: UInt8, _ events: inout [InputEvent]) {
    switch state {
    case .ground: takeGround(byte, &events)
    case .escape: takeEscape(byte, &events)
    case .control(let bytes): takeControl(byte, after: bytes, &events)
    case .controlOverflow: if !(0x20..<0x40).contains(byte) { state = byte == 0x1B ? .escape : .ground }
    case .shift: takeShift(byte, &events)
    case .stringStart, .string: takeString(byte)
    case .stringEscape: byte == 0x5C ? (state = .ground) : takeEscape(byte, &events)
    case .skip(let count): state = count > 1 ? .skip(count - 1) : .ground
    case .linux: takeLinux(byte, &events)
    case .paste: takePaste(byte)
    }
  }

  private mutating func takeGround(_ byte: UInt8, _ events: inout [InputEvent]) {
    if byte < 0x80, !utf8.isEmpty { utf8 = Utf8Collector() }
    switch byte {
    case 0x1B:
      state = .escape
    case 0x00..<0x20, 0x7F:
      events.append(.key(KeyCodes.control(byte)))
    case 0x20..<0x7F:
      events.append(.key(.character(Character(Unicode.Scalar(byte)))))
    default:
      guard let scalar = utf8.take(byte) else { return }
      if KeyCodes.isTyped(scalar) { events.append(.key(isAlt ? .alt(Character(scalar)) : .character(Character(scalar)))) }
      isAlt = false
    }
  }

  private mutating func takeEscape(_ byte: UInt8, _ events: inout [InputEvent]) {
    state = .ground
    switch byte {
    case 0x1B:
      events.append(.key(.escape))
      state = .escape
    case UInt8(ascii: "["): state = .control([])
    case UInt8(ascii: "O"): state = .shift
    case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"): state = .stringStart(byte)
    case 0x00..<0x20, 0x7F:
      // Esc typed ahead of another key.
      events.append(.key(.escape))
      takeGround(byte, &events)
    case 0x20..<0x7F:
      events.append(.key(.alt(Character(Unicode.Scalar(byte)))))
    default:
      isAlt = true
      takeGround(byte, &events)
    }
  }

  private mutating func takeControl(_ byte: UInt8, after bytes: [UInt8], _ events: inout [InputEvent]) {
    switch byte {
    case 0x1B: state = .escape
    case UInt8(ascii: "[") where bytes.isEmpty: state = .linux
    case UInt8(ascii: "M") where bytes.isEmpty: state = .skip(3)
    case 0x20..<0x40:
      state = bytes.count < Self.maximumSequence ? .control(bytes + [byte]) : .controlOverflow
    case 0x40..<0x7F:
      state = .ground
      if byte == UInt8(ascii: "~"), bytes == Array("200".utf8) {
        state = .paste(isEnding: false)
        pasted = []
        matched = 0
      } else if let key = KeyCodes.control(parameters: bytes, final: byte) {
        events.append(.key(key))
      }
    default: state = .ground
    }
  }

  private mutating func takeShift(_ byte: UInt8, _ events: inout [InputEvent]) {
    if (0x30..<0x40).contains(byte) { return }
    state = byte == 0x1B ? .escape : .ground
    if let key = KeyCodes.shift(final: byte) { events.append(.key(key)) }
  }

  private mutating func takeLinux(_ byte: UInt8, _ events: inout [InputEvent]) {
    state = byte == 0x1B ? .escape : .ground
    if (0x41...0x45).contains(byte) { events.append(.key(.function(Int(byte) - 0x40))) }
  }

  private mutating func takeString(_ byte: UInt8) {
    state = byte == 0x07 ? .ground : byte == 0x1B ? .stringEscape : .string
  }

  private mutating func takePaste(_ byte: UInt8) {
    if byte == Self.endMark[matched] {
      matched += 1
      if matched == Self.endMark.count {
        matched = 0
        state = .paste(isEnding: true)
      }
      return
    }
    keep(Self.endMark[..<matched])
    matched = byte == 0x1B ? 1 : 0
    if matched == 0 { keep([byte]) }
  }

  private mutating func keep(_ bytes: some Collection<UInt8>) {
    if pasted.count + bytes.count <= Self.maximumPaste { pasted += bytes }
  }
}
