-- B-008, X-41: "active" may have ended without anybody closing it. What a prescription is today, in the reader's own open charts.
create view medical_data.prescription_standing with (security_invoker = true) as
select p.patient_id, p.record_id, p.version, p.medication, p.dose_amount, p.dose_unit, p.route, p.frequency, p.starts_on,
  p.ends_on, p.status,
       case when p.status <> 'ACTIVE' then p.status
            when p.starts_on > (select api.local_today()) then 'NOT_STARTED'
            when p.ends_on < (select api.local_today()) then 'ENDED_NOT_CLOSED'
            when p.ends_on <= (select api.local_today()) + 7 then 'ENDING'
            else 'ACTIVE' end as standing,
       p.prescriber_name
  from medical_data.prescriptions p where p.superseded_at is null;
revoke all on medical_data.prescription_standing from public, clinic_people;
grant select on medical_data.prescription_standing to clinic_people;
