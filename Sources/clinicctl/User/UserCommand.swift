import ArgumentParser
import Foundation

/// The roles of `access.roles`.
enum UserRole: String, ExpressibleByArgument, CaseIterable {
  case admin = "ADMIN", clinician = "CLINICIAN", nurse = "NURSE", receptionist = "RECEPTIONIST", privacyOfficer =
    "PRIVACY_OFFICER"
  init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}

/// What a person may do beyond her role.
enum UserCapability: String, ExpressibleByArgument, CaseIterable {
  case prescribe = "PRESCRIBE", approve = "APPROVE_BREAK_GLASS", merge = "MERGE_PATIENTS", audit = "AUDIT_READ"
  init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}

struct UserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Accounts: who a person is, and the login role she connects with.",
    subcommands: [Add.self, List.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Add a user with her login role; the password is read from the terminal or from standard input.",
      discussion: """
        With --login a database role of her own is made, which only she may sign in from; the line for pg_ident.conf that lets her \
        account of the operating system use it is printed. With --terminal she may sign in at that ward terminal; without either, at any.
        """)

    @Option(help: "Connection string, as a superuser.") var database: String
    @Option(help: "E-mail address, by which she signs in.") var email: String
    @Option(help: "Name as others see it.") var name: String
    @Option(help: "\(UserRole.allCases.map(\.rawValue).joined(separator: ", "))") var role: UserRole
    @Option(help: "A login role of her own.") var login: String?
    @Option(help: "Her account of the operating system; the login's name where it is not given.") var systemUser: String?
    @Option(help: "A terminal's login role she may sign in from (repeatable).") var terminal: [String] = []
    @Option(help: "\(UserCapability.allCases.map(\.rawValue).joined(separator: ", ")) (repeatable)") var capability:
      [UserCapability] = []
    @Option(help: "Licence number: makes a clinician a prescriber others can name.") var licence: String?

    func validate() throws {
      guard let login else { return }
      guard login.wholeMatch(of: /[a-z_][a-z0-9_]{0,62}/) != nil, !login.hasPrefix("clinic_"), !login.hasPrefix("pg_") else {
        throw ValidationError("--login must be letters, digits and underscores, and not begin with clinic_ or pg_.")
      }
    }

    func run() throws {
      let password = try PasswordPrompt.newPassword()
      let user = NewUser(
        email: email, name: name, role: role.rawValue, password: password, login: login, terminals: terminal,
        capabilities: capability.map(\.rawValue), licence: licence)
      let database = database
      try onLoop {
        let accounts = try await UserAccounts(database)
        defer { accounts.close() }
        try await accounts.add(user)
      }
      print("Added \(email).")
      if let login {
        print("Add this line to pg_ident.conf of the server, and reload it:")
        print("clinic \"\(systemUser ?? login)\" \"\(login)\"")
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the users with their roles, states and login roles.")
    @Option(help: "Connection string, as a superuser.") var database: String

    func run() throws {
      let database = database
      let rows = try onLoop {
        let accounts = try await UserAccounts(database)
        defer { accounts.close() }
        return try await accounts.list()
      }
      for row in rows {
        print([row.email, row.role, row.status, row.name, row.logins.isEmpty ? "any terminal" : row.logins.joined(separator: " ")]
          .joined(separator: "  "))
      }
    }
  }
}
