-- For clinicctl watch: drafts older than 24 hours are blanked.
create or replace function access.blank_old_drafts() returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  update access.drafts d set content_encrypted = null
   where (d.user_id, d.form) in (
     select x.user_id, x.form from access.drafts x
      where x.content_encrypted is not null and x.saved_at <= clock_timestamp() - interval '24 hours'
        for update skip locked);
  get diagnostics n = row_count;
  return n;
end $$;
grant execute on function access.blank_old_drafts() to clinic_watch;
