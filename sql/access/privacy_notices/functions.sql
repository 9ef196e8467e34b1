create or replace function access.tell_privacy_officer(p_kind text, p_patient uuid, p_user uuid, p_detail text) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into access.privacy_notices (kind, patient_id, user_id, detail) values (p_kind, p_patient, p_user, left(p_detail, 500));
  perform pg_notify('clinic_privacy', '');
end $$;
