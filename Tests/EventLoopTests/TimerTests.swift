import EventLoop
import Testing

@Suite(.onLoop)
struct TimerTests {
  @UIActor
  private final class Log {
    var entries: [String] = []
  }

  @UIActor
  private func sleep(_ milliseconds: Int) async { await EventLoop.shared.sleep(milliseconds: milliseconds) }

  @Test @UIActor func byTimeThenByOrder() async {
    var log = Log()
    while true {
      let (tried, start) = (Log(), EventLoop.now())
      for (name, delay) in [("c", 20), ("a", 5), ("d", 20), ("b", 5), ("now", 0), ("past", -100)] {
        EventLoop.shared.after(milliseconds: delay) { tried.entries.append(name) }
      }
      let isQuick = EventLoop.now() - start < 4_000_000
      await sleep(40)
      log = tried
      // Where the machine stood still between the calls the last may be due after the first: once more.
      if isQuick { break }
    }
    #expect(Set(log.entries.prefix(2)) == ["now", "past"])
    // Due times differ by microseconds between the calls: a before b, c before d.
    #expect(Array(log.entries.dropFirst(2)) == ["a", "b", "c", "d"])
  }

  @Test @UIActor func neverEarly() async {
    for delay in [0, 1, 3, 7] {
      let start = EventLoop.now()
      await sleep(delay)
      #expect(EventLoop.now() - start >= UInt64(delay) * 1_000_000)
    }
  }

  @Test @UIActor func cancelled() async {
    let log = Log()
    let loop = EventLoop.shared
    let first = loop.after(milliseconds: 5) { log.entries.append("first") }
    loop.after(milliseconds: 5) { log.entries.append("second") }
    loop.cancel(first)
    loop.cancel(first)
    await sleep(10)
    #expect(log.entries == ["second"])
  }

  @Test @UIActor func aDueTimerCancelsAnotherDueOne() async {
    let log = Log()
    let loop = EventLoop.shared
    var victim: EventLoop.Timer?
    loop.after(milliseconds: 1) {
      log.entries.append("killer")
      if let victim { loop.cancel(victim) }
    }
    victim = loop.after(milliseconds: 1) { log.entries.append("victim") }
    // Both are due when the loop looks next.
    let start = EventLoop.now()
    while EventLoop.now() < start + 3_000_000 {}
    await sleep(5)
    #expect(log.entries == ["killer"])
  }

  @Test @UIActor func aTimerThatSetsItselfDoesNotBlockTheLoop() async {
    let ticker = Ticker()
    ticker.tick()
    await sleep(5)
    ticker.isStopped = true
    #expect(ticker.count > 1)
  }

  @UIActor
  private final class Ticker {
    var count = 0
    var isStopped = false

    func tick() {
      EventLoop.shared.after(milliseconds: 0) {
        self.count += 1
        if !self.isStopped { self.tick() }
      }
    }
  }
}
