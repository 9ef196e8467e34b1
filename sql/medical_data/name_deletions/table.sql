-- What is left of a name when one letter is missing, and the name itself.
create table medical_data.name_deletions (
  remainder text collate "C" not null,
  name      text collate "C" not null references medical_data.name_lexicon on delete restrict,
  primary key (remainder, name)
);
