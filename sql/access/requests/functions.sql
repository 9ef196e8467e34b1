-- What a form with this key was answered before; null: nothing yet. Another form under the same key: KEY_REUSED.
create or replace function access.earlier_answer(p_user uuid, p_key uuid, p_content bytea) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return (select case when r.content_hash = p_content then r.answer else '{"answer": "KEY_REUSED"}' end
            from access.requests r where r.user_id = p_user and r.request_key = p_key);
end $$;

-- Keeps the answer of a form that was saved, so that a repeated send finds it (earlier_answer). In the form's transaction.
create or replace function access.keep_answer(p_user uuid, p_key uuid, p_content bytea, p_answer jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into access.requests (user_id, request_key, content_hash, answer) values (p_user, p_key, p_content, p_answer);
end $$;

-- A form is being saved: one at a time per person and key, and what will be answered as saved is on disk. Returns the
-- earlier answer, as earlier_answer() does.
create or replace function access.begin_request(p_user uuid, p_key uuid, p_content jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('synchronous_commit', 'on', true);
  perform pg_advisory_xact_lock(hashtextextended(p_user::text || p_key, 8));
  return access.earlier_answer(p_user, p_key, sha256(convert_to(p_content::text, 'UTF8')));
end $$;

create or replace function access.end_request(p_user uuid, p_key uuid, p_content jsonb, p_answer jsonb) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform access.keep_answer(p_user, p_key, sha256(convert_to(p_content::text, 'UTF8')), p_answer);
end $$;
