import Testing

@Suite struct SwiftSourceTests {
  @Test func commentsAndStringsAreNotCode() {
    let source = SwiftSource(
      """
      let a = "try! x" // as! y
      /* TODO /* nested */ still */ let b = 1
      """)
    #expect(!source.code.contains("try!"))
    #expect(!source.code.contains("as!"))
    #expect(!source.code.contains("TODO"))
    #expect(!source.code.contains("still"))
    #expect(source.code.contains("let b = 1"))
    #expect(source.literals.map(\.text) == ["try! x"])
    #expect(source.comments.map(\.line) == [1, 2])
  }

  @Test func interpolationIsCode() {
    let source = SwiftSource(#"let a = "one \(call("two", x: try! three())) four""#)
    #expect(source.code.contains("try! three()"))
    #expect(source.literals.map(\.text) == ["one \u{FFFC} four", "two"])
    #expect(source.literals.map(\.calls) == [[], ["call"]])
    #expect(source.literals[0].isInterpolated)
  }

  @Test func rawAndLongStringsEndWhereTheyEnd() {
    let source = SwiftSource(
      ##"""
      let a = #"quote " and \(no) interpolation"#
      let b = """
        two "quotes" and // no comment
        """
      let c = 3
      """##)
    #expect(source.literals.count == 2)
    #expect(!source.literals[0].isInterpolated)
    #expect(source.literals[1].text.contains("// no comment"))
    #expect(source.comments.isEmpty)
    #expect(source.code.contains("let c = 3"))
    #expect(source.literals[1].line == 2)
  }

  @Test func escapedQuotesDoNotEndAString() {
    let source = SwiftSource(#"let a = "\"try!\" \\" + try! b"#)
    #expect(source.literals.count == 1)
    #expect(source.code.contains("try! b"))
  }

  @Test func callsAndLabels() {
    let source = SwiftSource(#"draw(canvas.text(wording(Message(en: "a", es: "b")), at: p), title: ["c", "d"], "e")"#)
    #expect(source.literals.map(\.calls) == [
      ["draw", "canvas.text", "wording", "Message"], ["draw", "canvas.text", "wording", "Message"], ["draw"], ["draw"], ["draw"],
    ])
    #expect(source.literals.map(\.label) == ["en", "es", "title", "title", nil])
  }

  @Test func linesKeepTheirNumbers() {
    let source = SwiftSource("a\n\"\"\"\n x\n\"\"\"\n/*\n*/ needle")
    #expect(source.lines { $0.contains("needle") }.map(\.number) == [6])
  }

  @Test func aQuoteOfCBeginsNoString() {
    #expect(SwiftSource("if (c == '\"' || c == '\\\"') f(\"x\");").literals.map(\.text) == ["x"])
  }

  @Test func whatNeverEndsIsReadToTheEnd() {
    #expect(SwiftSource("let a = \"never").literals.count == 1)
    #expect(SwiftSource("/* never").comments.count == 1)
    #expect(SwiftSource("\"\\(").literals.count == 1)
  }
}

@Suite struct ManifestTests {
  private let manifest = Manifest(
    """
    let package = Package(
      name: "clinic",
      products: [.executable(name: "clinic", targets: ["clinic"])],
      dependencies: [.package(url: "https://example.org/kit", from: "1.0.0")],
      targets: [
        // a comment with "quotes"
        .systemLibrary(name: "CLib", pkgConfig: "lib", providers: [.apt(["lib-dev"])]),
        .target(name: "Model"),
        .target(name: "View-Parts", dependencies: ["Model", .product(name: "Kit", package: "kit")]),
        .executableTarget(
          name: "clinic",
          dependencies: [
            "View-Parts",
          ]),
        .target(name: "Support", dependencies: ["CLib"], path: "Tests/Support/Support"),
        .testTarget(name: "ModelTests", dependencies: ["Model", "Support"]),
      ])
    """)

  @Test func targetsAndTheirDependencies() {
    #expect(manifest.targets.map(\.name) == ["CLib", "Model", "View-Parts", "clinic", "Support", "ModelTests"])
    #expect(manifest.targets.map(\.dependencies) == [[], [], ["Model", "Kit"], ["View-Parts"], ["CLib"], ["Model", "Support"]])
    #expect(manifest["View-Parts"]?.module == "View_Parts")
  }

  @Test func whereTheirFilesAre() {
    #expect(manifest.target(of: "Sources/Model/A.swift")?.name == "Model")
    #expect(manifest.target(of: "Tests/Support/Support/B/C.swift")?.name == "Support")
    #expect(manifest.target(of: "Tests/ModelTests/A.swift")?.name == "ModelTests")
    #expect(manifest.target(of: "Sources/Models/A.swift") == nil)
  }

  @Test func everythingAProgramLinks() {
    #expect(manifest.closure(of: "clinic") == ["clinic", "View-Parts", "Model", "Kit"])
  }

  /// The real one is laid out so that this reader understands it.
  @Test func ourOwnManifestIsRead() throws {
    let own = try Repository.manifest()
    let text = try Repository.text("Package.swift")
    let calls = text.components(separatedBy: "arget(").count - 1 + text.components(separatedBy: ".systemLibrary(").count - 1
    #expect(own.targets.count == calls)
    #expect(own["clinic"]?.dependencies.contains("ClinicScreens") == true)
    #expect(own["ArchitectureTests"]?.dependencies == [])
    let names = Set(own.targets.map(\.name))
    let unknown = Set(own.targets.flatMap(\.dependencies)).subtracting(names)
    #expect(unknown.isSubset(of: ["ArgumentParser", "TOMLKit"]))
  }
}
