import AccessMatrix
import DatabaseTestSupport
import Foundation

// Takes away every policy, condition, FORCE, REVOKE and pg_temp, one at a time, and asks who notices: the gates, in a transaction
// that is rolled back; what no gate finds, the matrix, on a clone. Prints the survivors; exit 1 when there is one.

func word(_ name: String) -> String? {
  guard let place = CommandLine.arguments.firstIndex(of: name), CommandLine.arguments.indices.contains(place + 1) else { return nil }
  return CommandLine.arguments[place + 1]
}

/// At once, also through a pipe.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

let isMatrixOnly = CommandLine.arguments.contains("--matrix-only")
let folder = try TestDatabase.schemaFolder().path
let gates = try FileManager.default.contentsOfDirectory(atPath: folder + "/gates").filter { $0.hasSuffix(".sql") && !$0.hasPrefix("13_") }.sorted()
  .map { (name: $0, query: try String(contentsOfFile: folder + "/gates/" + $0, encoding: .utf8)) }
let cells = try AccessMatrix().cells
let database = try TestDatabase.clone()
var root: SqlSession? = try database.session()

/// The first gate that finds something in the database as it is now.
func firstGate(_ session: SqlSession) throws -> String? {
  for gate in gates where try !session.run(gate.query).rows.isEmpty { return gate.name }
  return nil
}

guard let first = root else { exit(2) }
if let gate = try firstGate(first) {
  say("Gate \(gate) finds something without any mutation.")
  exit(2)
}
var mutants = try Mutants.all(first, folder: folder)
let total = mutants.count
if let text = word("--only") { mutants = mutants.filter { $0.name.contains(text) } }
if let sample = word("--sample").flatMap(Int.init), sample < mutants.count {
  var random = SystemRandomNumberGenerator()
  mutants = Array(mutants.shuffled(using: &random).prefix(sample))
}
say("\(mutants.count) of \(total) mutants; \(gates.count) gates, \(cells.count) cells.")

var byGate: [String: Int] = [:]
var unnoticed: [Mutant] = []
for mutant in mutants {
  if isMatrixOnly {
    unnoticed.append(mutant)
    continue
  }
  try first.run("begin")
  do {
    try first.run(mutant.sql)
    if let gate = try firstGate(first) { byGate[gate, default: 0] += 1 } else { unnoticed.append(mutant) }
  } catch {
    say("not made: \(mutant.kind) \(mutant.name): \(error)")
    unnoticed.append(mutant)
  }
  try first.run("rollback")
}
first.close()
root = nil

/// The first cell that is answered otherwise, on a clone with the situations made now: they end by the clock.
func firstCell(_ mutation: String?) throws -> MatrixCell? {
  let clone = try database.clone()
  let superuser = try clone.session()
  try superuser.run(MatrixWorld.script)
  if let mutation { try superuser.run(mutation) }
  return try MatrixRun(clone).firstDifference(cells)
}

if let cell = try firstCell(nil) {
  say("Without any mutation this cell is answered otherwise: \(cell)")
  exit(2)
}
var byMatrix = 0
var survivors: [Mutant] = []
for mutant in unnoticed {
  do {
    if try firstCell(mutant.sql) != nil { byMatrix += 1 } else { survivors.append(mutant) }
  } catch {
    byMatrix += 1  // nobody can even sign in: noticed
  }
}

for (gate, count) in byGate.sorted(by: { $0.key < $1.key }) { say("\(gate): \(count)") }
say("matrix: \(byMatrix)")
for kind in Set(mutants.map(\.kind)).sorted() { say("\(kind): \(mutants.filter { $0.kind == kind }.count)") }
for survivor in survivors { say("SURVIVES  \(survivor.kind)  \(survivor.name)") }
say("\(survivors.count) of \(mutants.count) survive.")
exit(survivors.isEmpty ? 0 : 1)
