-- openings: reading the event stream needs an opening of its own.
alter table access.openings drop constraint openings_kind_check;
alter table access.openings add constraint openings_kind_check
  check (kind in ('CHART', 'DIRECTORY', 'WORK_LIST', 'EMERGENCY_QUEUE', 'AUDIT'));
