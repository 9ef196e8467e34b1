import Glibc

/// Programs built beside the tests.
public enum TestExecutable {
  /// The path of a product such as `clinic`; nil where it was not built.
  public static func path(_ name: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4_096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let own = count > 0 ? String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
    for start in [own] + CommandLine.arguments {
      var folder = start[...]
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        let path = folder + "/" + name
        if access(String(path), X_OK) == 0, !folder.isEmpty { return String(path) }
        if folder.hasSuffix("/.build") { break }
      }
    }
    return nil
  }
}
