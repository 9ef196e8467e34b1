import Testing

@Suite struct ImportTests {
  private static let planted = Manifest(
    """
    let package = Package(name: "p", targets: [
      .systemLibrary(name: "CNcurses"), .target(name: "Model"), .target(name: "Terminal", dependencies: ["CNcurses"]),
      .target(name: "View", dependencies: ["Model", .product(name: "Kit", package: "kit")]),
      .executableTarget(name: "app", dependencies: ["View"]),
      .executableTarget(name: "tool", dependencies: ["Model", "side-car"]),
      .target(name: "side-car"),
    ])
    """)

  private func file(_ path: String, _ text: String) -> [RepositoryFile] { [RepositoryFile(path: path, text: text)] }

  // MARK: The repository

  @Test func everyImportIsDeclared() throws {
    let files = try Repository.files(in: ["Sources", "Tests"])
    let found = Imports.undeclared(in: files, try Repository.manifest())
    #expect(files.count > 50)
    #expect(found == [])
  }

  @Test func onlyTheTerminalKnowsNcurses() throws {
    let files = try Repository.files(in: ["Sources", "Tests"])
    let found = Imports.imports(of: "CNcurses", except: ["NcursesTerminal"], in: files, try Repository.manifest())
    #expect(found == [])
  }

  @Test func onlyTheClientKnowsLibpq() throws {
    let manifest = try Repository.manifest()
    let tests = manifest.targets.filter { $0.path.hasPrefix("Tests/") }.map(\.name)
    let files = try Repository.files(in: ["Sources", "Tests"])
    let found = Imports.imports(of: "CPostgres", except: Set(tests + ["PostgresClient"]), in: files, manifest)
    #expect(found == [])
  }

  @Test func theApplicationLinksNoFoundation() throws {
    let found = Imports.foundation(in: try Repository.files(in: ["Sources"]), linkedBy: "clinic", try Repository.manifest())
    #expect(found == [])
  }

  /// The arrows of the design, so that a new one is a decision: who may see the terminal, the database, the screens.
  @Test func theArrowsPointOneWay() throws {
    let manifest = try Repository.manifest()
    #expect(manifest.closure(of: "ClinicModel") == ["ClinicModel"])
    for target in ["EventLoop", "TerminalUI", "NcursesTerminal", "PostgresClient", "LocalCluster", "ClinicSchema"] {
      #expect(manifest.closure(of: target).allSatisfy { !["ClinicModel", "ClinicStore", "ClinicViewModels",
        "ClinicScreens"].contains($0) })
    }
    for target in ["ClinicViewModels", "ClinicScreens"] {
      #expect(manifest.closure(of: target).isDisjoint(with: ["PostgresClient", "CPostgres", "ClinicStore", "CNcurses",
        "NcursesTerminal"]))
    }
    #expect(!manifest.closure(of: "ClinicViewModels").contains("TerminalUI"))
    #expect(!manifest.closure(of: "ClinicStore").contains("TerminalUI"))
    #expect(manifest.closure(of: "clinic").isDisjoint(with: ["ClinicSchema", "LocalCluster", "ArgumentParser"]))
  }

  // MARK: The checks themselves

  @Test(arguments: [
    "import Model", "@testable import Model", "public import struct Model.Patient", "  internal import Model",
    "import func Model.f // why", "@_exported import Model",
    "let a = 1; import Model",
  ])
  func everySpellingOfAnImportIsSeen(_ text: String) {
    #expect(Imports.imports(in: SwiftSource(text)) == [Imports.Import(line: 1, module: "Model")])
  }

  @Test(arguments: ["// import Model", "let text = \"import Model\"", "/* import Model */", "importModel()",
    "let important = Model.self"])
  func whatOnlyLooksLikeAnImportIsNot(_ text: String) {
    #expect(Imports.imports(in: SwiftSource(text)).isEmpty)
  }

  @Test func anUndeclaredImportIsFound() {
    #expect(Imports.undeclared(in: file("Sources/Model/A.swift", "import Glibc\nimport View"),
      Self.planted) == ["Sources/Model/A.swift:2: Model does not depend on View"])
    #expect(Imports.undeclared(in: file("Sources/app/main.swift", "import Model"),
      Self.planted).count == 1)   // linked, but not declared
    #expect(Imports.undeclared(in: file("Sources/View/A.swift", "import Model\nimport Kit"), Self.planted).isEmpty)
    #expect(Imports.undeclared(in: file("Sources/tool/A.swift", "import side_car"), Self.planted).isEmpty)
    #expect(Imports.undeclared(in: file("Sources/Stray/A.swift", ""), Self.planted).count == 1)
  }

  @Test func aForeignImportOfNcursesIsFound() {
    #expect(Imports.imports(of: "CNcurses", except: ["Terminal"], in: file("Sources/View/A.swift", "import CNcurses"),
      Self.planted).count == 1)
    #expect(Imports.imports(of: "CNcurses", except: ["Terminal"], in: file("Sources/Terminal/A.swift", "import CNcurses"),
      Self.planted).isEmpty)
  }

  @Test func foundationIsFoundWhereTheProgramLinksIt() {
    #expect(Imports.foundation(in: file("Sources/Model/A.swift", "import Foundation"), linkedBy: "app", Self.planted).count == 1)
    #expect(Imports.foundation(in: file("Sources/Model/A.swift", "import FoundationEssentials"), linkedBy: "app",
      Self.planted).isEmpty)
    #expect(Imports.foundation(in: file("Sources/side-car/A.swift", "import Foundation"), linkedBy: "app", Self.planted).isEmpty)
    #expect(Imports.foundation(in: file("Sources/side-car/A.swift", "import Foundation"), linkedBy: "tool",
      Self.planted).count == 1)
  }
}
