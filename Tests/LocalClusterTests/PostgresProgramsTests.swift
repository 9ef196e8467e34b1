import Testing

@testable import LocalCluster

@Suite struct PostgresProgramsTests {
  @Test func findsWhatIsInstalled() throws {
    let found = try PostgresPrograms.find()
    #expect(found.major >= 15)
  }

  @Test func explicitFolderMustHoldThePrograms() throws {
    let scratch = Scratch()
    let error = clusterError { _ = try PostgresPrograms.find(explicit: scratch.path) }
    #expect(error?.kind == .missingPrograms)
    #expect(error?.description.contains(scratch.path) == true)
  }

  @Test func explicitOldVersionIsRefused() throws {
    let scratch = Scratch()
    let folder = try scratch.fakePrograms(version: "14.11 (Debian 14.11-1)", in: "bin")
    let error = clusterError { _ = try PostgresPrograms.find(explicit: folder) }
    #expect(error?.kind == .versionTooOld)
    #expect(error?.description.contains("install version 15") == true)
  }

  @Test(arguments: [("15.18", 15, 18), ("16.2 (Debian 16.2-1.pgdg120+2)", 16, 2), ("17beta1", 17, 0), ("18devel", 18, 0)])
  func readsVersions(_ text: String, _ major: Int, _ minor: Int) throws {
    let scratch = Scratch()
    let found = try PostgresPrograms.find(explicit: try scratch.fakePrograms(version: text, in: "bin"))
    #expect(found.major == major)
    #expect(found.minor == minor)
  }

  @Test func takesTheNewestOfTheInstalledVersions() throws {
    let scratch = Scratch()
    for version in ["14", "15", "17", "16"] { _ = try scratch.fakePrograms(version: version + ".1", in: "lib/\(version)/bin") }
    let found = try PostgresPrograms.find(explicit: nil, major: nil, path: "", versions: scratch.path + "/lib")
    #expect(found.major == 17)
    #expect(found.folder == scratch.path + "/lib/17/bin")
  }

  @Test func takesTheVersionOfTheClusterWhereThereIsANewer() throws {
    let scratch = Scratch()
    for version in ["15", "17"] { _ = try scratch.fakePrograms(version: version + ".1", in: "lib/\(version)/bin") }
    #expect(try PostgresPrograms.find(explicit: nil, major: 15, path: "", versions: scratch.path + "/lib").major == 15)
  }

  @Test func pathComesBeforeTheUsualFolders() throws {
    let scratch = Scratch()
    let first = try scratch.fakePrograms(version: "15.3", in: "first")
    _ = try scratch.fakePrograms(version: "17.1", in: "lib/17/bin")
    #expect(try PostgresPrograms.find(explicit: nil, major: nil, path: first, versions: scratch.path + "/lib").folder == first)
  }

  @Test func pgConfigOnThePathLeadsToTheFolder() throws {
    let scratch = Scratch()
    let folder = try scratch.fakePrograms(version: "16.1", in: "elsewhere/bin")
    try scratch.write("#!/bin/sh\necho \(folder)\n", "tools/pg_config", mode: 0o755)
    #expect(try PostgresPrograms.find(explicit: nil, major: nil, path: scratch.path + "/tools", versions: "/nowhere").folder == folder)
  }

  @Test func missingPackageIsSaid() {
    let error = clusterError { _ = try PostgresPrograms.find(explicit: nil, major: nil, path: "/nowhere", versions: "/nowhere") }
    #expect(error?.kind == .missingPrograms)
    #expect(error?.description.contains("apt-get install postgresql") == true)
  }

  @Test func onlyOldVersionsInstalled() throws {
    let scratch = Scratch()
    _ = try scratch.fakePrograms(version: "13.9", in: "lib/13/bin")
    let error = clusterError { _ = try PostgresPrograms.find(explicit: nil, major: nil, path: "", versions: scratch.path + "/lib") }
    #expect(error?.kind == .versionTooOld)
  }
}
