drop index concurrently if exists medical_data.biomarkers_critical;
