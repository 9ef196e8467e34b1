-- Readings of a sensor under the skin, in one unit, up to 2,000 at a time, as `clinicctl import cgm` brings them from a file. A
-- reading that is there already (same moment, same device) is counted and left alone: bringing a file twice changes nothing.
-- p_notes says what the device itself said (Low, High) or is null. SAVED (saved, present) | INVALID (field, and in p_at the place
-- of the first reading that is not possible; nothing is kept) | a refusal.
create or replace function api.import_sensor_readings(p_patient uuid, p_device text, p_unit text, p_measured_at timestamptz[],
  p_values numeric[], p_notes text[], out answer text, out field text, out place int, out saved int, out present int)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set lock_timeout = '10s' as $$
declare
  me record;
  t medical_data.biomarker_types;
  device_name text := left(medical_data.clean_text(p_device), 80);
  given int := coalesce(cardinality(p_measured_at), 0);
begin
  perform set_config('synchronous_commit', 'on', true);
  select * into me from access.chart_for_writing(p_patient, 'IMPORT_SENSOR_READINGS', array['NURSE', 'CLINICIAN']);
  answer := me.refusal;
  if answer is not null then return; end if;
  select * into t from medical_data.biomarker_types x
   where x.code in ('GLUCOSE_SENSOR', 'GLUCOSE_SENSOR_SI') and x.unit = p_unit;
  field := case when t.type_id is null then 'unit' when device_name is null then 'device'
                when given not between 1 and 2000 or coalesce(cardinality(p_values), 0) <> given
                  or coalesce(cardinality(p_notes), 0) <> given then 'measured_at' end;
  if field is null then
    select x.field, r.place into field, place
      from unnest(p_measured_at, p_values, p_notes) with ordinality r(measured_at, value, note, place)
     cross join lateral (select case when length(medical_data.clean_text(r.note)) > 500 then 'notes'
                                     else medical_data.invalid_biomarker(t, p_patient, r.value, p_unit, r.measured_at, '{}') end) x(field)
     where x.field is not null order by r.place limit 1;
  end if;
  if field is not null then answer := 'INVALID'; return; end if;
  -- Two imports of one patient wait for each other: the second one finds what the first has kept.
  perform pg_advisory_xact_lock(hashtextextended(p_patient::text, 9));
  insert into medical_data.biomarkers (patient_id, type_id, measured_at, value, source, recorded_by, recorded_by_name, session_id,
                                       method, device, notes)
  select distinct on (r.measured_at) p_patient, t.type_id, r.measured_at, r.value, 'DEVICE', me.user_id, me.display_name, me.session_id,
         'CGM', device_name, medical_data.clean_text(r.note)
    from unnest(p_measured_at, p_values, p_notes) with ordinality r(measured_at, value, note, place)
   where not exists (select 1 from medical_data.biomarkers b where b.patient_id = p_patient and b.type_id = t.type_id
                                                             and b.measured_at = r.measured_at and b.device = device_name)
   order by r.measured_at, r.place;
  get diagnostics saved = row_count;
  present := given - saved;
  answer := 'SAVED';
  perform access.tell_charts();
end $$;
