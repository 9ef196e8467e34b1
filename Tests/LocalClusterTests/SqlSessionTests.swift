import DatabaseTestSupport
import Testing

/// The tools that other tests judge by.
@Suite struct SqlSessionTests {
  @Test func rowsColumnsAndNulls() throws {
    let result = try TestCluster.superuser().run("select 1 as a, null as b union all select 2, 'x' order by 1")
    #expect(result.columns == ["a", "b"])
    #expect(result.rows == [["1", nil], ["2", "x"]])
    #expect(result[1, "b"] == "x")
    #expect(result.tag == "SELECT 2")
  }

  @Test func parametersAreBound() throws {
    #expect(try TestCluster.superuser().run("select $1::text || coalesce($2, 'null')", ["'; drop", nil]).value == "'; dropnull")
  }

  @Test func refusalsAreSqlStates() throws {
    let session = try TestCluster.superuser()
    #expect(session.refusal("select * from nowhere") == "42P01")
    #expect(session.refusal("select 1") == nil)
    #expect(throws: SqlError.self) { try session.run("selec") }
  }

  @Test func failedConnectionSaysWhy() throws {
    let conninfo = try TestCluster.conninfo(database: "no_such_database")
    #expect(throws: SqlError.self) { try SqlSession(conninfo) }
  }

  @Test func twoSessionsWaitForEachOther() throws {
    let (first, second) = (try TestCluster.superuser(), try TestCluster.superuser())
    try first.run("begin; select pg_advisory_xact_lock(77)")
    try second.send("select pg_advisory_xact_lock(77)")
    #expect(!second.isAnswered(within: 0.1))
    try first.run("commit")
    #expect(second.isAnswered(within: 5))
    try second.receive()
  }

  @Test func cancelEndsTheStatement() throws {
    let session = try TestCluster.superuser()
    try session.send("select pg_sleep(60)")
    // A cancel that comes before the statement has begun is lost.
    repeat { session.cancel() } while !session.isAnswered(within: 0.05)
    #expect(throws: SqlError.self) { try session.receive() }
    #expect(session.isOpen)
  }

  @Test func notificationsAndNotices() throws {
    let (listener, sender) = (try TestCluster.superuser(), try TestCluster.superuser())
    try listener.run("listen news")
    try sender.run("notify news, 'x'")
    try listener.run("do $$ begin raise warning 'look'; end $$")
    #expect(listener.notifications().map(\.payload) == ["x"])
    #expect(listener.notices.contains { $0.contains("look") })
  }

  @Test func optionsAreSettings() throws {
    let session = try SqlSession(TestCluster.conninfo(), options: "-c statement_timeout=1234ms")
    #expect(try session.run("show statement_timeout").value == "1234ms")
  }

  @Test func closedSessionThrows() throws {
    let session = try TestCluster.superuser()
    session.close()
    #expect(!session.isOpen)
    #expect(throws: SqlError.self) { try session.run("select 1") }
  }
}
