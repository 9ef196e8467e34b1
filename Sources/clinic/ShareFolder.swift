import Glibc

/// Where the program's data files are: `share/clinic` beside the installed program, or the repository it was built in.
struct ShareFolder {
  var path: String

  struct Missing: Error {
    var message: String
  }

  /// The explicit folder, else the first that holds `themes`: next to the program, then upwards from it.
  static func find(explicit: String?) throws(Missing) -> ShareFolder {
    if let explicit {
      guard isFolder(explicit + "/themes") else {
        throw Missing(message: "\(explicit) holds no themes folder; give the folder that does with --share")
      }
      return ShareFolder(path: explicit)
    }
    var folder = programFolder
    if let folder, isFolder(folder + "/../share/clinic/themes") { return ShareFolder(path: folder + "/../share/clinic") }
    while let current = folder, !current.isEmpty {
      if isFolder(current + "/themes"), isFolder(current + "/sql") { return ShareFolder(path: current) }
      folder = current.lastIndex(of: "/").map { String(current[..<$0]) }
    }
    throw Missing(message: "the themes folder was not found beside the program; give the folder that holds it with --share")
  }

  private static var programFolder: String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard length > 0 else { return nil }
    let path = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path.lastIndex(of: "/").map { String(path[..<$0]) }
  }

  private static func isFolder(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFDIR
  }
}
