import Glibc
import TerminalTestSupport
import Testing

/// Nobody types: nothing is sent and nothing wakes, but for the minute.
@Suite struct IdleTests {
  private static var second: Int {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Int(now.tv_sec) % 60
  }

  @Test func idleIsSilentAndTheMinuteIsCheap() throws {
    let clinic = try Clinic()
    let list = try clinic.signedIn(.nurse)
    let chart = try clinic.signedIn(.nurse)
    chart.openChart("garcia nunez 1971-03-12")
    chart.press("Enter", expect: "Summary:")
    let queue = try clinic.signedIn(.doctor)
    queue.press("Alt-4", expect: "Emergency access")
    let lock = try clinic.signedIn(.nurse2)
    lock.press("Ctrl-L", expect: "LOCKED")
    let screens = [("sign-in", try clinic.terminal()), ("list", list), ("chart", chart), ("queue", queue), ("lock", lock)]
    // Notices go after eight seconds, and the measurement must not meet the change of the minute.
    for (_, terminal) in screens { terminal.wait(seconds: 12) { !$0.contains("Last sign-in") } }
    while Self.second > 50 { usleep(250_000) }
    for (_, terminal) in screens { terminal.settle(milliseconds: 200) }
    let before = screens.map { ($0.1.output.count, ProcessFacts(pid: $0.1.processID).wakeUps) }
    #expect(before.allSatisfy { $0.1 > 0 })
    usleep(4_000_000)
    for (index, (name, terminal)) in screens.enumerated() {
      #expect(ProcessFacts(pid: terminal.processID).wakeUps == before[index].1, "\(name) woke up")
      terminal.settle(milliseconds: 20)
      #expect(terminal.output.count == before[index].0, "\(name) sent \(terminal.outputText(from: before[index].0).debugDescription)")
    }
    // And the minute.
    let minute = screens.map { $0.1.output.count }
    let wakeUps = screens.map { ProcessFacts(pid: $0.1.processID).wakeUps }
    while Self.second > 5 { usleep(250_000) }
    usleep(1_500_000)
    for (index, (name, terminal)) in screens.enumerated() {
      terminal.settle(milliseconds: 100)
      let (bytes, wakes) = (terminal.output.count - minute[index], ProcessFacts(pid: terminal.processID).wakeUps - wakeUps[index])
      print("bytes: minute tick, \(name): \(bytes), wake-ups \(wakes)")
      // On the board minutes run: what is due within the hour counts down.
      #expect(bytes <= (name == "list" ? 200 : 60), "\(name): \(terminal.outputText(from: minute[index]).debugDescription)")
      #expect(wakes <= 4, "\(name)")
    }
  }
}
