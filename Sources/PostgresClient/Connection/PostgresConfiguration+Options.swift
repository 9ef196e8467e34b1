import CPostgres
import Glibc

extension PostgresConfiguration {
  /// A path under a file that is no directory: libpq finds nothing there and says nothing. (An empty value would mean "default".)
  private static let nowhere = "/dev/null/none"

  static func socket(_ given: [String: String]) throws(PostgresError) -> [String: String] {
    for keyword in given.keys.sorted() where keyword.hasPrefix("ssl") || keyword == "channel_binding" || keyword == "hostaddr" {
      if keyword == "sslmode", given[keyword] == "disable" { continue }
      throw refused("\(keyword) has no meaning on a socket")
    }
    var options = given
    options["sslmode"] = "disable"
    options["channel_binding"] = "disable"
    return options
  }

  static func network(_ given: [String: String]) throws(PostgresError) -> [String: String] {
    let host = given["host"] ?? ""
    guard !host.contains(","), given["hostaddr"]?.contains(",") != true else { throw refused("host: one server only") }
    guard given["sslmode", default: "verify-full"] == "verify-full" else { throw refused("sslmode must be verify-full") }
    guard given["sslrootcert"] != nil else { throw refused("sslrootcert is missing") }
    guard given["requirepeer"] == nil else { throw refused("requirepeer has no meaning over a network") }
    var options = given
    options["sslmode"] = "verify-full"
    if let address = given["hostaddr"] {
      guard isLiteralAddress(address) else { throw refused("hostaddr is not an address") }
    } else if isLiteralAddress(host) {
      options["hostaddr"] = host
    }
    // Whoever authenticates by a certificate has no SCRAM exchange that could be bound to the channel.
    let binding = given["channel_binding"] ?? (given["sslcert"] != nil && given["password"] == nil ? "prefer" : "require")
    guard binding == "require" || (binding == "prefer" && given["sslcert"] != nil) else {
      throw refused("channel_binding must be require")
    }
    options["channel_binding"] = binding
    return options
  }

  static func isLiteralAddress(_ text: String) -> Bool {
    var buffer = in6_addr()
    return inet_pton(AF_INET, text, &buffer) == 1 || inet_pton(AF_INET6, text, &buffer) == 1
  }

  /// The same with the host's address filled in. Blocks while it asks the resolver: only before the event loop runs.
  public func resolvingHost() throws(PostgresError) -> PostgresConfiguration {
    guard !isLocal, options["hostaddr"] == nil else { return self }
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &found) == 0, let first = found else {
      throw PostgresError(.connectFailed, reason: "the host's name cannot be resolved")
    }
    defer { freeaddrinfo(first) }
    var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    guard getnameinfo(
      first.pointee.ai_addr, first.pointee.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0
    else { throw PostgresError(.connectFailed, reason: "the host's address cannot be written") }
    var options = options
    options["hostaddr"] = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return PostgresConfiguration(like: self, options: options)
  }

  /// Every keyword libpq knows, with a value of ours: what is left out would be taken from the environment.
  func connectionOptions() throws(PostgresError) -> [String: String] {
    guard isLocal || options["hostaddr"] != nil else { throw Self.refused("host is a name: hostaddr is missing") }
    var all = Self.neutralOptions
    all.merge(options) { _, given in given }
    all["application_name"] = applicationName
    all["options"] = try startUpSettings()
    return all
  }

  private static let neutralOptions = [
    "client_encoding": "UTF8", "connect_timeout": "0", "fallback_application_name": "clinic", "gssencmode": "disable",
    "gsslib": "none", "krbsrvname": "postgres", "keepalives": "1", "keepalives_idle": "30", "keepalives_interval": "10",
    "keepalives_count": "3", "passfile": nowhere, "port": "5432", "replication": "false", "sslcert": nowhere,
    "sslcompression": "0", "sslcrl": nowhere, "sslcrldir": nowhere, "sslkey": nowhere, "sslrootcert": nowhere, "sslsni": "1",
    "ssl_min_protocol_version": "TLSv1.2", "ssl_max_protocol_version": "TLSv1.3", "target_session_attrs": "any",
    "tcp_user_timeout": "60000",
  ]

  private func startUpSettings() throws(PostgresError) -> String {
    var parts: [String] = []
    for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
      guard name.utf8.allSatisfy({ isNameCharacter($0) }), !name.isEmpty, !value.utf8.contains(0) else {
        throw Self.refused("a setting's name is not acceptable")
      }
      var escaped = ""
      for character in value.unicodeScalars {
        if character == "\\" || character.properties.isWhitespace { escaped.append("\\") }
        escaped.unicodeScalars.append(character)
      }
      parts.append("-c \(name)=\(escaped)")
    }
    // Not empty: PGOPTIONS would take its place.
    return parts.isEmpty ? "-c client_encoding=UTF8" : parts.joined(separator: " ")
  }

  private func isNameCharacter(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 95 || byte == 46
  }
}
