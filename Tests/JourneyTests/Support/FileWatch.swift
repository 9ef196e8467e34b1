import Glibc

/// Notices when files are opened, by anybody.
final class FileWatch {
  private let descriptor: Int32
  private var paths: [Int32: String] = [:]
  private var seen: Set<String> = []

  /// nil where the system has no inotify, or a file is missing.
  init?(_ files: [String]) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    for file in files {
      let watch = inotify_add_watch(descriptor, file, UInt32(IN_OPEN) | UInt32(IN_ACCESS))
      guard watch >= 0 else { return nil }
      paths[watch] = file
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The files opened so far, in alphabetical order.
  var opened: [String] {
    var buffer = [UInt8](repeating: 0, count: 8_192)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return seen.sorted() }
      var place = 0
      while place + 16 <= count {
        let (watch, length) = buffer.withUnsafeBytes {
          ($0.loadUnaligned(fromByteOffset: place, as: Int32.self), Int($0.loadUnaligned(fromByteOffset: place + 12, as: UInt32.self)))
        }
        if let path = paths[watch] { seen.insert(path) }
        place += 16 + length
      }
    }
  }
}
