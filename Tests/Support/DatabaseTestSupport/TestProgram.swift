import Foundation

/// Runs a program of this package as its users do.
public enum TestProgram {
  public struct Answer: Sendable {
    public var status: Int32
    public var output: String
    public var errors: String
  }

  /// Runs `clinicctl` or `clinic` as it was built with the tests; `input` is what a person would type.
  public static func run(_ name: String, _ arguments: [String], input: String = "") throws -> Answer {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try path(name))
    process.arguments = arguments
    let (typed, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = typed
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    typed.fileHandleForWriting.write(Data(input.utf8))
    try typed.fileHandleForWriting.close()
    // Both are short: neither pipe fills up while the other is read.
    let out = output.fileHandleForReading.readDataToEndOfFile()
    let err = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Answer(status: process.terminationStatus, output: String(decoding: out, as: UTF8.self), errors: String(decoding: err, as: UTF8.self))
  }

  /// Where the build put it: beside the tests.
  public static func path(_ name: String) throws -> String {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    for start in [own] + CommandLine.arguments {
      var folder = URL(fileURLWithPath: start).deletingLastPathComponent()
      while folder.path.count > 1 {
        let candidate = folder.appendingPathComponent(name).path
        if access(candidate, X_OK) == 0, !FileManager.default.fileExists(atPath: candidate + "/main.swift") { return candidate }
        if folder.lastPathComponent == ".build" { break }
        folder.deleteLastPathComponent()
      }
    }
    throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: name])
  }
}
