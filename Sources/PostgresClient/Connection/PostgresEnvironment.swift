import Glibc

/// libpq reads variables that no connection option overrides (PGSERVICE, PGSERVICEFILE, PGSYSCONFDIR, PGTZ, PGDATESTYLE ...).
enum PostgresEnvironment {
  /// Takes every variable that begins with PG out of the process's environment. Does nothing where there is none.
  static func clear() {
    var names: [String] = []
    var entry = environ
    while let text = entry.pointee {
      if text[0] == 80, text[1] == 71, let end = strchr(text, 61) {
        names.append(String(decoding: UnsafeRawBufferPointer(start: text, count: end - text), as: UTF8.self))
      }
      entry += 1
    }
    for name in names { unsetenv(name) }
  }
}
