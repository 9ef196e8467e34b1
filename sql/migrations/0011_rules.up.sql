-- openings: reading the event stream needs an opening of its own.
alter table access.openings drop constraint openings_kind_check;
alter table access.openings add constraint openings_kind_check
  check (kind in ('CHART', 'DIRECTORY', 'WORK_LIST', 'EMERGENCY_QUEUE', 'AUDIT'));

-- emergency_access: what the reviewer wrote.
alter table access.emergency_access add column review_note text check (length(review_note) between 3 and 1000);
