-- Both kinds of confirmation: api.acknowledge_critical_value and api.second_check_biomarker say what the words mean.
create or replace function medical_data.confirm_biomarker(p_kind text, p_key uuid, p_record uuid, p_expected_version int,
  p_read_back numeric,
  p_action text, p_told_to text) returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  me record;
  b medical_data.biomarkers;
  act text := medical_data.clean_text(p_action);
  told text := medical_data.clean_text(p_told_to);
  action constant text := case p_kind when 'SECOND_CHECK' then 'SECOND_CHECK_BIOMARKER' else 'ACKNOWLEDGE_CRITICAL_VALUE' end;
  content jsonb := jsonb_build_array(p_kind, p_record, p_expected_version, p_read_back, p_action, p_told_to);
  earlier jsonb;
begin
  select * into me from access.chart_for_writing((select x.patient_id from medical_data.biomarkers x
    where x.record_id = p_record limit 1),
                                                 action, array['NURSE', 'CLINICIAN'], p_record => p_record);
  if me.refusal is not null then return me.refusal; end if;
  if p_key is null then return 'INVALID key'; end if;
  if p_read_back is null then return case p_kind when 'SECOND_CHECK' then 'INVALID value' else 'INVALID read_back' end; end if;
  if p_kind = 'CRITICAL_READ_BACK' and coalesce(length(act), 0) not between 3 and 500 then return 'INVALID action'; end if;
  if length(told) not between 2 and 100 then return 'INVALID told_to'; end if;
  earlier := access.begin_request(me.user_id, p_key, content);
  if earlier is not null then return earlier ->> 'answer'; end if;
  b := medical_data.biomarker_to_change(p_record);                      -- the lock also orders two who confirm at once
  if b.version is distinct from p_expected_version then return 'CHANGED'; end if;
  if p_kind = 'CRITICAL_READ_BACK' and b.status not like 'CRITICAL%' then return 'NOT_CRITICAL'; end if;
  if p_kind = 'SECOND_CHECK' and not b.needs_second_check then return 'NOT_NEEDED'; end if;
  if p_kind = 'SECOND_CHECK' and b.recorded_by = me.user_id then
    return audit_logs.record_refusal(me.session_id, me.user_id, action, 'SECOND_PERSON', b.patient_id);
  end if;
  if p_read_back <> b.value then
    return audit_logs.record_refusal(me.session_id, me.user_id, action, 'WRONG_VALUE', b.patient_id);
  end if;
  if exists (select 1 from medical_data.biomarker_confirmations c
              where c.record_id = p_record and c.version = b.version and c.kind = p_kind) then
    return 'DONE';
  end if;
  insert into medical_data.biomarker_confirmations (record_id, version, patient_id, kind, read_back, action_taken, told_to,
    recorded_by,
                                                    recorded_by_name, session_id)
  values (p_record, b.version, b.patient_id, p_kind, p_read_back, act, told, me.user_id, me.display_name, me.session_id);
  perform access.end_request(me.user_id, p_key, content, jsonb_build_object('answer', 'SAVED'));
  perform access.tell_charts();
  return 'SAVED';
end $$;
