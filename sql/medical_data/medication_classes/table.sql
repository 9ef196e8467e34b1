-- Medicines: classes by the beginning of ATC codes. Two of a class with warns_of_two are a finding.
create table medical_data.medication_classes (
  class_code   text primary key check (class_code ~ '^[A-Z][A-Z0-9]{0,4}$'),
  name_en      text not null,
  name_es      text not null,
  warns_of_two boolean not null
);
