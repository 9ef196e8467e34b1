-- Who sees a field, and who fills it in.
create table medical_data.custom_field_roles (
  field_id  uuid not null references medical_data.custom_fields on delete restrict,
  role_code text not null references access.roles on delete restrict check (role_code in ('CLINICIAN', 'NURSE', 'RECEPTIONIST')),
  may_write boolean not null,
  primary key (field_id, role_code)
);
