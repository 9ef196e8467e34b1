// ClinicModelTests
