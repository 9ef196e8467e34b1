-- batch: problems and histories, consultations with their notes, tests, reports and files of the people in wards A and B
create temp table if not exists clinic_demo_record (
  i bigint, patient_id uuid, is_diabetic boolean, is_woman boolean, doctor_id uuid, practitioner_id uuid, doctor text, nurse_id uuid, nurse text);
truncate pg_temp.clinic_demo_record;
insert into pg_temp.clinic_demo_record
select s.i, s.patient_id, s.is_diabetic, s.is_woman, d.user_id, d.practitioner_id, d.display_name, n.user_id, n.display_name
  from pg_temp.clinic_demo_state s
  join access.practitioners d on d.licence = case s.i % 2 when 0 then 'DEMO-0001' else 'DEMO-0002' end
  join access.users n on n.email = case when s.i <= 30 then 'nurse@clinic.demo' else 'nurse2@clinic.demo' end
 where s.i <= 58;

insert into medical_data.medical_histories (record_id, patient_id, kind, title, icd10, onset_on, onset_precision, resolved_on, status, verification,
                                            recorded_by, recorded_at)
select md5(concat_ws(' ', 'clinic demo history', r.i, v.place))::uuid, r.patient_id, v.kind, v.title, v.icd10,
       date_trunc(case v.known when 'YEAR' then 'year' when 'MONTH' then 'month' else 'day' end, (current_date - v.days_ago)::timestamp)::date, v.known,
       case when v.status = 'RESOLVED' then current_date - v.days_ago / 2 end, v.status, v.verification, r.doctor_id, now() - interval '200 days'
  from pg_temp.clinic_demo_record r,
       (values (1, 'PROBLEM', 'Type 2 diabetes mellitus', 'E11.9', 2400, 'MONTH', 'ACTIVE', 'CONFIRMED'),
               (2, 'PROBLEM', 'Essential hypertension', 'I10', 3900, 'YEAR', 'ACTIVE', 'CONFIRMED'),
               (3, 'PROBLEM', 'Mixed hyperlipidaemia', 'E78.2', 1500, 'YEAR', 'ACTIVE', 'CONFIRMED'),
               (4, 'PROBLEM', 'Iron-deficiency anaemia', 'D50.9', 900, 'MONTH', 'RESOLVED', 'CONFIRMED'),
               (5, 'PROBLEM', 'Suspected sleep apnoea', null, 60, 'DAY', 'ACTIVE', 'PROVISIONAL'),
               (6, 'SURGERY', 'Laparoscopic cholecystectomy', 'Z90.4', 5200, 'DAY', 'RESOLVED', 'CONFIRMED'),
               (7, 'FAMILY', 'Mother: type 2 diabetes mellitus', 'Z83.3', 9000, 'YEAR', 'ACTIVE', 'UNCONFIRMED'),
               (8, 'SOCIAL', 'Lives alone, daughter next door', null, 700, 'YEAR', 'ACTIVE', 'CONFIRMED'))
         v(place, kind, title, icd10, days_ago, known, status, verification)
 where case v.place when 1 then r.is_diabetic when 4 then r.is_woman and r.i % 3 = 1 when 5 then r.i % 7 = 1 when 7 then r.is_diabetic
            else pg_temp.chance(r.i, 700 + v.place) < 0.6 end;

-- One that was corrected: the type was not clear at first.
with corrected as (
  update medical_data.medical_histories h set superseded_at = h.recorded_at + interval '40 days'
   where h.icd10 = 'E11.9' and h.version = 1 and h.superseded_at is null
     and h.patient_id in (select r.patient_id from pg_temp.clinic_demo_record r where r.i % 5 = 1)
  returning h.*
)
insert into medical_data.medical_histories (record_id, version, patient_id, kind, title, icd10, onset_on, onset_precision, status, verification,
                                            correction_reason, recorded_by, recorded_at)
select c.record_id, 2, c.patient_id, c.kind, 'Type 2 diabetes mellitus with kidney involvement', 'E11.2', c.onset_on, c.onset_precision, c.status,
       c.verification, 'albumin in two samples', c.recorded_by, c.superseded_at
  from corrected c;

insert into medical_data.history_notes (note_id, patient_id, record_id, body_encrypted, recorded_by, recorded_by_name, recorded_at)
select x.id, r.patient_id, md5(concat_ws(' ', 'clinic demo history', r.i, 1))::uuid,
       access.encrypt_text('Injects without help. Rotates between thigh and abdomen; no lumps felt.', 'history_notes.body/' || x.id),
       r.nurse_id, r.nurse, now() - interval '12 days'
  from pg_temp.clinic_demo_record r, lateral (select md5(concat_ws(' ', 'clinic demo history note', r.i))::uuid as id) x
 where r.is_diabetic and r.i % 3 = 1;

-- Consultations: one to come, the ward round of yesterday, one weeks ago.
insert into medical_data.consultations (consultation_id, patient_id, practitioner_id, kind, starts_at, ends_at, gives_access, booked_by, created_at)
select md5(concat_ws(' ', 'clinic demo consultation', r.i, v.place))::uuid, r.patient_id, r.practitioner_id, v.kind, s.at,
       s.at + v.minutes * interval '1 minute', false, r.doctor_id, now() - interval '60 days'
  from pg_temp.clinic_demo_record r,
       (values (1, 'FOLLOW_UP', 14, 9.5, 30), (2, 'WARD_ROUND', -1, 8.75, 10), (3, 'FIRST_VISIT', -42, 10.0, 45), (4, 'TELEPHONE', -20, 12.0, 15))
         v(place, kind, days, hour, minutes),
       lateral (select (current_date + v.days + (v.hour + (r.i % 12) / 12.0) * interval '1 hour') at time zone 'Europe/Madrid' as at) s
 where v.place < 4 or r.i % 4 = 1;
-- Begun, then ended: a slot goes step by step.
update medical_data.consultations c set status = 'IN_PROGRESS', started_at = c.starts_at
  from pg_temp.clinic_demo_record r
 where c.consultation_id in (md5(concat_ws(' ', 'clinic demo consultation', r.i, 2))::uuid, md5(concat_ws(' ', 'clinic demo consultation', r.i, 3))::uuid);
update medical_data.consultations c set status = 'COMPLETED', closed_at = c.ends_at
  from pg_temp.clinic_demo_record r
 where c.consultation_id in (md5(concat_ws(' ', 'clinic demo consultation', r.i, 2))::uuid, md5(concat_ws(' ', 'clinic demo consultation', r.i, 3))::uuid);
update medical_data.consultations c set status = 'CANCELLED', cancel_reason = 'CLINICIAN_AWAY', closed_at = c.starts_at - interval '1 day'
  from pg_temp.clinic_demo_record r where c.consultation_id = md5(concat_ws(' ', 'clinic demo consultation', r.i, 4))::uuid;

insert into medical_data.consultation_notes (record_id, patient_id, consultation_id, kind, amends, body_encrypted, signed_at, recorded_by,
                                             recorded_by_name, recorded_at)
select x.id, r.patient_id, case when v.slot > 0 then md5(concat_ws(' ', 'clinic demo consultation', r.i, v.slot))::uuid end, v.kind,
       case when v.kind = 'ADDENDUM' then md5(concat_ws(' ', 'clinic demo note', r.i, 3))::uuid end,
       access.encrypt_text(v.body, 'consultation_notes.body/' || x.id || '/1'), case when v.is_signed then w.at end,
       case v.kind when 'NURSING' then r.nurse_id else r.doctor_id end, case v.kind when 'NURSING' then r.nurse else r.doctor end, w.at
  from pg_temp.clinic_demo_record r,
       (values (1, 3, 'REASON', -42, 10.1, true, 'Tired for weeks, drinks more than usual'),
               (2, 3, 'CONSULTATION', -42, 10.8, true, 'Tired for six weeks, thirst, no loss of weight. Examined: heart and lungs unremarkable, feet warm, pulses felt, '
                || E'monofilament felt everywhere.\nDiet and walking discussed; HbA1c every three months, eyes once a year.'),
               (3, 2, 'CONSULTATION', -1, 9.0, true, E'Ward round: afebrile, eats well.\nTreatment unchanged. Potassium again tomorrow.'),
               (4, 2, 'ADDENDUM', -1, 16.5, true, 'The laboratory called: sample was haemolysed, potassium to be repeated today.'),
               (5, 0, 'NURSING', -1, 21.0, true, 'Walked to the end of the corridor and back. Measured her blood sugar herself, technique right.'),
               (6, 0, 'CONSULTATION', -2, 13.0, false, 'Foot clinic: to be written after the pictures'))
         v(place, slot, kind, days, hour, is_signed, body),
       lateral (select md5(concat_ws(' ', 'clinic demo note', r.i, v.place))::uuid as id) x,
       lateral (select least(now(), (current_date + v.days + v.hour * interval '1 hour') at time zone 'Europe/Madrid') as at) w
 where v.place < 4 or (v.place = 4 and r.i % 4 = 1) or (v.place = 5 and r.i % 2 = 1) or (v.place = 6 and r.i % 3 = 1);

create temp table if not exists clinic_demo_tests (
  record_id uuid, patient_id uuid, name text, loinc text, priority text, protocol text, status text, detail text, by_id uuid, by_name text, at timestamptz);
truncate pg_temp.clinic_demo_tests;
insert into pg_temp.clinic_demo_tests
select md5(concat_ws(' ', 'clinic demo test', r.i, v.place))::uuid, r.patient_id, v.name, v.loinc, v.priority, v.protocol, v.status, v.detail,
       case when v.protocol is null then r.doctor_id else r.nurse_id end, case when v.protocol is null then r.doctor else r.nurse end,
       now() - v.hours * interval '1 hour'
  from pg_temp.clinic_demo_record r,
       (values (1, 'Potassium, again', '2823-3', 'STAT', null, 'REQUESTED', null, 3),
               (2, 'Urine culture', '630-4', 'ROUTINE', 'NP-12 urinary symptoms', 'COLLECTED', 'midstream', 30),
               (3, 'Retinal photography', null, 'ROUTINE', null, 'RESULTED', 'No retinopathy in either eye.', 900),
               (4, 'HbA1c', '4548-4', 'ROUTINE', null, 'CANCELLED', 'asked for twice', 200))
         v(place, name, loinc, priority, protocol, status, detail, hours)
 where case v.place when 1 then r.i % 3 = 1 when 2 then r.i % 4 = 1 when 3 then r.is_diabetic else r.i % 5 = 1 end;
insert into medical_data.medical_tests (record_id, patient_id, name, loinc, priority, protocol, requested_by, requested_by_name, recorded_by,
                                        recorded_at, superseded_at)
select t.record_id, t.patient_id, t.name, t.loinc, t.priority, t.protocol, t.by_id, t.by_name, t.by_id, t.at - interval '1 hour',
       case when t.status <> 'REQUESTED' then t.at end from pg_temp.clinic_demo_tests t;
insert into medical_data.medical_tests (record_id, version, patient_id, name, loinc, priority, protocol, status, detail, requested_by,
                                        requested_by_name, recorded_by, recorded_at)
select t.record_id, 2, t.patient_id, t.name, t.loinc, t.priority, t.protocol, t.status, t.detail, t.by_id, t.by_name, t.by_id, t.at
  from pg_temp.clinic_demo_tests t where t.status <> 'REQUESTED';

-- A report comes in complete; the second of them was reviewed the day after.
create temp table if not exists clinic_demo_reports (
  record_id uuid, patient_id uuid, type text, title text, days int, body text, source text, is_reviewed boolean, test uuid, reviewer_id uuid,
  reviewer text, by_id uuid);
truncate pg_temp.clinic_demo_reports;
insert into pg_temp.clinic_demo_reports
select md5(concat_ws(' ', 'clinic demo report', r.i, v.place))::uuid, r.patient_id, v.type, v.title, v.days, v.body, v.source, v.place = 2,
       case when v.place = 2 then md5(concat_ws(' ', 'clinic demo test', r.i, 3))::uuid end, r.practitioner_id, r.doctor, r.nurse_id
  from pg_temp.clinic_demo_record r,
       (values (1, 'IMAGING', 'Chest radiograph, two views', 3, 'Heart and lungs unremarkable. No infiltrate.', 'AI'),
               (2, 'CONSULTATION', 'Ophthalmology: retinal photography', 36, E'No retinopathy.\nAgain in twelve months.', 'MANUAL'))
         v(place, type, title, days, body, source)
 where case v.place when 1 then r.i % 3 = 1 else r.is_diabetic end;
insert into medical_data.medical_reports (record_id, version, patient_id, type, title, report_on, summary_encrypted, summary_source, status,
                                          test_record_id, reviewer_id, reviewed_by, reviewed_by_name, reviewed_at, recorded_by, recorded_at, superseded_at)
select p.record_id, v.version, p.patient_id, p.type, p.title, current_date - p.days,
       access.encrypt_text(p.body, concat_ws('/', 'medical_reports.summary', p.record_id, v.version)), p.source,
       case v.version when 1 then 'COMPLETED' else 'REVIEWED' end, p.test, p.reviewer_id, case when v.version = 2 then p.reviewer_id end,
       case when v.version = 2 then p.reviewer end, case when v.version = 2 then now() - (p.days - 1) * interval '1 day' end, p.by_id,
       now() - (p.days + 1 - v.version) * interval '1 day', case when v.version = 1 and p.is_reviewed then now() - (p.days - 1) * interval '1 day' end
  from pg_temp.clinic_demo_reports p, generate_series(1, case when p.is_reviewed then 2 else 1 end) v(version)
 order by p.record_id, v.version;

-- Files without their bytes: they are registered, and said to be missing.
insert into medical_data.file_attachments (attachment_id, patient_id, category, file_name, media_type, byte_size, sha256, scan_state, scanned_at,
                                           is_missing, uploaded_by, created_at)
select md5(concat_ws(' ', 'clinic demo file', r.i, v.place))::uuid, r.patient_id, 'CLINICAL', v.name, v.type, v.size,
       sha256(convert_to(concat_ws(' ', 'clinic demo file', r.i, v.place), 'UTF8')), v.state, case when v.state <> 'PENDING' then now() - interval '2 days' end,
       true, r.nurse_id, now() - v.days * interval '1 day'
  from pg_temp.clinic_demo_record r,
       (values (1, 'chest-pa.dcm', 'application/dicom', 24117248, 'CLEAN', 3), (2, 'referral letter.pdf', 'application/pdf', 83411, 'PENDING', 1))
         v(place, name, type, size, state, days)
 where r.i % 3 = 1;

insert into medical_data.attachment_links (attachment_id, entity, record_id, patient_id, linked_by, linked_at)
select md5(concat_ws(' ', 'clinic demo file', r.i, 1))::uuid, 'REPORT', md5(concat_ws(' ', 'clinic demo report', r.i, 1))::uuid, r.patient_id, r.nurse_id,
       now() - interval '3 days'
  from pg_temp.clinic_demo_record r where r.i % 3 = 1;
