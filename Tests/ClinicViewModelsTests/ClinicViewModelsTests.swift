// ClinicViewModelsTests
