-- The patient does not want this member of staff, or does again. Who calls has checked and records.
create or replace function access.put_block(p_patient uuid, p_user uuid, p_is_blocked boolean) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_is_blocked then
    insert into access.patient_blocks as b (patient_id, user_id) values (p_patient, p_user)
    on conflict (user_id, patient_id) do update set starts_at = least(b.starts_at, clock_timestamp()), ends_at = 'infinity'
      where b.ends_at <> 'infinity';
  else
    update access.patient_blocks b set ends_at = clock_timestamp()
     where b.patient_id = p_patient and b.user_id = p_user and b.ends_at > clock_timestamp();
  end if;
end $$;
