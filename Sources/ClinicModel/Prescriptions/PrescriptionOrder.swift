/// What a clinician orders.
public struct PrescriptionOrder: Hashable, Sendable {
  public enum Medicine: Hashable, Sendable {
    /// By its English name in the catalogue: it is checked.
    case catalogue(name: String)
    /// Not in the catalogue: nothing about it can be checked, and a reason has to say why it is signed all the same.
    case words(String)
  }

  /// Written out: a "U" is read as a zero, a Greek letter as an m.
  public enum DoseUnit: String, CaseIterable, Hashable, Sendable {
    case milligrams = "mg"
    case grams = "g"
    case micrograms
    case units
    case millilitres = "mL"
    case millimoles = "mmol"
    case tablets
    case drops
    case puffs
  }

  public enum Route: String, CaseIterable, Hashable, Sendable {
    case oral
    case sublingual
    case subcutaneous
    case intramuscular
    case intravenous
    case inhaled
    case nasal
    case topical
    case transdermal
    case ophthalmic
    case rectal
    case vaginal
  }

  public var medicine: Medicine
  /// Of one dose, in `doseUnit`.
  public var doseAmount: DecimalNumber
  /// That of the catalogue where the medicine is in it.
  public var doseUnit: DoseUnit
  public var route: Route
  /// A code of the frequencies: OD, BD.
  public var frequencyCode: String
  public var startsOn: CalendarDate
  /// The last day, inclusive; nil: until stopped.
  public var endsOn: CalendarDate?
  public var indication: String?
  public var instructions: String?

  public init(
    medicine: Medicine, doseAmount: DecimalNumber, doseUnit: DoseUnit, route: Route, frequencyCode: String,
    startsOn: CalendarDate, endsOn: CalendarDate? = nil, indication: String? = nil, instructions: String? = nil
  ) {
    self.medicine = medicine
    self.doseAmount = doseAmount
    self.doseUnit = doseUnit
    self.route = route
    self.frequencyCode = frequencyCode
    self.startsOn = startsOn
    self.endsOn = endsOn
    self.indication = indication
    self.instructions = instructions
  }
}

/// What a check said of a prescription, with the data it used.
public struct PrescriptionFinding: Hashable, Sendable {
  public enum Check: String, CaseIterable, Hashable, Sendable {
    case allergy = "ALLERGY"
    case duplicate = "DUPLICATE"
    case interaction = "INTERACTION"
    case dose = "DOSE"
    case renal = "RENAL"
    case pregnancy = "PREGNANCY"
  }

  public enum Outcome: String, CaseIterable, Hashable, Sendable {
    case pass = "PASS"
    case alert = "ALERT"
    /// It could not be checked: counts like an alert.
    case notRun = "NOT_RUN"
  }

  public enum Severity: String, CaseIterable, Hashable, Sendable {
    /// Nothing is signed until a reason is given.
    case blocking = "BLOCKING"
    case warning = "WARNING"
  }

  public var check: Check
  public var outcome: Outcome
  /// Nil: it passed.
  public var severity: Severity?
  /// Names it: a reason is given under this text.
  public var finding: String
  public var note: String?
  /// The version of the data that was used.
  public var dataVersion: String?
  /// Why it was signed all the same.
  public var overrideReason: String?

  public init(
    check: Check, outcome: Outcome, severity: Severity? = nil, finding: String, note: String? = nil, dataVersion: String? = nil,
    overrideReason: String? = nil
  ) {
    self.check = check
    self.outcome = outcome
    self.severity = severity
    self.finding = finding
    self.note = note
    self.dataVersion = dataVersion
    self.overrideReason = overrideReason
  }
}

/// A medicine of the catalogue.
public struct Medication: Hashable, Sendable {
  public var nameEnglish: String
  public var nameSpanish: String
  /// Where it is mistaken for another: predniSONE.
  public var tallMan: String?
  public var doseUnit: PrescriptionOrder.DoseUnit
  /// A second person checks it before it counts as given.
  public var isHighAlert: Bool

  public init(
    nameEnglish: String, nameSpanish: String, tallMan: String? = nil, doseUnit: PrescriptionOrder.DoseUnit, isHighAlert: Bool
  ) {
    self.nameEnglish = nameEnglish
    self.nameSpanish = nameSpanish
    self.tallMan = tallMan
    self.doseUnit = doseUnit
    self.isHighAlert = isHighAlert
  }
}

/// A frequency of the catalogue.
public struct DoseFrequency: Hashable, Sendable {
  public var code: String
  public var nameEnglish: String
  public var nameSpanish: String
  /// Nil: as needed.
  public var dosesPerDay: DecimalNumber?

  public init(code: String, nameEnglish: String, nameSpanish: String, dosesPerDay: DecimalNumber? = nil) {
    self.code = code
    self.nameEnglish = nameEnglish
    self.nameSpanish = nameSpanish
    self.dosesPerDay = dosesPerDay
  }
}
