-- What was being typed, kept for its author for 24 hours: encrypted, bound to user and form. SAVED or INVALID.
create or replace function api.save_draft(p_form text, p_content jsonb) returns text
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.require_session(null);
  if coalesce(length(p_form), 0) not between 1 and 100 then return 'INVALID form'; end if;
  if p_content is null or length(p_content::text) > 65536 then return 'INVALID content'; end if;
  insert into access.drafts as d (user_id, form, content_encrypted)
  values (me.user_id, p_form, access.encrypt_text(p_content::text, 'drafts/' || me.user_id || '/' || p_form))
  on conflict (user_id, form) do update set content_encrypted = excluded.content_encrypted, saved_at = clock_timestamp();
  return 'SAVED';
end $$;

create or replace function api.read_draft(p_form text) returns table (content jsonb, saved_at timestamptz)
language plpgsql volatile security definer rows 1 set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.require_session(null);
  return query
  select access.decrypt_text(d.content_encrypted, 'drafts/' || me.user_id || '/' || p_form)::jsonb, d.saved_at
    from access.drafts d
   where d.user_id = me.user_id and d.form = p_form and d.content_encrypted is not null
     and d.saved_at > clock_timestamp() - interval '24 hours';
end $$;

create or replace function api.discard_draft(p_form text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me record;
begin
  select * into me from access.require_session(null);
  update access.drafts d set content_encrypted = null
   where d.user_id = me.user_id and d.form = p_form and d.content_encrypted is not null;
end $$;
