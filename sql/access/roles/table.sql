-- Roles are rows, not database roles: a change holds from the next statement on (CVE-2026-14666 concerns GRANTed roles).
create table access.roles (
  code        text primary key check (code in ('ADMIN', 'CLINICIAN', 'NURSE', 'RECEPTIONIST', 'PRIVACY_OFFICER')),
  description text not null
);
