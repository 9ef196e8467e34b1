-- Every distinct name once. With name_deletions, typos are found without a scan.
create table medical_data.name_lexicon (
  name text collate "C" primary key
);
create index name_lexicon_compound on medical_data.name_lexicon (name) where strpos(name, ' ') > 0;
