create table medical_data.custom_field_choices (
  field_id   uuid not null,
  value_type text not null default 'CHOICE' check (value_type = 'CHOICE'),
  code       text not null check (code ~ '^[A-Z0-9][A-Z0-9_]{0,40}$'),
  name_en    text not null check (length(name_en) between 1 and 100 and name_en is nfc normalized),
  name_es    text not null check (length(name_es) between 1 and 100 and name_es is nfc normalized),
  sort_order int not null default 0,
  primary key (field_id, code),
  foreign key (field_id, value_type) references medical_data.custom_fields (field_id, value_type) on delete restrict
);
