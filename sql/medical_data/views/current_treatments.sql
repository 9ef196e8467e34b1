-- X-04: what the patient is on today, ordered here or not. In the reader's own open charts.
create view medical_data.current_treatments with (security_invoker = true) as
select p.patient_id, 'PRESCRIPTION' as source, p.record_id, p.version, 'MEDICINE' as kind, p.medication as treatment,
       p.dose_amount || ' ' || p.dose_unit as dosage, p.frequency, p.starts_on, p.ends_on, p.prescriber_name
  from medical_data.prescriptions p
 where p.superseded_at is null and p.status = 'ACTIVE' and p.starts_on <= (select api.local_today())
   and (p.ends_on is null or p.ends_on >= (select api.local_today()))
union all
select t.patient_id, 'TREATMENT', t.record_id, t.version, t.kind, coalesce(t.medication, t.notes, t.kind), t.dosage, t.frequency,
  t.starts_on,
       t.ends_on, t.prescriber_name
  from medical_data.treatments t
 where t.superseded_at is null and t.status = 'ACTIVE' and t.starts_on <= (select api.local_today())
   and (t.ends_on is null or t.ends_on >= (select api.local_today()));
revoke all on medical_data.current_treatments from public, clinic_people;
grant select on medical_data.current_treatments to clinic_people;
