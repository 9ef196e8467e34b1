// ClinicViewModels
