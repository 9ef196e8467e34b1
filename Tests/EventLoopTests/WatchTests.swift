import EventLoop
import Glibc
import Testing

@Suite(.onLoop)
struct WatchTests {
  @UIActor
  private final class Pipe {
    let reading: Int32
    let writing: Int32
    /// A number closed, or no longer watched, twice may be another test's by then.
    private var openEnds: Set<Int32>

    init() {
      var ends: [Int32] = [-1, -1]
      _ = pipe(&ends)
      for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
      (reading, writing) = (ends[0], ends[1])
      openEnds = [reading, writing]
    }

    func close(_ end: Int32) {
      guard openEnds.remove(end) != nil else { return }
      EventLoop.shared.unwatch(end)
      Glibc.close(end)
    }

    func send(_ byte: UInt8 = 1) {
      var byte = byte
      _ = write(writing, &byte, 1)
    }

    func receive() -> UInt8? {
      var byte: UInt8 = 0
      return read(reading, &byte, 1) == 1 ? byte : nil
    }

    func end() {
      close(reading)
      close(writing)
    }
  }

  @UIActor
  private func eventually(_ condition: () -> Bool) async -> Bool {
    let deadline = EventLoop.now() + 60_000_000_000
    while EventLoop.now() < deadline {
      if condition() { return true }
      await EventLoop.shared.sleep(milliseconds: 1)
    }
    return false
  }

  @Test @UIActor func readable() async {
    let pipe = Pipe()
    defer { pipe.end() }
    var seen: [UInt8] = []
    EventLoop.shared.watch(pipe.reading, events: Int16(POLLIN)) { ready in
      #expect(ready & Int16(POLLIN) != 0)
      while let byte = pipe.receive() { seen.append(byte) }
    }
    for byte in 1...3 as ClosedRange<UInt8> {
      pipe.send(byte)
      #expect(await eventually { seen.last == byte })
    }
    #expect(seen == [1, 2, 3])
  }

  @Test @UIActor func replaced() async {
    let pipe = Pipe()
    defer { pipe.end() }
    var (old, new) = (0, 0)
    EventLoop.shared.watch(pipe.reading, events: Int16(POLLIN)) { _ in old += 1 }
    EventLoop.shared.watch(pipe.reading, events: Int16(POLLIN)) { _ in
      new += 1
      _ = pipe.receive()
    }
    pipe.send()
    #expect(await eventually { new == 1 })
    #expect(old == 0)
    EventLoop.shared.watch(pipe.reading, events: 0) { _ in old += 1 }
    pipe.send()
    await EventLoop.shared.sleep(milliseconds: 5)
    #expect((old, new) == (0, 1))
  }

  @Test @UIActor func writable() async {
    let pipe = Pipe()
    defer { pipe.end() }
    var seen = 0
    EventLoop.shared.watch(pipe.writing, events: Int16(POLLOUT)) { _ in
      seen += 1
      EventLoop.shared.unwatch(pipe.writing)
    }
    #expect(await eventually { seen == 1 })
    await EventLoop.shared.sleep(milliseconds: 5)
    #expect(seen == 1)
  }

  @Test @UIActor func hungUp() async {
    let pipe = Pipe()
    defer { pipe.end() }
    var events: Int16 = 0
    EventLoop.shared.watch(pipe.reading, events: Int16(POLLIN)) { ready in
      events = ready
      EventLoop.shared.unwatch(pipe.reading)
    }
    pipe.close(pipe.writing)
    #expect(await eventually { events & Int16(POLLHUP) != 0 })
  }

  @Test @UIActor func aHandlerRemovesAnotherReadyOne() async {
    let (first, second) = (Pipe(), Pipe())
    defer {
      first.end()
      second.end()
    }
    var seen: [Int] = []
    func watch(_ pipe: Pipe, _ number: Int, kills other: Pipe) {
      EventLoop.shared.watch(pipe.reading, events: Int16(POLLIN)) { _ in
        seen.append(number)
        _ = pipe.receive()
        EventLoop.shared.unwatch(other.reading)
      }
    }
    watch(first, 1, kills: second)
    watch(second, 2, kills: first)
    first.send()
    second.send()
    #expect(await eventually { !seen.isEmpty })
    await EventLoop.shared.sleep(milliseconds: 5)
    #expect(seen == [1])
  }

  @Test @UIActor func aDescriptorReusedWithinOneTurn() async {
    let (first, second) = (Pipe(), Pipe())
    let fresh = Pipe()
    var (stale, right) = (0, 0)
    // Both are ready in the same turn; the first handler gives the second's number to another pipe with nothing in it.
    EventLoop.shared.watch(first.reading, events: Int16(POLLIN)) { _ in
      EventLoop.shared.unwatch(first.reading)
      dup2(fresh.reading, second.reading)
      EventLoop.shared.watch(second.reading, events: Int16(POLLIN)) { _ in
        right += 1
        stale += second.receive() == nil ? 1 : 0
      }
    }
    EventLoop.shared.watch(second.reading, events: Int16(POLLIN)) { _ in stale += 1 }
    first.send()
    second.send()
    await EventLoop.shared.sleep(milliseconds: 5)
    #expect((stale, right) == (0, 0))
    fresh.send()
    #expect(await eventually { right == 1 })
    #expect(stale == 0)
    for pipe in [first, second, fresh] { pipe.end() }
  }
}
