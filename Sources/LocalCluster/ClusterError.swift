/// Why a private cluster cannot be had. `description` is one line that says what to do; it never carries data of the clinic.
public struct ClusterError: Error, CustomStringConvertible, Equatable, Sendable {
  /// What went wrong, for callers that decide by it.
  public enum Kind: Sendable, Equatable {
    case missingPrograms, versionTooOld, otherClusterVersion, missingUser, unwritable, unreachable
    case diskFull, socketPathTooLong, damaged, busy, interrupted, serverFailed
  }

  public let kind: Kind
  public let description: String

  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    // Programs report in several lines; an operator reads one.
    self.description = description.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
