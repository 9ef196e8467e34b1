-- The database logins (SSH accounts). A terminal is shared by users who sign in and out; a personal login is one person's.
create table access.login_roles (
  login_role name primary key,
  kind       text not null check (kind in ('TERMINAL', 'PERSONAL'))
);
