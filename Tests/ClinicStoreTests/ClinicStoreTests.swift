// ClinicStoreTests
