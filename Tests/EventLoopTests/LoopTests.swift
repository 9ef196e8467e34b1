import EventLoop
import Glibc
import Synchronization
import Testing

/// The loop as a whole, in processes of its own where wake-ups are counted.
struct LoopTests {
  @Test func idleIsNoWakeUpAtAll() async {
    await #expect(processExitsWith: .success) {
      EventLoop.runInBackground()
      let before = await wakeUps()
      usleep(200_000)
      // This very question wakes the loop once; the one before may have, late, when it came while the loop was still at work.
      exit(await wakeUps() - before <= 2 ? 0 : 1)
    }
  }

  @Test func oneTimerIsOneWakeUp() async {
    await #expect(processExitsWith: .success) {
      EventLoop.runInBackground()
      let fired = Atomic(0)
      await armTimer { fired.add(1, ordering: .relaxed) }
      let before = await wakeUps()
      for _ in 0..<1000 where fired.load(ordering: .relaxed) == 0 { usleep(10_000) }
      // The timer's, that of the second question, and one more where a question came in while the loop was still at work:
      // its descriptor then wakes the loop for a job that is done already.
      let wakeUpsSince = await wakeUps() - before
      exit(fired.load(ordering: .relaxed) == 1 && wakeUpsSince <= 3 ? 0 : 1)
    }
  }

  @Test func aJobFromAnotherThreadWakesTheLoop() async {
    EventLoop.runInBackground()
    for _ in 0..<200 { #expect(await onLoopThread()) }
  }

  @Test func manyThreadsAtOnce() async {
    EventLoop.runInBackground()
    let sum = await withTaskGroup(of: Int.self) { group in
      for number in 1...500 { group.addTask { await echo(number) } }
      return await group.reduce(0, +)
    }
    #expect(sum == 125_250)
  }

  @Test(.onLoop) @UIActor func aJobThatQueuesItselfStarvesNobody() async {
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    var (isDone, timerFired, turns) = (false, false, 0)
    EventLoop.shared.watch(ends[0], events: Int16(POLLIN)) { _ in
      EventLoop.shared.unwatch(ends[0])
      isDone = true
    }
    EventLoop.shared.after(milliseconds: 1) { timerFired = true }
    var byte: UInt8 = 1
    _ = write(ends[1], &byte, 1)
    // Every yield puts this task at the end of the queue: the queue is never empty.
    while !(isDone && timerFired), turns < 50_000_000 {
      turns += 1
      await Task.yield()
    }
    #expect(isDone && timerFired)
    close(ends[0])
    close(ends[1])
  }

  @Test func aSignalInterruptsNothing() async {
    await #expect(processExitsWith: .success) {
      signal(SIGUSR1) { _ in }
      EventLoop.runInBackground()
      let thread = await loopThread()
      let fired = Atomic(0)
      await armTimer { fired.add(1, ordering: .relaxed) }
      for _ in 0..<20 {
        pthread_kill(thread, SIGUSR1)
        usleep(1000)
      }
      while fired.load(ordering: .relaxed) == 0 { usleep(1000) }
      exit(await onLoopThread() ? 0 : 1)
    }
  }

  @Test func aClosedDescriptorDoesNotSpin() async {
    await #expect(processExitsWith: .success) {
      EventLoop.runInBackground()
      let reported = await watchAndClose()
      usleep(20_000)
      let before = await wakeUps()
      usleep(50_000)
      let after = await wakeUps()
      exit(await reported() == 1 && after - before <= 2 ? 0 : 1)
    }
  }

  @Test func runEndsWithStop() async {
    await #expect(processExitsWith: .success) {
      // On a thread of its own choice, as the application does on its main thread.
      let thread = startThread {
        UIActor.executor.bindToCurrentThread()
        UIActor.assumeIsolated {
          var painted = 0
          EventLoop.shared.beforeSleep = { painted += 1 }
          EventLoop.shared.after(milliseconds: 5) { EventLoop.shared.stop() }
          EventLoop.shared.run()
          exit(painted == 1 ? 0 : 1)
        }
      }
      pthread_join(thread, nil)
    }
  }

  @Test func anAssumptionThatDoesNotHoldTraps() async {
    await #expect(processExitsWith: .failure) {
      EventLoop.runInBackground()
      UIActor.assumeIsolated { EventLoop.shared.stop() }
    }
  }
}

@UIActor private func wakeUps() -> Int { EventLoop.shared.wakeUps }
@UIActor private func onLoopThread() -> Bool { UIActor.executor.isIsolatingCurrentContext() ?? false }
@UIActor private func echo(_ number: Int) -> Int { number }
@UIActor private func loopThread() -> pthread_t { pthread_self() }
@UIActor private func armTimer(_ fire: @escaping @Sendable () -> Void) { EventLoop.shared.after(milliseconds: 50, fire) }

/// Watches a pipe whose end is then closed without unwatching; gives how often the handler was called.
@UIActor private func watchAndClose() -> @UIActor () -> Int {
  var ends: [Int32] = [-1, -1]
  _ = pipe(&ends)
  var reports = 0
  EventLoop.shared.watch(ends[0], events: Int16(POLLIN)) { ready in reports += ready & Int16(POLLNVAL) != 0 ? 1 : 100 }
  close(ends[0])
  return { reports }
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t {
  var thread = pthread_t()
  pthread_create(&thread, nil, { argument in
    if let argument { Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run() }
    return nil
  }, Unmanaged.passRetained(ThreadBody(body)).toOpaque())
  return thread
}
