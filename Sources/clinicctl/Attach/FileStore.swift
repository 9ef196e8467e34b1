import ClinicModel
import Foundation

/// The directory where the bytes of attached files lie, each under its storage key, readable by the owner alone.
final class FileStore {
  private static let beginning = ".incoming-"
  private let directory: Int32
  private let folder: String

  /// Throws a `Failure` where it is none that only its owner and group write to.
  init(_ path: String) throws {
    folder = path
    directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw Failure("The store \(path) cannot be opened: \(Self.reason).") }
    var status = stat()
    guard fstat(directory, &status) == 0, status.st_mode & S_IWOTH == 0 else {
      close(directory)
      throw Failure("Everybody may write to the store \(path): nothing was stored. Set its mode to 0700.")
    }
    removeOldParts(of: path)
  }

  deinit { close(directory) }

  /// What a run that was killed left behind, after a day.
  private func removeOldParts(of path: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names where name.hasPrefix(Self.beginning) {
      var status = stat()
      guard fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0, time(nil) - status.st_mtim.tv_sec > 86_400 else {
        continue
      }
      unlinkat(directory, name, 0)
    }
  }

  /// Bytes that are coming in, under a name of their own until they are kept.
  final class Incoming {
    private let store: FileStore
    private let name: String
    private let descriptor: Int32
    private var isKept = false

    fileprivate init(_ store: FileStore) throws {
      self.store = store
      name = FileStore.beginning + UniqueID.random().description
      descriptor = openat(store.directory, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw Failure("Nothing can be written to the store: \(FileStore.reason).") }
    }

    /// What was not kept is removed.
    deinit {
      close(descriptor)
      if !isKept { unlinkat(store.directory, name, 0) }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { throw Failure("The store does not take the file: \(FileStore.reason).") }
        rest = rest.dropFirst(written)
      }
    }

    /// All of it is on the disk, whatever happens to the machine.
    func finish() throws {
      guard fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0 else {
        throw Failure("The store does not take the file: \(FileStore.reason).")
      }
    }

    /// Takes the place of the storage key; false where bytes of that size lie there already.
    func keep(as key: UniqueID, size: Int) throws -> Bool {
      let (final, directory) = (key.description, store.directory)
      var status = stat()
      if fstatat(directory, final, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFREG,
        Int(status.st_size) == size
      {
        return false
      }
      guard renameat(directory, name, directory, final) == 0 else { throw Failure(FileStore.reason) }
      isKept = true
      guard fsync(directory) == 0 else { throw Failure(FileStore.reason) }
      return true
    }
  }

  func incoming() throws -> Incoming { try Incoming(self) }

  /// Where the bytes under a key lie.
  func path(of key: UniqueID) -> String { "\(folder)/\(key)" }

  /// Hands the bytes under a key over in parts; false where there are none.
  func read(_ key: UniqueID, _ body: (UnsafeRawBufferPointer) throws -> Void) throws -> Bool {
    let file = openat(directory, key.description, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else {
      guard errno == ENOENT else { throw Failure("\(path(of: key)) cannot be read: \(Self.reason).") }
      return false
    }
    defer { close(file) }
    var part = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = part.withUnsafeMutableBytes { Foundation.read(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Failure("\(path(of: key)) cannot be read: \(Self.reason).") }
      if count == 0 { return true }
      try part.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
  }

  fileprivate static var reason: String { String(cString: strerror(errno)) }
}
