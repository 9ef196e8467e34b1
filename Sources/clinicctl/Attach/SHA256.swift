import CCrypto

/// SHA-256 (FIPS 180-4) of bytes that come in parts, by the library that libpq brings anyway.
final class SHA256 {
  private let context: OpaquePointer

  /// Throws where the library does not offer it, as in a restricted mode without memory.
  init() throws {
    guard let context = EVP_MD_CTX_new() else { throw Failure("No memory for a digest.") }
    self.context = context
    guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { throw Failure("This machine's libcrypto offers no SHA-256.") }
  }

  deinit { EVP_MD_CTX_free(context) }

  func update(_ bytes: UnsafeRawBufferPointer) throws {
    guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else { throw Failure("The digest could not be made.") }
  }

  /// The 32 bytes of the digest of all that came; nothing is added behind it.
  func digest() throws -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    guard EVP_DigestFinal_ex(context, &digest, nil) == 1 else { throw Failure("The digest could not be made.") }
    return digest
  }
}

extension [UInt8] {
  /// Two lower-case hexadecimal digits a byte.
  var hexadecimal: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
