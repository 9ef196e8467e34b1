-- For clinicctl watch, once a day: texts whose time has come are blanked; nothing else of the row changes.
create or replace function access.blank_ai_requests() returns int
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  n int;
begin
  update analytics.ai_request_logs l set input_encrypted = null, output_encrypted = null, blanked_at = clock_timestamp()
   where l.blanked_at is null and l.keep_until <= clock_timestamp();
  get diagnostics n = row_count;
  return n;
end $$;
grant execute on function access.blank_ai_requests() to clinic_watch;
