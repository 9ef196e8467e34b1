-- From which logins a user may sign in. No row for a user: from any terminal, from no personal login.
create table access.user_login_roles (
  user_id    uuid not null references access.users on delete restrict,
  login_role name not null references access.login_roles on delete restrict,
  primary key (user_id, login_role)
);
