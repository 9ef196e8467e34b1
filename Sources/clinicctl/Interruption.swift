import Foundation
import Synchronization

/// Ctrl-C and a polite end: long work looks here between its parts, so that what is half-made can be removed.
enum Interruption {
  private static let isRequested = Atomic<Bool>(false)

  /// From now on SIGINT, SIGTERM and SIGHUP are only noted.
  static func watch() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in Interruption.isRequested.store(true, ordering: .relaxed) }
    }
  }

  /// Throws when somebody asked to end.
  static func check() throws {
    if isRequested.load(ordering: .relaxed) { throw Interrupted() }
  }

  struct Interrupted: Error, CustomStringConvertible {
    var description: String { "Interrupted: nothing half-made was left." }
  }
}
