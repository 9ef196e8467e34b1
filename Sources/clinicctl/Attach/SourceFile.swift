import ClinicModel
import Foundation
import TerminalUI

/// The file that is to be attached: opened once, read once, never run.
final class SourceFile {
  /// As the database demands it.
  static let largest = 536_870_912
  private static let partSize = 1 << 20

  let name: String
  let size: Int
  let mediaType: Attachment.MediaType
  private let descriptor: Int32
  private let head: [UInt8]

  /// `name`: what it is called in the record; nil: as it is called here. Throws a `Failure` that says what is wrong.
  init(path: String, name: String?) throws {
    let shown = TextFunnel.visible(path)
    self.name = try Self.checked(name ?? path.split(separator: "/").last.map(String.init) ?? "")
    // Not blocking: a pipe without a writer would be waited for.
    descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw Failure("\(shown) cannot be read: \(String(cString: strerror(errno))).") }
    do {
      var status = stat()
      guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        throw Failure("\(shown) is not a regular file.")
      }
      size = Int(status.st_size)
      guard size > 0 else { throw Failure("\(shown) is empty.") }
      guard size <= Self.largest else {
        throw Failure("\(shown) is too large: \(size) bytes, at most \(Self.largest) are taken.")
      }
      head = try Self.part(of: descriptor, FileKind.headCount)
      mediaType = try FileKind.of(head, named: self.name)
    } catch {
      close(descriptor)
      throw error
    }
  }

  deinit { close(descriptor) }

  /// Hands all bytes over in parts, in order; throws where they are others than were found at first.
  func read(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    var (text, count, next) = (TextCheck(), 0, head)
    while !next.isEmpty {
      try next.withUnsafeBytes { bytes in
        if mediaType == .text { text.update(bytes) }
        try body(bytes)
      }
      count += next.count
      guard count <= size else { break }
      next = try Self.part(of: descriptor, Self.partSize)
    }
    guard count == size else { throw Failure("The file changed while it was read: nothing was stored.") }
    guard mediaType != .text || text.isText else { throw Failure("This is no text in UTF-8: nothing was stored.") }
  }

  /// Empty at the end of the file.
  private static func part(of descriptor: Int32, _ count: Int) throws -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      var read = 0
      repeat { read = Foundation.read(descriptor, buffer.baseAddress, count) } while read < 0 && errno == EINTR
      if read < 0 { failure = errno }
      filled = max(0, read)
    }
    guard failure == 0 else { throw Failure("The file cannot be read: \(String(cString: strerror(failure))).") }
    return bytes
  }

  /// A name that nobody can be deceived by.
  private static func checked(_ name: String) throws -> String {
    let shown = TextFunnel.visible(String(name.prefix(60)))
    let advice = "Give another one with --name."
    guard !name.isEmpty, name != ".", name != ".." else { throw Failure("The file has no name. \(advice)") }
    guard name.utf8.count <= 255, name.count <= 200 else { throw Failure("The name \(shown)… is too long. \(advice)") }
    guard !name.contains("/"), !name.contains("\\") else { throw Failure("The name \(shown) is a path. \(advice)") }
    guard TextFunnel.visible(name.precomposedStringWithCanonicalMapping) == name.precomposedStringWithCanonicalMapping else {
      throw Failure("The name \(shown) holds characters that cannot be seen. \(advice)")
    }
    return name.precomposedStringWithCanonicalMapping
  }
}
