// ClinicSchemaTests
