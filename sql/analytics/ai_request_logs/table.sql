-- Requests to models (B-015, X-33). What went in and came out is encrypted ('ai_request_logs.input/<request_id>') and blanked after
-- 90 days; the technical fields stay: performance, cost, debugging.
create table analytics.ai_request_logs (
  request_id    uuid primary key default gen_random_uuid(),
  kind          text not null check (kind in ('OCR', 'SYMPTOM_PREDICTION', 'CHAT')),
  purpose       text not null check (purpose in ('TREATMENT', 'RESULT_REVIEW', 'ADMINISTRATION')),
  model_id      uuid references analytics.ai_models on delete restrict,
  patient_id    uuid references medical_data.patients on delete restrict,
  input_encrypted  bytea,
  output_encrypted bytea,
  redaction     text not null check (redaction in ('REDACTED', 'NOTHING_TO_REDACT', 'NOT_REDACTED')),
  latency_ms    int not null check (latency_ms >= 0),
  input_units   int check (input_units >= 0),
  output_units  int check (output_units >= 0),
  cost          numeric check (cost >= 0 and cost < 'Infinity'),
  outcome       text not null check (outcome in ('ANSWERED', 'REFUSED', 'FAILED', 'TIMED_OUT')),
  user_id       uuid not null references access.users on delete restrict,
  session_id    uuid references access.sessions on delete restrict,
  created_at    timestamptz not null default clock_timestamp(),
  keep_until    timestamptz not null default clock_timestamp() + interval '90 days',
  blanked_at    timestamptz,
  check (blanked_at is null or num_nonnulls(input_encrypted, output_encrypted) = 0)
);
create index ai_request_logs_of_patient on analytics.ai_request_logs (patient_id, created_at desc);
create index ai_request_logs_by_time on analytics.ai_request_logs (created_at desc);
create index ai_request_logs_by_kind on analytics.ai_request_logs (kind, created_at desc);
create index ai_request_logs_to_blank on analytics.ai_request_logs (keep_until) where blanked_at is null;
