import ClinicModel

/// The field's words, the same on every screen.
extension Message {
  static func role(_ role: StaffRole) -> Message {
    switch role {
    case .admin: Message(en: "Administrator", es: "Administración")
    case .clinician: Message(en: "Doctor", es: "Médico/a")
    case .nurse: Message(en: "Nurse", es: "Enfermería")
    case .receptionist: Message(en: "Reception", es: "Recepción")
    case .privacyOfficer: Message(en: "Privacy officer", es: "Privacidad")
    }
  }

  static func sex(_ sex: Sex) -> Message {
    switch sex {
    case .female: Message(en: "female", es: "mujer")
    case .male: Message(en: "male", es: "varón")
    case .other: Message(en: "other", es: "otro")
    case .unknown: Message(en: "unknown", es: "no consta")
    }
  }

  /// One letter: F M O U; in Spanish M (mujer) would be read as male, so V and M are never used alone there.
  static func sexLetter(_ sex: Sex) -> Message {
    switch sex {
    case .female: Message(en: "F", es: "Fem")
    case .male: Message(en: "M", es: "Masc")
    case .other: Message(en: "O", es: "Otro")
    case .unknown: Message(en: "U", es: "N/C")
    }
  }

  static func age(_ years: Int) -> Message { Message(en: "\(years)y", es: "\(years) a") }

  static func purpose(_ purpose: AccessPurpose) -> Message {
    switch purpose {
    case .treatment: Message(en: "Treatment", es: "Tratamiento")
    case .emergency: Message(en: "Emergency", es: "Urgencia")
    case .resultReview: Message(en: "Review of results", es: "Revisión de resultados")
    case .handover: Message(en: "Handover", es: "Relevo")
    case .administration: Message(en: "Administration", es: "Gestión")
    }
  }

  static func reason(_ reason: ReasonForAccess) -> Message {
    switch reason {
    case .careTeam: Message(en: "care team", es: "equipo asistencial")
    case .attending: Message(en: "attending", es: "responsable")
    case .ward: Message(en: "on shift in the ward", es: "de turno en la unidad")
    case .encounter: Message(en: "consultation", es: "consulta")
    case .order: Message(en: "own order", es: "orden propia")
    case .grant: Message(en: "emergency access", es: "acceso de urgencia")
    case .task: Message(en: "handed-over task", es: "tarea asignada")
    }
  }

  static func severity(_ severity: Allergy.Severity) -> Message {
    switch severity {
    case .mild: Message(en: "mild", es: "leve")
    case .moderate: Message(en: "moderate", es: "moderada")
    case .severe: Message(en: "SEVERE", es: "GRAVE")
    }
  }

  /// The letter first; colour only repeats it.
  static func flag(_ flag: ResultFlag) -> Message {
    switch flag {
    case .normal: Message(verbatim: "-")
    case .low: Message(verbatim: "L")
    case .high: Message(verbatim: "H")
    case .criticalLow: Message(verbatim: "LL")
    case .criticalHigh: Message(verbatim: "HH")
    case .unclassified: Message(verbatim: "?")
    }
  }

  static func flagWord(_ flag: ResultFlag) -> Message {
    switch flag {
    case .normal: Message(en: "in range", es: "en rango")
    case .low: Message(en: "low", es: "bajo")
    case .high: Message(en: "high", es: "alto")
    case .criticalLow: Message(en: "critically low", es: "crítico bajo")
    case .criticalHigh: Message(en: "critically high", es: "crítico alto")
    case .unclassified: Message(en: "no interval", es: "sin intervalo")
    }
  }

  static func reasonClass(_ reason: EmergencyAccess.ReasonClass) -> Message {
    switch reason {
    case .lifeThreat: Message(en: "Threat to life", es: "Riesgo vital")
    case .cannotConsent: Message(en: "Patient cannot consent", es: "La persona no puede consentir")
    case .covering: Message(en: "Covering for a colleague", es: "Cubro a un colega")
    case .handoverGap: Message(en: "Transfer or handover gap", es: "Traslado o relevo incompleto")
    case .criticalResult: Message(en: "Call about a critical result", es: "Aviso de resultado crítico")
    case .safeguarding: Message(en: "Safeguarding", es: "Protección de la persona")
    case .legalOrder: Message(en: "Legal order", es: "Orden legal")
    }
  }

  static func scope(_ scope: EmergencyAccess.Scope) -> Message {
    switch scope {
    case .summary: Message(en: "summary", es: "resumen")
    case .full: Message(en: "full record", es: "historia completa")
    }
  }

  static func phase(_ phase: EmergencyAccess.Phase) -> Message {
    switch phase {
    case .requested: Message(en: "NEW", es: "NUEVA")
    case .underReview: Message(en: "SEEN", es: "VISTA")
    case .active: Message(en: "GRANTED", es: "CONCEDIDA")
    case .activeSelf: Message(en: "SELF-GRANT", es: "AUTOCONCEDIDA")
    case .denied: Message(en: "DENIED", es: "DENEGADA")
    case .withdrawn: Message(en: "WITHDRAWN", es: "RETIRADA")
    case .lapsed: Message(en: "LAPSED", es: "CADUCADA")
    case .endedExpired: Message(en: "ENDED (time)", es: "FIN (plazo)")
    case .endedClosed: Message(en: "ENDED (closed)", es: "FIN (cerrada)")
    case .endedRevoked: Message(en: "ENDED (revoked)", es: "FIN (revocada)")
    case .endedSuperseded: Message(en: "ENDED (relation)", es: "FIN (relación)")
    }
  }

  static func hours(_ hours: Int) -> Message { Message(verbatim: "\(hours) h") }

  static func environment(_ environment: Site.Environment) -> Message {
    switch environment {
    case .production: Message(en: "PRODUCTION", es: "PRODUCCIÓN")
    case .training: Message(en: "TRAINING", es: "FORMACIÓN")
    case .demo: Message(en: "DEMO", es: "DEMO")
    }
  }

  static func language(_ language: Language) -> Message {
    switch language {
    case .english: Message(verbatim: "English")
    case .spanish: Message(verbatim: "Español")
    }
  }

  static func lifeStatus(_ status: DirectoryEntry.LifeStatus) -> Message {
    switch status {
    case .active: Message(en: "active", es: "activo")
    case .inactive: Message(en: "inactive", es: "inactivo")
    case .deceased: Message(en: "DECEASED", es: "FALLECIDO/A")
    case .merged: Message(en: "MERGED", es: "FUSIONADO")
    }
  }
}
