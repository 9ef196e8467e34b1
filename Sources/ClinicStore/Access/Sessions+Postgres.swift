import ClinicModel
import EventLoop
import PostgresClient

extension Sessions {
  static func postgres(_ database: Database) -> Sessions {
    Sessions(
      site: { try await database.site() },
      signIn: { try await database.signIn(email: $0, password: $1) },
      lock: { try await database.lockScreen() },
      unlock: { try await database.unlock(password: $0) },
      signOut: { try await database.signOut() },
      setLanguage: { try await database.setPreference("LANGUAGE", $0.rawValue) },
      setTheme: { try await database.setPreference("THEME", $0) })
  }
}

extension Database {
  private static let site = Statement(
    "api.site", "SELECT site_name, environment, time_zone, email_domain FROM api.site()")
  private static let signIn = Statement("api.sign_in", "SELECT api.sign_in($1, $2)")
  private static let whoami = Statement(
    "api.whoami",
    "SELECT user_id, email, display_name, role_code, capabilities, wards, is_locked, expires_at, previous_sign_in_at,",
    "  lock_after_seconds, sign_out_after_seconds, language, theme, waiting_drafts FROM api.whoami()")
  private static let lockScreen = Statement("api.lock_screen", "SELECT api.lock_screen()")
  private static let unlock = Statement("api.unlock", "SELECT api.unlock($1)")
  private static let signOut = Statement("api.sign_out", "SELECT api.sign_out()")
  private static let setPreference = Statement("api.set_preference", "SELECT api.set_preference($1, $2)")

  fileprivate func site() async throws(RepositoryError) -> Site {
    let rows = try await query(Call(Self.site))
    return try decoding { () throws(PostgresError) in
      try rows.onlyRow().decode { (row: inout PostgresRowReader) throws(PostgresError) in
        Site(name: try row.next(), environment: try row.code(), timeZone: try row.next(), emailDomain: try row.next())
      }
    }
  }

  /// A session counts from its commit on: who it is can only be asked behind it, in the same flight.
  fileprivate func signIn(email: String, password: String) async throws(RepositoryError) -> Sessions.SignInAnswer {
    forgetOpenings()
    let groups = try await run([[Call(Self.signIn, [email, password])], [Call(Self.whoami)]], .read)
    let answer = try word(groups[0][0].get())
    switch answer {
    case "REFUSED": return .refused
    case "SIGNED_IN":
      let rows = try groups[1][0].get()
      return .signedIn(try decoding { () throws(PostgresError) in try rows.onlyRow().decode(SignedInUser.init(from:)) })
    default: throw RepositoryError(answer: answer)
    }
  }

  fileprivate func lockScreen() async throws(RepositoryError) {
    _ = try await query(Call(Self.lockScreen))
  }

  fileprivate func unlock(password: String) async throws(RepositoryError) -> Bool {
    let rows = try await query(Call(Self.unlock, [password]))
    let answer = try word(rows)
    switch answer {
    case "UNLOCKED": return true
    case "REFUSED": return false
    default: throw RepositoryError(answer: answer)
    }
  }

  fileprivate func signOut() async throws(RepositoryError) {
    forgetOpenings()
    _ = try await query(Call(Self.signOut))
  }

  fileprivate func setPreference(_ name: String, _ value: String) async throws(RepositoryError) {
    let rows = try await query(Call(Self.setPreference, [name, value]), .write)
    let answer = try word(rows)
    guard answer == "SAVED" else { throw RepositoryError(answer: answer, field: name.lowercased()) }
  }
}

extension SignedInUser {
  /// Columns of `api.whoami()`. Capabilities and languages of a newer schema are left out.
  fileprivate init(from row: inout PostgresRowReader) throws(PostgresError) {
    self.init(
      id: try row.identifier(), email: try row.next(), name: try row.next(), role: try row.code(),
      capabilities: Set(try row.next([String].self).compactMap(Capability.init(rawValue:))), wards: try row.next(),
      isLocked: try row.next(), sessionEndsAt: try row.instant(), previousSignInAt: try row.instantIfAny(),
      lockAfterSeconds: try row.next(), signOutAfterSeconds: try row.next(),
      language: try row.next(String?.self).flatMap(Language.init(rawValue:)), theme: try row.next(),
      waitingDrafts: try row.next())
  }
}
