/// Collects the binary form of parameters, in network byte order.
public struct PostgresWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func append(_ byte: UInt8) { bytes.append(byte) }

  public mutating func append(contentsOf more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  public mutating func append<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }

  /// Reserves a four-byte length that counts the bytes appended by `body`.
  mutating func appendCounted(_ body: (inout PostgresWriter) throws(PostgresError) -> Void) throws(PostgresError) {
    let start = bytes.count
    append(Int32(0))
    try body(&self)
    let count = Int32(truncatingIfNeeded: bytes.count - start - 4)
    withUnsafeBytes(of: count.bigEndian) { length in
      for offset in 0..<4 { bytes[start + offset] = length[offset] }
    }
  }
}
