import ArgumentParser
import ClinicSchema
import Foundation
import LocalCluster

struct Demo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the clinic on an embedded database with invented people.",
    discussion: """
      Creates a private PostgreSQL cluster the first time (Unix socket only, nobody else can reach it), loads demo people and \
      patients, opens `clinic` on it, and stops the cluster when its last user leaves.
      Sign in as nurse, nurse2, doctor, doctor2, reception, admin or privacy; the password is \(DemoPerson.password).
      """,
    subcommands: [Open.self, Start.self, Stop.self, Reset.self], defaultSubcommand: Open.self)

  /// Finds, makes and starts everything; the caller counts as a user until `use` is released.
  static func prepare(_ options: DemoOptions) throws -> (clinic: DemoClinic, use: ClusterUse) {
    Interruption.watch()
    let folder = try SchemaFolder.find(explicit: options.sql)
    let (cluster, use) = try LocalCluster.openForUse(options.configuration, report: note)
    let clinic = DemoClinic(cluster: cluster, folder: folder)
    do {
      try clinic.prepare(patients: options.patients)
      try WatchProcess.start(clinic)
    } catch {
      use.end()
      _ = try? cluster.stopIfAbandoned()
      throw error
    }
    return (clinic, use)
  }

  struct Open: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Open `clinic` on the demo (what `demo` alone does).")
    @OptionGroup var options: DemoOptions

    func run() throws {
      let program = try TerminalProgram.beside("clinic")
      let (clinic, use) = try Demo.prepare(options)
      // The terminal program counts too, should this one be killed.
      use.shareWithChildren()
      let status: Int32
      do {
        status = try TerminalProgram.run([program, "--database", clinic.conninfo(as: DemoPerson.terminalRole)])
      } catch {
        use.end()
        try clinic.cluster.stopIfAbandoned()
        throw error
      }
      use.end()
      try clinic.cluster.stopIfAbandoned()
      if status != 0 { throw ExitCode(status) }
    }
  }

  struct Start: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Start the demo's database, leave it running, and print how to connect.",
      discussion: """
        Prints one JSON object: `database`, the connection string of the ward's terminal (for `clinic --database`), and `users`, \
        each with email, password, role, name and `database`, the connection string of that person's own login.
        """)
    @OptionGroup var options: DemoOptions

    func run() throws {
      let (clinic, use) = try Demo.prepare(options)
      try clinic.cluster.keepRunning(true)
      use.end()
      print(try DemoDescription(clinic).json())
    }
  }

  struct Stop: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Stop the demo's database; its data stays.")
    @OptionGroup var options: DemoOptions

    func run() throws {
      guard let cluster = try LocalCluster.existing(options.configuration) else {
        return note("There is no demo in \(options.configuration.folder).")
      }
      try cluster.keepRunning(false)
      let wasRunning = cluster.isRunning
      try cluster.stop()
      note(wasRunning ? "Stopped." : "It was not running.")
    }
  }

  struct Reset: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove the demo with all its data; the next start makes a new one.")
    @OptionGroup var options: DemoOptions
    @Flag(help: "Do not ask.") var yes = false

    func run() throws {
      let configuration = options.configuration
      guard LocalCluster.isPresent(configuration) else { return note("There is no demo in \(configuration.folder).") }
      if !yes {
        FileHandle.standardError.write(
          Data("Remove the demo in \(configuration.folder) with everything entered there? [y/N] ".utf8))
        guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else { return note("Nothing was removed.") }
      }
      try LocalCluster.remove(configuration)
      note("Removed.")
    }
  }
}
