import CPostgres
import EventLoop
import Glibc

extension PostgresConnection {
  /// Asks the server to cancel what it is doing. No request is sent until the question is answered: a late cancel would hit it.
  func cancelCurrent() {
    guard isOpen, current != nil, !isCancelling, let cancel = PQgetCancel(handle) else { return }
    isCancelling = true
    if cancelTimer == nil {
      cancelTimer = EventLoop.shared.after(milliseconds: configuration.cancelTimeLimit) { [weak self] in
        self?.end(PostgresError(.connectionLost, reason: "no answer to a cancel request"))
      }
    }
    CancelRequest(cancel) { [weak self] in self?.cancelAnswered() }.start()
  }

  /// A cancel that overtakes its request finds nothing to cancel and is forgotten by the server: then it is sent again.
  private func cancelAnswered() {
    isCancelling = false
    guard let request = current, request.abort != nil else { return cancelSettled() }
    EventLoop.shared.after(milliseconds: 20) { [weak self, weak request] in
      if let self, let request, self.current === request { self.cancelCurrent() }
    }
  }

  /// Goes on with the queue when no cancel is under way any more.
  func cancelSettled() {
    guard isOpen, !isCancelling, current == nil else { return }
    if let cancelTimer { EventLoop.shared.cancel(cancelTimer) }
    cancelTimer = nil
    sendNext()
  }
}

/// `PQcancel` opens a connection of its own and blocks until the server has closed it: it gets a thread for that time.
///
/// `@unchecked Sendable`: the cancel object belongs to this thread alone until the handler is called on the loop.
private final class CancelRequest: @unchecked Sendable {
  private let cancel: OpaquePointer
  private let answered: @UIActor () -> Void

  @UIActor
  init(_ cancel: OpaquePointer, answered: @escaping @UIActor () -> Void) {
    self.cancel = cancel
    self.answered = answered
  }

  /// Where no thread can be had the handler is called at once; the time limit of cancelling decides then.
  func start() {
    var thread = pthread_t()
    let retained = Unmanaged.passRetained(self)
    let status = pthread_create(&thread, nil, { argument in
      if let argument { Unmanaged<CancelRequest>.fromOpaque(argument).takeRetainedValue().run() }
      return nil
    }, retained.toOpaque())
    if status == 0 {
      pthread_detach(thread)
    } else {
      retained.release()
      finish()
    }
  }

  private func run() {
    var message = [CChar](repeating: 0, count: 256)
    _ = PQcancel(cancel, &message, Int32(message.count))
    finish()
  }

  private func finish() {
    PQfreeCancel(cancel)
    UIActor.spawn { self.answered() }
  }
}
