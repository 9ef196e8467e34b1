// swift-tools-version: 6.2
import PackageDescription

// Targets in the order of the arrows: a target may import only what stands in its own list.
// Tests/ArchitectureTests holds every `import` against this file.
let package = Package(
  name: "clinic",
  products: [
    .executable(name: "clinic", targets: ["clinic"]),
    .executable(name: "clinicctl", targets: ["clinicctl"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    // C, behind shims of a few dozen lines
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    // Comes with libpq-dev.
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CLinux"),
    .target(name: "CCleanStart"),
    .target(name: "CTerminalGuard"),

    // The loop, the terminal, the database connection: know nothing of clinics
    .target(name: "EventLoop", dependencies: ["CLinux"]),
    .target(name: "TerminalUI"),
    .target(name: "NcursesTerminal", dependencies: ["CLinux", "CNcurses", "CTerminalGuard", "EventLoop", "TerminalUI"]),
    .target(name: "PostgresClient", dependencies: ["CPostgres", "EventLoop"]),

    // The clinic
    .target(name: "ClinicModel"),
    .target(name: "ClinicStore", dependencies: ["ClinicModel", "EventLoop", "PostgresClient"]),
    .target(name: "ClinicViewModels", dependencies: ["ClinicModel", "EventLoop"]),
    .target(name: "ClinicScreens", dependencies: ["ClinicModel", "ClinicViewModels", "EventLoop", "TerminalUI"]),

    // Operations
    .target(name: "ClinicSchema", dependencies: ["EventLoop", "PostgresClient"]),
    .target(name: "LocalCluster", dependencies: ["EventLoop", "PostgresClient"]),
    .target(name: "Measuring"),
    .target(name: "GlucoseFiles", dependencies: ["ClinicModel"]),

    // The two programs
    .executableTarget(
      name: "clinic",
      dependencies: [
        "CCleanStart", "CLinux", "ClinicModel", "ClinicScreens", "ClinicStore", "ClinicViewModels", "EventLoop", "NcursesTerminal", "TerminalUI",
      ]),
    .executableTarget(
      name: "clinicctl",
      dependencies: [
        "CCrypto", "ClinicModel", "ClinicSchema", "ClinicStore", "EventLoop", "GlucoseFiles", "LocalCluster", "Measuring", "PostgresClient",
        "TerminalUI", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Test support: the real terminal emulator, the real database
    .systemLibrary(name: "CVTerm", path: "Tests/Support/CVTerm", pkgConfig: "vterm", providers: [.apt(["libvterm-dev"])]),
    .target(name: "TerminalTestSupport", dependencies: ["CVTerm"], path: "Tests/Support/TerminalTestSupport"),
    .executableTarget(
      name: "terminal-probe", dependencies: ["EventLoop", "NcursesTerminal", "TerminalUI"], path: "Tests/Support/TerminalProbe"),
    .target(
      name: "DatabaseTestSupport",
      dependencies: ["CPostgres", "ClinicSchema", "EventLoop", "LocalCluster", "PostgresClient"],
      path: "Tests/Support/DatabaseTestSupport"),
    .target(name: "AccessMatrix", dependencies: ["DatabaseTestSupport"], path: "Tests/Support/AccessMatrix"),
    .executableTarget(name: "mutation-run", dependencies: ["AccessMatrix", "DatabaseTestSupport"], path: "Tests/Support/MutationRun"),

    .testTarget(name: "ArchitectureTests"),
    .testTarget(name: "EventLoopTests", dependencies: ["EventLoop"]),
    .testTarget(name: "TerminalUITests", dependencies: ["TerminalTestSupport", "TerminalUI"]),
    .testTarget(
      name: "NcursesTerminalTests",
      dependencies: ["CVTerm", "EventLoop", "NcursesTerminal", "TerminalTestSupport", "TerminalUI", "terminal-probe"]),
    .testTarget(
      name: "PostgresClientTests",
      dependencies: ["CPostgres", "DatabaseTestSupport", "EventLoop", "LocalCluster", "PostgresClient"]),
    .testTarget(name: "ClinicModelTests", dependencies: ["ClinicModel"]),
    .testTarget(name: "ClinicSchemaTests", dependencies: ["ClinicSchema", "DatabaseTestSupport", "EventLoop", "LocalCluster", "PostgresClient"]),
    .testTarget(name: "LocalClusterTests", dependencies: ["DatabaseTestSupport", "EventLoop", "LocalCluster"]),
    .testTarget(name: "MeasuringTests", dependencies: ["Measuring"]),
    .testTarget(name: "GlucoseFilesTests", dependencies: ["ClinicModel", "GlucoseFiles"]),
    .testTarget(
      name: "AccessTests", dependencies: ["AccessMatrix", "CPostgres", "DatabaseTestSupport"],
      exclude: ["Matrix"]),
    .testTarget(
      name: "ClinicStoreTests",
      dependencies: ["ClinicModel", "ClinicStore", "DatabaseTestSupport", "EventLoop", "PostgresClient"]),
    .testTarget(name: "ClinicViewModelsTests", dependencies: ["ClinicModel", "ClinicViewModels", "EventLoop"]),
    .testTarget(
      name: "ClinicScreensTests",
      dependencies: ["ClinicModel", "ClinicScreens", "ClinicViewModels", "EventLoop", "TerminalUI"],
      exclude: ["Goldens"]),
    .testTarget(name: "JourneyTests", dependencies: ["DatabaseTestSupport", "TerminalTestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)
