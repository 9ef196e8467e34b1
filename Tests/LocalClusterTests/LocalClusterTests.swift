import DatabaseTestSupport
import LocalCluster
import Testing

@Suite struct TestClusterTests {
  @Test func answersAsSuperuser() throws {
    let session = try TestCluster.superuser()
    #expect(try session.run("select current_setting('listen_addresses')").value == "")
    #expect(try session.run("select $1::int + 1", ["41"]).value == "42")
    #expect(session.refusal("select 1/0") == "22012")
  }
}
