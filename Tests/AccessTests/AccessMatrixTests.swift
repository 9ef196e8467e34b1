import AccessMatrix
import DatabaseTestSupport
import Testing

/// The matrix of who may do what, asked of a live database through real logins.
@Suite(.serialized) struct AccessMatrixTests {
  @Test("every cell is answered as the matrix says")
  func everyCell() throws {
    let matrix = try AccessMatrix()
    let database = try TestDatabase.clone()
    try database.session().run(MatrixWorld.script)
    let differences = try MatrixRun(database).differences(matrix.cells)
    #expect(differences.map { "\($0.cell), not \($0.answer)" } == [])
    let allowed = matrix.cells.filter { AccessMatrix.allowances.contains($0.expected) }.count
    print("Matrix: \(matrix.cells.count) cells, \(allowed) allowed, \(matrix.cells.count - allowed) refused; \(matrix.notYet.count) rows not yet.")
  }

  @Test("everything that can be done is asked")
  func asked() throws {
    #expect(try Set(AccessMatrix().cells.map(\.deed)).sorted() == AccessMatrix.deeds)
  }

  @Test("every deed has all roles, nobody twice, somebody who is refused")
  func complete() throws {
    let cells = try AccessMatrix().cells
    #expect(Set(cells.map { "\($0.role)·\($0.deed)·\($0.overlay)" }).count == cells.count)
    for (situation, group) in Dictionary(grouping: cells, by: { "\($0.deed)·\($0.overlay)" }) {
      #expect(group.map(\.role).sorted() == AccessMatrix.roles.sorted(), "\(situation)")
    }
    for (deed, group) in Dictionary(grouping: cells, by: \.deed) {
      #expect(group.contains { !AccessMatrix.allowances.contains($0.expected) }, "\(deed)")
    }
  }
}
