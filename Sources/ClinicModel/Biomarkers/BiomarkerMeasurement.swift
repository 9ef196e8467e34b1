/// Where a measured value comes from; the raw value is the stored code.
public enum BiomarkerSource: String, CaseIterable, Hashable, Sendable {
  /// Copied from a laboratory's report.
  case laboratory = "LABORATORY"
  case pointOfCare = "POINT_OF_CARE"
  case device = "DEVICE"
  /// Said by the patient.
  case patient = "PATIENT"
  /// From another system; no form enters it.
  case imported = "IMPORT"
}

/// How and in which circumstances a value was measured.
public struct MeasurementContext: Hashable, Sendable {
  public enum Quality: String, CaseIterable, Hashable, Sendable {
    case good = "GOOD"
    case suspect = "SUSPECT"
    case haemolysed = "HAEMOLYSED"
    case lipaemic = "LIPAEMIC"
    case insufficient = "INSUFFICIENT"
    case unreliable = "UNRELIABLE"
  }

  public enum Hormonal: String, CaseIterable, Hashable, Sendable {
    case menstrual = "MENSTRUAL"
    case follicular = "FOLLICULAR"
    case ovulatory = "OVULATORY"
    case luteal = "LUTEAL"
    case perimenopause = "PERIMENOPAUSE"
    case postmenopause = "POSTMENOPAUSE"
    case firstTrimester = "PREGNANCY_1"
    case secondTrimester = "PREGNANCY_2"
    case thirdTrimester = "PREGNANCY_3"
    case postpartum = "POSTPARTUM"
    case lactation = "LACTATION"
    case contraception = "CONTRACEPTION"
    case hormoneTherapy = "HORMONE_THERAPY"
  }

  public enum Meal: String, CaseIterable, Hashable, Sendable {
    case fasting = "FASTING"
    case beforeMeal = "BEFORE_MEAL"
    case oneHourAfterMeal = "AFTER_MEAL_1H"
    case twoHoursAfterMeal = "AFTER_MEAL_2H"
    case bedtime = "BEDTIME"
    case night = "NIGHT"
    case random = "RANDOM"
  }

  public enum Medication: String, CaseIterable, Hashable, Sendable {
    case none = "NONE"
    case beforeDose = "BEFORE_DOSE"
    case afterDose = "AFTER_DOSE"
    case doseMissed = "DOSE_MISSED"
    case doseChanged = "DOSE_CHANGED"
    case newMedicine = "NEW_MEDICINE"
    case steroids = "STEROIDS"
  }

  public enum Activity: String, CaseIterable, Hashable, Sendable {
    case rest = "REST"
    case light = "LIGHT"
    case moderate = "MODERATE"
    case intense = "INTENSE"
    case afterExercise = "AFTER_EXERCISE"
  }

  public enum Stress: String, CaseIterable, Hashable, Sendable {
    case none = "NONE"
    case mild = "MILD"
    case moderate = "MODERATE"
    case severe = "SEVERE"
    case acuteIllness = "ACUTE_ILLNESS"
  }

  /// At most 80 characters.
  public var method: String?
  /// At most 80 characters.
  public var device: String?
  public var quality: Quality
  public var hormonal: Hormonal?
  public var meal: Meal?
  public var medication: Medication?
  public var activity: Activity?
  public var stress: Stress?
  /// At most 500 characters.
  public var notes: String?

  public init(
    method: String? = nil, device: String? = nil, quality: Quality = .good, hormonal: Hormonal? = nil, meal: Meal? = nil,
    medication: Medication? = nil, activity: Activity? = nil, stress: Stress? = nil, notes: String? = nil
  ) {
    self.method = method
    self.device = device
    self.quality = quality
    self.hormonal = hormonal
    self.meal = meal
    self.medication = medication
    self.activity = activity
    self.stress = stress
    self.notes = notes
  }
}

/// What is filled in about a measured value.
public struct BiomarkerMeasurement: Hashable, Sendable {
  public var value: DecimalNumber
  /// UCUM; has to be the unit of the type, so that a value is never read in another unit.
  public var unit: String
  public var measuredAt: Instant
  /// The interval printed on the laboratory's report; nil: the catalogue's. Of nothing but a laboratory's value.
  public var reference: ReferenceInterval?
  public var context: MeasurementContext

  public init(
    value: DecimalNumber, unit: String, measuredAt: Instant, reference: ReferenceInterval? = nil,
    context: MeasurementContext = MeasurementContext()
  ) {
    self.value = value
    self.unit = unit
    self.measuredAt = measuredAt
    self.reference = reference
    self.context = context
  }
}
