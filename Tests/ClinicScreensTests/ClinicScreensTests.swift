// ClinicScreensTests
