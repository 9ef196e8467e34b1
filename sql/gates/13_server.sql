-- settings of the server. clinic_check.profile: 'embedded' (default) or 'production'
select s.name || ' = ' || s.setting as found
  from pg_settings s
 where (s.name, s.setting) in (('fsync', 'off'), ('full_page_writes', 'off'), ('synchronous_commit', 'off'), ('data_checksums', 'off'),
                               ('log_parameter_max_length', '-1'), ('log_parameter_max_length_on_error', '-1'))
    or (s.name = 'password_encryption' and s.setting <> 'scram-sha-256')
    or (s.name = 'max_prepared_transactions' and s.setting <> '0')
    or (s.name = 'log_min_error_statement' and s.setting <> 'panic')
    or (s.name = 'log_statement' and s.setting <> 'none')
    or (s.name = 'server_encoding' and s.setting <> 'UTF8')
    or (s.name = 'server_version_num' and s.setting::int < 150000)
    or (current_setting('clinic_check.profile', true) = 'production'
        and ((s.name = 'server_version_num' and s.setting::int < 150019) or (s.name = 'ssl' and s.setting = 'off'
             and current_setting('listen_addresses') <> '')));
