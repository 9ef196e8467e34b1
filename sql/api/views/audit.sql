-- The event stream of the last thirty days in the shapes that the sources ask for: one stream, four views (X-05, X-06).
-- They show what api.audit_events shows to their reader, and are recorded like it; older periods are asked of it directly.
-- What is not known here (hormonal context, consent) is null, never invented.
create or replace view api.medical_audit_log with (security_invoker = true) as
select e.event_id as id, e.at as "timestamp", e.user_id, e.role_code as user_role, e.action, e.action as operation,
       e.table_name as resource_type, e.table_name, e.record_id as resource_id, e.record_id, e.patient_id,
       coalesce(e.detail, e.new_row, e.old_row) as details, e.origin as ip_address, e.login_role as user_agent, e.session_id,
       e.purpose as medical_context, null::jsonb as hormonal_context,
       case when e.action like '%EMERGENCY%' or e.detail ? 'emergency' then 'EMERGENCY' else 'ROUTINE' end as urgency_level,
       e.action not like '%\_REFUSED' as hipaa_compliant, null::boolean as consent_verified, e.detail ->> 'reason' as clearance_level
  from api.audit_events(clock_timestamp() - interval '30 days', 'infinity') e;

create or replace view api.audit_log with (security_invoker = true) as
select e.event_id as id, e.table_name, e.record_id, e.action, e.user_id, e.at as created_at, e.old_row as old_values, e.new_row as new_values
  from api.audit_events(clock_timestamp() - interval '30 days', 'infinity') e;

create or replace view api.audit_logs with (security_invoker = true) as
select e.event_id as id, e.user_id, e.action, e.table_name as entity_type, e.record_id as entity_id, e.old_row as old_values,
       e.new_row as new_values, e.detail as details, e.origin as ip_address, e.login_role as user_agent, e.at as created_at
  from api.audit_events(clock_timestamp() - interval '30 days', 'infinity') e;

-- hipaa_breach and gdpr_breach are judged in the review of an access, not by the stream: null.
create or replace view api.medical_security_log with (security_invoker = true) as
select e.event_id as id, e.at as "timestamp", e.action as event_type, e.severity, e.user_id, e.origin as ip_address, e.detail as details,
       case e.severity when 'HIGH' then 'ELEVATED' else 'NORMAL' end as threat_level, e.table_name as affected_resources,
       e.patient_id is not null as patient_data_involved,
       case when e.action like '%\_REFUSED' then 'refused' end as response_actions, e.action like '%\_REFUSED' as automated_response,
       e.severity = 'HIGH' as human_intervention_required, null::boolean as hipaa_breach, null::boolean as gdpr_breach,
       null::boolean as notification_required
  from api.audit_events(clock_timestamp() - interval '30 days', 'infinity') e
 where e.is_security;

grant select on api.medical_audit_log, api.audit_log, api.audit_logs, api.medical_security_log to clinic_people;
