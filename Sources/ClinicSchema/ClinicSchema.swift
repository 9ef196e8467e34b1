// ClinicSchema
