import Foundation
import LocalCluster

/// The background process that ends connections whose time is over, and stops an embedded cluster whose users were killed.
enum WatchProcess {
  /// Starts `clinicctl watch` for this cluster; where one runs already, the new one leaves by itself.
  static func start(_ clinic: DemoClinic) throws {
    let cluster = clinic.cluster
    var arguments = [try TerminalProgram.beside("clinicctl"), "watch", "--database", clinic.conninfo(as: "clinic_watch"),
      "--data-dir", cluster.folder]
    if !cluster.socketFolder.hasPrefix(cluster.folder + "/") { arguments += ["--socket-dir", cluster.socketFolder] }
    try TerminalProgram.detach(arguments, log: cluster.folder + "/watch.log")
  }
}
