-- Who is allergic to the one may react to the other: the beginning of ATC codes.
create table medical_data.allergy_cross_reactions (
  allergy_id smallint not null references medical_data.allergies on delete restrict,
  atc        text not null check (atc ~ '^[A-Z][A-Z0-9]{0,6}$'),
  is_blocking boolean not null,
  note_en    text not null,
  note_es    text not null,
  source     text not null,
  primary key (allergy_id, atc)
);
