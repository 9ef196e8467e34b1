import Foundation

/// Which user of the operating system may log in as which database role (pg_ident.conf).
public struct IdentityMap: Sendable, Equatable {
  /// One permission to log in.
  public struct Line: Sendable, Hashable {
    public var systemUser: String
    public var role: String

    public init(systemUser: String, role: String) {
      self.systemUser = systemUser
      self.role = role
    }
  }

  static func text(_ lines: [Line]) -> String {
    func quoted(_ name: String) -> String { "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
    return lines.map { "clinic \(quoted($0.systemUser)) \(quoted($0.role))\n" }.joined()
  }
}

extension LocalCluster {
  /// The name of the user who calls, as `peer` sees it.
  public static var callerName: String {
    getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "\(geteuid())"
  }

  /// Replaces the whole map and has the server read it. A new line holds for connections made a moment later.
  public func setIdentities(_ lines: [IdentityMap.Line]) throws {
    try user.write(IdentityMap.text(lines), to: layout.data + "/pg_ident.conf")
    try reload()
  }

  private func reload() throws {
    guard isRunning else { return }
    let answer = try user.run([programs.folder + "/pg_ctl", "-D", layout.data, "reload"])
    guard answer.isSuccess else { throw Self.failure("PostgreSQL does not reload", answer.output, layout) }
  }
}
