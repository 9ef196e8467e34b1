import CLinux
import Glibc
import Synchronization

/// The executor of `UIActor`: jobs queue here and run when the event loop drains them, all on one thread.
///
/// `@unchecked` is not needed: the queue and the owner are behind mutexes, the descriptor never changes.
public final class PollExecutor: SerialExecutor, TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])
  private let owner = Mutex<pthread_t?>(nil)

  /// An eventfd that becomes readable when a job was queued from another thread.
  public let wakeDescriptor: Int32

  init() {
    wakeDescriptor = linux_eventfd()
  }

  /// Makes the calling thread the one that drains. Call once, before the loop runs.
  public func bindToCurrentThread() {
    let thread = pthread_self()
    owner.withLock { $0 = thread }
  }

  /// True when a thread drains, or is about to drain, this executor.
  var isBound: Bool { owner.withLock { $0 != nil } }

  private var isOnLoopThread: Bool {
    owner.withLock { $0.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    jobs.withLock { $0.append(unowned) }
    if !isOnLoopThread {
      var one: UInt64 = 1
      _ = write(wakeDescriptor, &one, 8)
    }
  }

  public func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
  public func asUnownedTaskExecutor() -> UnownedTaskExecutor { UnownedTaskExecutor(ordinary: self) }
  public func checkIsolated() { precondition(isOnLoopThread, "not on the loop's thread") }
  public func isIsolatingCurrentContext() -> Bool? { isOnLoopThread }

  /// True when no job waits.
  public var isEmpty: Bool { jobs.withLock { $0.isEmpty } }

  /// The most jobs that run before descriptors and timers get their turn.
  public static let jobsPerTurn = 1024

  /// Runs what is queued and what these jobs queue, up to `jobsPerTurn`: a chain of awaits ends within one turn, and a job
  /// that queues itself again and again cannot keep the loop from its descriptors.
  func drain() {
    var budget = Self.jobsPerTurn
    while budget > 0 {
      let batch = jobs.withLock { queue in
        let taken = Array(queue.prefix(budget))
        queue.removeFirst(taken.count)
        return taken
      }
      if batch.isEmpty { return }
      budget -= batch.count
      for job in batch {
        job.runSynchronously(isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
      }
    }
  }
}
