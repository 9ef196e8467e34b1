import Glibc

/// What the system says of a process.
struct ProcessFacts {
  let pid: pid_t

  /// The whole of a small file; nil where it cannot be read.
  static func text(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  private var threads: [String] { Self.names(in: "/proc/\(pid)/task") }

  /// A line of `/proc/PID/status`, its value.
  func status(_ name: String, thread: String? = nil) -> String? {
    let path = thread.map { "/proc/\(pid)/task/\($0)/status" } ?? "/proc/\(pid)/status"
    return Self.text(path)?.split(separator: "\n").first { $0.hasPrefix(name + ":") }
      .map { $0.drop { $0 != ":" }.dropFirst().trimming() }
  }

  /// Whether the program is stopped, as Ctrl-Z would.
  var isStopped: Bool { status("State")?.hasPrefix("T") ?? true }

  /// How often any of its threads went to sleep so far: grows with every wake-up.
  var wakeUps: Int {
    threads.compactMap { status("voluntary_ctxt_switches", thread: $0) }.compactMap { Int($0) }.reduce(0, +)
  }

  /// The children of all threads.
  var children: [String] {
    threads.flatMap { (Self.text("/proc/\(pid)/task/\($0)/children") ?? "").split(separator: " ").map(String.init) }
  }

  /// The environment the program runs with, by name; nil where the system does not tell.
  var environment: [String: String]? {
    guard let text = Self.text("/proc/\(pid)/environ"), !text.isEmpty else { return nil }
    return Dictionary(
      text.split(separator: "\0").map { entry in
        let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
      }, uniquingKeysWith: { first, _ in first })
  }

  /// What its descriptors are open on.
  var openFiles: [String] {
    Self.names(in: "/proc/\(pid)/fd").compactMap { name in
      var buffer = [CChar](repeating: 0, count: 4_096)
      let count = readlink("/proc/\(pid)/fd/\(name)", &buffer, buffer.count - 1)
      return count > 0 ? String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }
  }

  /// The soft and hard limit of the size of a core file.
  var coreLimit: [String] {
    let line = Self.text("/proc/\(pid)/limits")?.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
    return line.map { $0.dropFirst("Max core file size".count).split(separator: " ").prefix(2).map(String.init) } ?? []
  }

  /// The files of a process that may not be dumped belong to root, whoever runs it.
  var ownerOfItsFiles: uid_t? {
    var information = stat()
    return stat("/proc/\(pid)/environ", &information) == 0 ? information.st_uid : nil
  }
}

extension Substring {
  fileprivate func trimming() -> String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
