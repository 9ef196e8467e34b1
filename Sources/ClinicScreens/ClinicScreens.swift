// ClinicScreens
