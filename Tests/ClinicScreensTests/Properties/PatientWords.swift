import ClinicModel

/// Everything that would give a patient away, and everything clinical, of the invented clinic.
enum PatientWords {
  /// Names, record numbers and birth dates of all patients, and what their charts hold.
  static let all: [String] =
    WorldPatients.all.flatMap {
      [$0.name.family.uppercased(), $0.recordNumber.description, $0.birthDate.description, $0.name.listed]
    } + clinical

  /// What only nurses and doctors may see.
  static let clinical: [String] =
    ["HbA1c", "HBA1C", "Glucos", "glucose", "eGFR", "Potassium", "Potasio", "Haemoglobin", "Estradiol", "mmol", "mg/dL"]
    + ["metformin", "sitagliptin", "insulin", "glargine", "amoxicillin", "Penicillin", "Latex", "ALLERG", "ALERGIA"]
    + ["unconscious", "potassium", "Bleeding", "Threat to life", "confused"]

  static func found(in text: String, of words: [String] = all) -> [String] { words.filter { text.contains($0) } }
}
