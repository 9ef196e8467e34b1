/// Parameters in binary form, laid out in one buffer.
struct EncodedParameters: Sendable {
  let types: [UInt32]
  private let bytes: [UInt8]
  private let ranges: [Range<Int>?]

  init(_ parameters: [any PostgresEncodable]) throws(PostgresError) {
    var writer = PostgresWriter()
    var ranges: [Range<Int>?] = []
    for (place, parameter) in parameters.enumerated() {
      if parameter.isPostgresNull {
        ranges.append(nil)
        continue
      }
      let start = writer.bytes.count
      do {
        try parameter.encode(into: &writer)
      } catch {
        throw PostgresError(error.condition, reason: "parameter $\(place + 1): \(error.reason ?? "not representable")")
      }
      ranges.append(start..<writer.bytes.count)
    }
    // One byte more, so that even an empty value has an address: a null pointer means SQL NULL.
    writer.append(0 as UInt8)
    bytes = writer.bytes
    self.ranges = ranges
    types = parameters.map { type(of: $0).postgresType.rawValue }
  }

  /// Gives libpq's arrays: values (null for NULL), lengths, formats (all binary).
  func withArrays<R>(
    _ body: (_ values: [UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]) -> R
  ) -> R {
    bytes.withUnsafeBytes { buffer in
      let values = ranges.map { range in
        range.flatMap { buffer.baseAddress?.advanced(by: $0.lowerBound).assumingMemoryBound(to: CChar.self) }
      }
      return body(values, ranges.map { Int32(truncatingIfNeeded: $0?.count ?? 0) }, ranges.map { _ in 1 })
    }
  }
}
