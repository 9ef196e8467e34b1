import ArgumentParser
import Foundation

@main
enum Program {
  static func main() {
    // A server or watch started from here must not keep a pipe of the caller open: whoever reads it would wait for ever.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    for descriptor in names.compactMap(Int32.init) where descriptor > 2 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    // A caller's blocked signals are inherited: a watch could not be ended politely.
    var none = sigset_t()
    sigemptyset(&none)
    sigprocmask(SIG_SETMASK, &none, nil)
    ClinicCtl.main()
  }
}

struct ClinicCtl: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clinicctl",
    abstract: "Operations of the clinic: a demo on a database of its own, the schema, checks.",
    discussion: """
      `clinicctl demo` is where to begin: it needs PostgreSQL's packages and nothing else.
      A database is named by a libpq connection string, such as "host=/var/run/postgresql dbname=clinic user=clinic_migrator".
      """,
    subcommands: [
      Demo.self, Migrate.self, BootstrapCommand.self, Check.self, UserCommand.self, AuditCommand.self, ThemeCommand.self,
      SecretsCommand.self, ImportCommand.self, AttachCommand.self, Watch.self, Bench.self,
    ])
}
