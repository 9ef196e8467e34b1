import EventLoop
import PostgresClient

/// What a superuser does once per database: roles, extensions, schemas, revokes, the functions that read the key file, the
/// tables of the event stream, and the migrator's books. Safe to run again.
@UIActor
public struct Bootstrap {
  private static let keyDirectory = Statement.once(
    "bootstrap_key_directory", "select set_config('clinic_bootstrap.key_directory', $1, true)")

  let connection: SchemaConnection
  let folder: SchemaFolder

  /// The connection must be a superuser's, to the database itself.
  public init(_ connection: SchemaConnection, folder: SchemaFolder) {
    self.connection = connection
    self.folder = folder
  }

  /// Runs `bootstrap/*.sql` in one transaction. `keyFolder` is the folder of the key file as the server sees it.
  public func run(keyFolder: String) async throws {
    let folder = folder
    try await connection.connection.transaction { transaction in
      do throws(PostgresError) { try await transaction.query(Self.keyDirectory, [keyFolder]) } catch {
        throw SchemaConnection.refusal(error, file: nil)
      }
      for file in folder.bootstrap + [Self.books] {
        do throws(PostgresError) {
          try await transaction.execute(script: file.text)
        } catch {
          throw SchemaConnection.refusal(error, file: file)
        }
      }
    }
  }

  /// What the migrator remembers. The definer may read which version the schema has; nobody else reads or writes here.
  static let books = SchemaFile(path: "clinic_migrations", text: """
    create schema if not exists clinic_migrations authorization clinic_owner;
    create table if not exists clinic_migrations.applied (
      number     int primary key check (number > 0),
      name       text not null unique,
      up_sum     text not null,
      down_sum   text not null,
      applied_at timestamptz not null default clock_timestamp(),
      applied_by name not null default session_user
    );
    create table if not exists clinic_migrations.definitions (
      is_current boolean primary key default true check (is_current),
      files_sum  text not null,
      applied_at timestamptz not null default clock_timestamp()
    );
    alter table clinic_migrations.applied owner to clinic_owner;
    alter table clinic_migrations.definitions owner to clinic_owner;
    revoke all on schema clinic_migrations from public;
    grant usage on schema clinic_migrations to clinic_migrator, clinic_definer;
    grant select, insert, delete on clinic_migrations.applied to clinic_migrator;
    grant select, insert, update, delete on clinic_migrations.definitions to clinic_migrator;
    grant select on clinic_migrations.applied to clinic_definer;
    """)
}
