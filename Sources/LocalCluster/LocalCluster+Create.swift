import Foundation

extension LocalCluster {
  /// The cluster that stands in the folder, with programs of its version; nil where there is none.
  static func locate(_ configuration: ClusterConfiguration, _ layout: ClusterLayout, _ user: ServerUser) throws -> LocalCluster? {
    guard access(layout.cluster, F_OK) == 0 else { return nil }
    let text = try? String(contentsOfFile: layout.data + "/PG_VERSION", encoding: .utf8)
    guard let major = text.flatMap({ Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }) else {
      throw ClusterError(
        .damaged, "\(layout.cluster) holds no readable cluster of \(user.name): move it away, or choose another --data-dir.")
    }
    var status = stat()
    guard stat(layout.data, &status) == 0, status.st_uid == user.uid else {
      throw ClusterError(.unreachable, "\(layout.data) belongs to another user than \(user.name): choose another --data-dir.")
    }
    let programs = try PostgresPrograms.find(explicit: configuration.programs, major: major)
    return LocalCluster(configuration, layout: layout, user: user, programs: programs, wasCreated: false)
  }

  /// Builds a cluster in a sibling folder and gives it its name when it is complete. Call under the start lock.
  static func create(
    _ configuration: ClusterConfiguration, _ layout: ClusterLayout, _ user: ServerUser, report: (String) -> Void
  ) throws -> LocalCluster {
    let programs = try PostgresPrograms.find(explicit: configuration.programs)
    layout.removeLeftovers()
    try layout.checkFreeSpace(configuration.neededBytes)
    if configuration.isDurable {
      report("Creating a private PostgreSQL \(programs.major).\(programs.minor) cluster in \(layout.folder) ...")
    }
    let building = layout.folder + "/" + ClusterLayout.buildPrefix + "\(getpid())"
    do {
      try user.makeFolder(building, mode: 0o700)
      try user.makeFolder(building + "/keys", mode: 0o700)
      try initialise(building + "/data", configuration, layout, user, programs)
      guard rename(building, layout.cluster) == 0 else { throw ServerUser.failure(layout.cluster) }
    } catch {
      try? FileManager.default.removeItem(atPath: building)
      throw error
    }
    return LocalCluster(configuration, layout: layout, user: user, programs: programs, wasCreated: true)
  }

  private static func initialise(
    _ data: String, _ configuration: ClusterConfiguration, _ layout: ClusterLayout, _ user: ServerUser,
    _ programs: PostgresPrograms
  ) throws {
    var command = [programs.folder + "/initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8",
      "--auth=peer", "--no-instructions"]
    command.append(configuration.isDurable ? "--data-checksums" : "--no-sync")
    let answer = try user.run(command)
    guard answer.isSuccess else {
      if answer.status > 128 { throw ClusterError(.interrupted, "Interrupted: nothing was created.") }
      throw failure("initdb failed", answer.output, layout)
    }
    let path = data + "/postgresql.conf"
    let base = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    try user.write(base + "\ninclude 'clinic.conf'\n", to: path)
    try user.write(configuration.settingsText, to: data + "/clinic.conf")
    let caller = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? user.name
    try user.write(IdentityMap.text([.init(systemUser: caller, role: "postgres")]), to: data + "/pg_ident.conf")
  }
}
