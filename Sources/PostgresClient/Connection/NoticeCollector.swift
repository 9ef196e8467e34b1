import CPostgres

/// Takes the notices libpq would print on standard error, in the middle of the screen.
///
/// Used on the loop's thread only: libpq calls while one of its functions runs there.
final class NoticeCollector {
  private var notices: [PostgresNotice] = []

  func take() -> [PostgresNotice] {
    defer { notices = [] }
    return notices
  }

  /// Registers this object; it must live as long as the connection.
  func attach(to handle: OpaquePointer) {
    PQsetNoticeReceiver(handle, { context, result in
      guard let context, let result else { return }
      Unmanaged<NoticeCollector>.fromOpaque(context).takeUnretainedValue().add(result)
    }, Unmanaged.passUnretained(self).toOpaque())
  }

  private func add(_ result: OpaquePointer) {
    func field(_ code: clinic_pq_field) -> String {
      PQresultErrorField(result, Int32(code.rawValue)).map { String(cString: $0) } ?? ""
    }
    notices.append(
      PostgresNotice(
        severity: field(CLINIC_PQ_SEVERITY), sqlState: field(CLINIC_PQ_SQLSTATE), messageForOperators: field(CLINIC_PQ_PRIMARY)))
  }
}
