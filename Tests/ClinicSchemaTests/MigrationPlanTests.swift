import Testing

@testable import ClinicSchema

@Suite struct MigrationPlanTests {
  private func found(_ number: Int, _ name: String) -> SummedMigration {
    let full = "000\(number)_\(name)"
    let migration = Migration(
      number: number, name: full, up: SchemaFile(path: "migrations/\(full).up.sql", text: ""),
      down: SchemaFile(path: "migrations/\(full).down.sql", text: ""))
    return SummedMigration(migration: migration, upSum: "u\(number)", downSum: "d\(number)")
  }

  private func applied(_ number: Int, _ name: String, up: String? = nil, down: String? = nil) -> AppliedMigration {
    AppliedMigration(
      number: number, name: "000\(number)_\(name)", upSum: up ?? "u\(number)", downSum: down ?? "d\(number)", appliedAt: "then")
  }

  private func problem(_ found: [SummedMigration], _ applied: [AppliedMigration]) -> SchemaError? {
    schemaError { try MigrationPlan(found: found, applied: applied).check() }
  }

  @Test func appliedAndPending() throws {
    let plan = MigrationPlan(found: [found(1, "a"), found(2, "b")], applied: [applied(1, "a")])
    #expect(plan.statuses.map(\.state) == [.applied, .pending])
    #expect(plan.statuses.map(\.appliedAt) == ["then", nil])
    try plan.check()
  }

  @Test func changedUpIsNamed() {
    let error = problem([found(1, "a")], [applied(1, "a", up: "other")])
    #expect(error?.kind == .changed)
    #expect(error?.description.contains("0001_a was changed") == true && error?.description.contains("0001_a.up.sql") == true)
  }

  @Test func changedDownIsNamed() {
    let error = problem([found(1, "a")], [applied(1, "a", down: "other")])
    #expect(error?.kind == .changed)
    #expect(error?.description.contains("0001_a.down.sql") == true)
  }

  @Test func renamedIsNamedBothWays() {
    let error = problem([found(1, "b")], [applied(1, "a")])
    #expect(error?.kind == .renamed)
    #expect(error?.description.contains("0001_a") == true && error?.description.contains("0001_b") == true)
  }

  @Test func missingIsNamed() {
    let error = problem([found(2, "b")], [applied(1, "a"), applied(2, "b")])
    #expect(error?.kind == .missing)
    #expect(error?.description.contains("0001_a") == true)
  }

  @Test func unknownNewerIsNamed() {
    let error = problem([found(1, "a")], [applied(1, "a"), applied(2, "b")])
    #expect(error?.kind == .unknown)
    #expect(error?.description.contains("0002_b") == true)
  }

  @Test func insertedBeforeAnAppliedOneIsRefused() {
    let error = problem([found(1, "a"), found(2, "b"), found(3, "c")], [applied(1, "a"), applied(3, "c")])
    #expect(error?.kind == .outOfOrder)
    #expect(error?.description.contains("0002_b") == true)
  }

  @Test func firstProblemIsTheLowestNumber() {
    let error = problem([found(1, "a"), found(2, "b")], [applied(1, "a", up: "x"), applied(2, "c")])
    #expect(error?.kind == .changed)
  }
}
