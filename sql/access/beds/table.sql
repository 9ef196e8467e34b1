create table access.beds (
  ward_id uuid not null references access.wards on delete restrict,
  bed     text not null check (length(bed) between 1 and 10),
  primary key (ward_id, bed)
);
