-- What a person may do beyond her role.
create table access.capabilities (
  code        text primary key check (code in ('PRESCRIBE', 'APPROVE_BREAK_GLASS', 'MERGE_PATIENTS', 'AUDIT_READ', 'CHARGE')),
  description text not null
);
