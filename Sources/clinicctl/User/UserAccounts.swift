import EventLoop
import PostgresClient

/// A person's account, both halves: who she is in the application, and the login role she connects with.
struct NewUser: Sendable {
  var email: String
  var name: String
  var role: String
  var password: String
  /// A personal login role, made where it is missing; nil: she signs in from ward terminals only.
  var login: String?
  var terminals: [String]
  var capabilities: [String]
  /// Licence of a prescriber; makes her a practitioner.
  var licence: String?
}

/// A row of `clinicctl user list`.
struct UserRow: Sendable {
  var email: String
  var name: String
  var role: String
  var status: String
  var logins: [String]
}

/// Accounts, as a superuser of the database keeps them.
@UIActor
struct UserAccounts {
  private static let insertUser = Statement.once("add_user", """
    insert into access.users (email, display_name, role_code, password_hash)
    values (lower(normalize(btrim($1), nfc)), btrim($2), $3, extensions.crypt($4, extensions.gen_salt('bf', 10))) returning user_id
    """)
  private static let hasRole = Statement.once("has_role", "select exists (select 1 from pg_roles where rolname = $1::text)")
  private static let insertLogin = Statement.once("add_login_role", """
    insert into access.login_roles (login_role, kind) values ($1::text::name, $2) on conflict (login_role) do nothing
    """)
  private static let linkLogin = Statement.once("link_login_role", """
    insert into access.user_login_roles (user_id, login_role) values ($1, $2::text::name)
    """)
  private static let insertCapability = Statement.once("add_capability", """
    insert into access.user_capabilities (user_id, capability_code) values ($1, $2)
    """)
  private static let insertPractitioner = Statement.once("add_practitioner", """
    insert into access.practitioners (user_id, display_name, licence) values ($1, btrim($2), $3)
    """)
  private static let users = Statement.once("list_users", """
    select u.email, u.display_name, u.role_code, u.status,
           array(select l.login_role::text from access.user_login_roles l where l.user_id = u.user_id order by 1)
      from access.users u order by u.email
    """)

  private let connection: PostgresConnection

  /// Connects; throws a `Failure` of one line.
  init(_ conninfo: String) async throws {
    do {
      connection = try await PostgresConnection.connect(PostgresConfiguration(conninfo))
    } catch {
      throw Failure("Cannot connect to the database: \(error.messageForOperators ?? error.reason ?? error.description)")
    }
  }

  func close() { connection.close() }

  /// Everything or nothing. Throws a `Failure` that says which part the database refused.
  func add(_ user: NewUser) async throws {
    try await explained {
      try await connection.transaction { transaction in
        let id = try await transaction.query(Self.insertUser, [user.email, user.name, user.role, user.password])
          .onlyRow().decode(PostgresUUID.self, at: 0)
        if let login = user.login {
          try await addLogin(login, in: transaction)
          try await transaction.query(Self.linkLogin, [id, login])
        }
        for terminal in user.terminals { try await transaction.query(Self.linkLogin, [id, terminal]) }
        for capability in user.capabilities { try await transaction.query(Self.insertCapability, [id, capability]) }
        if let licence = user.licence { try await transaction.query(Self.insertPractitioner, [id, user.name, licence]) }
      }
    }
  }

  func list() async throws -> [UserRow] {
    try await explained {
      try await connection.query(Self.users).decode { row throws(PostgresError) in
        UserRow(
          email: try row.next(), name: try row.next(), role: try row.next(), status: try row.next(),
          logins: try row.next([String].self))
      }
    }
  }

  /// The name was checked: letters, digits and underscores.
  private func addLogin(_ login: String, in transaction: PostgresTransaction) async throws {
    guard try await !transaction.query(Self.hasRole, [login]).onlyRow().decode(Bool.self, at: 0) else {
      throw Failure("The login role \(login) exists already: a personal login belongs to one person.")
    }
    try await transaction.execute(script: "create role \"\(login)\" login in role clinic_people connection limit 20")
    try await transaction.query(Self.insertLogin, [login, "PERSONAL"])
  }

  private func explained<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch let error as PostgresError {
      switch error.constraintName {
      case "users_email_key": throw Failure("There is a user with this e-mail address already.")
      case "users_email_check": throw Failure("The e-mail address is none.")
      case "users_role_code_fkey": throw Failure("There is no such role.")
      case "user_login_roles_login_role_fkey": throw Failure("There is no such terminal.")
      case "practitioners_licence_key": throw Failure("Somebody has this licence already.")
      default: throw Failure(error.messageForOperators ?? error.description)
      }
    }
  }
}
