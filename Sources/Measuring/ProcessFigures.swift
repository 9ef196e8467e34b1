import Glibc

/// What the kernel counts for a process. Nil where it does not tell (another user's process, or one that forbids it).
public struct ProcessFigures: Sendable, Equatable {
  /// Proportional set size in kB: private pages, and of each shared one its share.
  public var pss: Int?
  /// Of that, the pages nobody else has.
  public var privatePages: Int?
  /// How often its threads have slept and were woken.
  public var wakeUps: Int?
  /// Nanoseconds on a processor, all threads.
  public var processorTime: UInt64?

  /// Reads them now.
  public init(_ processID: pid_t) {
    let folder = "/proc/\(processID)"
    if let rollup = Self.read(folder + "/smaps_rollup") {
      pss = Self.kilobytes("Pss:", in: rollup)
      privatePages = Self.kilobytes("Private_Clean:", in: rollup).flatMap { clean in
        Self.kilobytes("Private_Dirty:", in: rollup).map { clean + $0 }
      }
    }
    for thread in Self.names(in: folder + "/task") {
      if let status = Self.read("\(folder)/task/\(thread)/status"),
        let count = Self.number("voluntary_ctxt_switches:", in: status)
      {
        wakeUps = (wakeUps ?? 0) + count
      }
      if let times = Self.read("\(folder)/task/\(thread)/schedstat"), let first = times.split(separator: " ").first,
        let time = UInt64(first)
      {
        processorTime = (processorTime ?? 0) + time
      }
    }
  }

  /// The number behind a name such as `Pss:` at the beginning of a line, in kB.
  public static func kilobytes(_ name: String, in text: String) -> Int? { number(name, in: text) }

  /// The first number behind a name at the beginning of a line.
  public static func number(_ name: String, in text: String) -> Int? {
    for line in text.split(separator: "\n") where line.hasPrefix(name) {
      return line.dropFirst(name.count).split(whereSeparator: { $0 == " " || $0 == "\t" }).first.flatMap { Int($0) }
    }
    return nil
  }

  private static func read(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 8_192)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 { return nil }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  private static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.allSatisfy(\.isNumber) { names.append(name) }
    }
    return names
  }
}
