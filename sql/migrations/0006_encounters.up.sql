-- encounters

-- What a practitioner is a specialist of. Forms and custom fields may belong to one.
create table access.specialties (
  code       text primary key check (code ~ '^[A-Z][A-Z_]{1,40}$'),
  name_en    text not null unique check (length(name_en) between 1 and 100),
  name_es    text not null unique check (length(name_es) between 1 and 100),
  sort_order int not null
);

insert into access.specialties (code, name_en, name_es, sort_order) values
  ('ENDOCRINOLOGY', 'Endocrinology', 'Endocrinología', 10), ('INTERNAL_MEDICINE', 'Internal medicine', 'Medicina interna', 20),
  ('GENERAL_PRACTICE', 'General practice', 'Medicina de familia', 30), ('GYNAECOLOGY', 'Gynaecology', 'Ginecología', 40),
  ('OBSTETRICS', 'Obstetrics', 'Obstetricia', 50), ('CARDIOLOGY', 'Cardiology', 'Cardiología', 60),
  ('NEPHROLOGY', 'Nephrology', 'Nefrología', 70), ('OPHTHALMOLOGY', 'Ophthalmology', 'Oftalmología', 80),
  ('PODIATRY', 'Podiatry', 'Podología', 90), ('NUTRITION', 'Nutrition', 'Nutrición', 100),
  ('PSYCHIATRY', 'Psychiatry', 'Psiquiatría', 110), ('SURGERY', 'Surgery', 'Cirugía', 120),
  ('EMERGENCY_MEDICINE', 'Emergency medicine', 'Medicina de urgencias', 130), ('INTENSIVE_CARE', 'Intensive care', 'Medicina intensiva', 140),
  ('LABORATORY', 'Laboratory medicine', 'Análisis clínicos', 150), ('RADIOLOGY', 'Radiology', 'Radiología', 160),
  ('PATHOLOGY', 'Pathology', 'Anatomía patológica', 170);

alter table access.practitioners
  add column status text not null default 'ACTIVE' check (status in ('ACTIVE', 'ON_LEAVE', 'RETIRED')),
  add column specialty_code text references access.specialties on delete restrict;

-- Printed specialties that are the name of one are linked to it.
do $$
declare
  forced boolean := (select c.relforcerowsecurity from pg_catalog.pg_class c where c.oid = 'access.practitioners'::regclass);
begin
  alter table access.practitioners no force row level security;
  update access.practitioners p set specialty_code = s.code from access.specialties s where lower(p.specialty) in (lower(s.name_en), lower(s.name_es));
  if forced then alter table access.practitioners force row level security; end if;
end $$;
