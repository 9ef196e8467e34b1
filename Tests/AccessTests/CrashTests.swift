import DatabaseTestSupport
import Foundation
import Testing

/// The trace of a read survives a crash of the server, whatever the reader has turned off. CLINIC_CRASHES: how many rounds (20).
@Suite(.serialized) struct CrashTests {
  private static let rounds = ProcessInfo.processInfo.environment["CLINIC_CRASHES"].flatMap { Int($0) } ?? 20

  @Test("a chart opened and read with synchronous_commit off is in the stream after a kill: none is lost")
  func tracesSurvive() throws {
    let server = try CrashCluster()
    try server.session().run("create table public.unguarded (round int)")
    var (lost, read, unguarded) = (0, 0, 0)
    for round in 0..<Self.rounds {
      let purpose = ["TREATMENT", "HANDOVER", "RESULT_REVIEW", "EMERGENCY"][round % 4]
      let openings = "select count(*) from audit_logs.events where action = 'OPEN_CHART' and purpose = '\(purpose)'"
      let before = try server.session().answer(openings)
      let writer = try server.session()
      try writer.run("set synchronous_commit = off")
      let nurse = try server.session(as: TestPerson.nurseA.loginRole)
      try nurse.run("set synchronous_commit = off")
      #expect(nurse.answer(signIn(.nurseA)) == "SIGNED_IN")
      #expect(nurse.answer(openChart(.garcia, purpose)) == "OPENED")
      if nurse.answer(readAll) == wholeChart { read += 1 }
      try writer.run("insert into public.unguarded values (\(round))")
      try server.crash()
      let root = try server.session()
      if Int(root.answer(openings)) != (Int(before) ?? -1) + 1 { lost += 1 }
      if root.answer("select count(*) from public.unguarded where round = \(round)") == "0" { unguarded += 1 }
    }
    print("Crashes: \(Self.rounds) rounds, \(read) charts read, \(lost) traces lost; \(unguarded) unguarded rows written after them lost.")
    #expect(read == Self.rounds)
    #expect(lost == 0)
  }
}
