import Foundation

/// The folder of the key files beside the server: `key1.hex`, `key2.hex`, ... and `current`, the version written with.
struct KeyFiles {
  let folder: String

  func path(_ version: Int) -> String { "\(folder)/key\(version).hex" }
  func exists(_ version: Int) -> Bool { FileManager.default.fileExists(atPath: path(version)) }

  /// A new key of 96 random bytes. Throws a `Failure` where the folder cannot be written.
  func add(_ version: Int) throws {
    guard !exists(version) else {
      throw Failure("\(path(version)) is there already: move it away, or name it as the current version.")
    }
    var random = SystemRandomNumberGenerator()
    let secret = (0..<96).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    try write(secret.map { String(format: "%02x", $0) }.joined() + "\n", to: path(version))
  }

  /// From here on new values are encrypted with this version.
  func makeCurrent(_ version: Int) throws { try write("\(version)\n", to: folder + "/current") }

  /// Whole or not at all, on disk when it returns, readable by the owner of the folder alone.
  private func write(_ text: String, to path: String) throws {
    let temporary = path + ".new"
    var owner = stat()
    guard stat(folder, &owner) == 0 else { throw failure("read", folder) }
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure("write into", folder) }
    let bytes = Array(text.utf8)
    let isWritten =
      Glibc.write(file, bytes, bytes.count) == bytes.count && (geteuid() != 0 || fchown(file, owner.st_uid, owner.st_gid) == 0)
      && fsync(file) == 0
    close(file)
    guard isWritten, rename(temporary, path) == 0 else {
      let problem = failure("write into", folder)
      unlink(temporary)
      throw problem
    }
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
  }

  private func failure(_ verb: String, _ path: String) -> Failure {
    Failure(
      "Cannot \(verb) \(path) (\(String(cString: strerror(errno)))): run this on the server's machine, as root or as its user.")
  }
}
