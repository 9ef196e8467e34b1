import ClinicModel
import EventLoop

/// The forms about measured values: a result copied from a report, its correction and withdrawal, the read-back of a critical one, and
/// the second look at a copied one.
enum BiomarkerForms {
  typealias Version = RecordVersion<BiomarkerResult>
  /// A value was stored: what the database made of it.
  typealias Stored = @UIActor @Sendable (Version, ResultFlag) -> Void

  private static func value(of type: BiomarkerType, within plausible: ClosedRange<DecimalNumber>?) -> RecordField {
    RecordField("value", .number(unit: type.unit, decimals: max(type.decimals, 2), range: plausible), isRequired: true)
  }

  /// A kind of value by its name in the catalogue, with its unit or with a value.
  struct Name: RecordFormSubject {
    var type: BiomarkerType
    var value: DecimalNumber?

    func text(in language: Language) -> String {
      let (name, unit) = (type.name(in: language), UnitText.text(type.unit))
      guard let value else { return "\(name) (\(unit))" }
      return "\(name) \(value.formatted(mark: language == .spanish ? "," : ".")) \(unit)"
    }
  }

  static func name(_ type: BiomarkerType) -> Name { Name(type: type) }

  /// The number would be at home in the other unit, and is not in this one. Asked back before it goes to the database.
  static func looksLikeTheOtherUnit(_ value: DecimalNumber, _ type: BiomarkerType) -> DecimalNumber? {
    guard let other = type.otherUnit, let low = type.reference.low ?? type.reference.high,
      let high = type.reference.high ?? type.reference.low, low > DecimalNumber(0)
    else { return nil }
    let (typed, converted) = (value.double, other.toThisUnit(value.double))
    func distance(_ value: Double) -> Double { value <= 0 ? .infinity : max(low.double / value, value / high.double, 1) }
    // Far from what is usual in this unit, and much nearer to it in the other one.
    guard distance(typed) >= 2.5, distance(converted) * 2.5 < distance(typed) else { return nil }
    return DecimalNumber(rounding: converted, decimals: type.decimals)
  }

  // MARK: New

  static func new(
    _ biomarkers: Biomarkers, _ patient: PatientID, _ kind: MeasurableBiomarker, stored: @escaping Stored
  ) -> RecordFormSpecification {
    let type = kind.type
    return RecordFormSpecification(
      .newLaboratory, about: name(type),
      fields: [
        value(of: type, within: kind.plausible),
        RecordField("measured_at", .moment),
        RecordField("reference_low", .number(unit: type.unit, decimals: 4, range: nil)),
        RecordField("reference_high", .number(unit: type.unit, decimals: 4, range: nil)),
        .choice("meal", MeasurementContext.Meal.self),
        RecordField("notes", .text(300)),
      ],
      check: checkInterval
    ) { submission in
      let measurement = try measurement(submission, type)
      if let question = question(measurement.value, type, submission) { return question }
      let answer = try await biomarkers.record(
        submission.key, patient, type.code, .laboratory, measurement, submission.isConfirmed)
      switch answer {
      case .objected: return .confirm("critical")
      case .saved(let recorded):
        await stored(recorded.version, recorded.flag)
        return .saved
      }
    }
  }

  private static func checkInterval(_ values: RecordValues) -> [String: RecordProblem] {
    guard let low = values.number("reference_low"), let high = values.number("reference_high"), low > high else { return [:] }
    return ["reference_high": .named("interval")]
  }

  private static func question(_ value: DecimalNumber, _ type: BiomarkerType, _ submission: RecordSubmission) -> RecordAnswer? {
    guard !submission.isConfirmed, looksLikeTheOtherUnit(value, type) != nil else { return nil }
    return .confirm("unit")
  }

  private static func measurement(_ submission: RecordSubmission, _ type: BiomarkerType) throws -> BiomarkerMeasurement {
    let values = submission.values
    guard let value = values.number("value") else { throw RepositoryError.invalid(field: "value") }
    guard let moment = submission.moment("measured_at") else { throw RepositoryError.invalid(field: "measured_at") }
    let (low, high) = (values.number("reference_low"), values.number("reference_high"))
    return BiomarkerMeasurement(
      value: value, unit: type.unit, measuredAt: moment,
      reference: low == nil && high == nil ? nil : ReferenceInterval(low: low, high: high),
      context: MeasurementContext(meal: values.choice("meal"), notes: values.line("notes")))
  }

  // MARK: Of a stored value

  /// - Parameter typed: a moment as `MeasuringTime` reads it.
  static func correction(
    _ biomarkers: Biomarkers, _ patient: PatientID, _ type: BiomarkerType, _ living: BiomarkerVersion,
    typed: @escaping @Sendable (Instant) -> String, stored: @escaping Stored
  ) -> RecordFormSpecification {
    let measurement = living.measurement
    return RecordFormSpecification(
      .correctBiomarker, subject: living.version.id.value, about: about(type, living),
      fields: [value(of: type, within: nil), RecordField("measured_at", .moment, isRequired: true), .reason],
      initial: ["value": measurement.value.description, "measured_at": typed(measurement.measuredAt)], version: living.version.version,
      reread: {
        try await Self.living(biomarkers, patient, living.version.id).map {
          correction(biomarkers, patient, type, $0, typed: typed, stored: stored)
        }
      }
    ) { submission in
      guard let value = submission.values.number("value") else { throw RepositoryError.invalid(field: "value") }
      guard let moment = submission.moment("measured_at") else { throw RepositoryError.invalid(field: "measured_at") }
      if let question = question(value, type, submission) { return question }
      var corrected = measurement
      corrected.value = value
      // The minute that is shown stands for the moment that is stored.
      if submission.values["measured_at"] != typed(measurement.measuredAt) { corrected.measuredAt = moment }
      corrected.reference = nil
      let version = Version(id: living.version.id, version: submission.version)
      switch try await biomarkers.correct(
        submission.key, version, corrected, submission.values.line("reason") ?? "", submission.isConfirmed)
      {
      case .objected: return .confirm("critical")
      case .saved(let answer):
        await stored(answer.version, answer.flag)
        return .saved
      }
    }
  }

  static func void(
    _ biomarkers: Biomarkers, _ patient: PatientID, _ type: BiomarkerType, _ living: BiomarkerVersion
  ) -> RecordFormSpecification {
    RecordFormSpecification(
      .voidBiomarker, subject: living.version.id.value, about: about(type, living), fields: [.reason], version: living.version.version,
      reread: { try await Self.living(biomarkers, patient, living.version.id).map { void(biomarkers, patient, type, $0) } }
    ) { submission in
      let version = Version(id: living.version.id, version: submission.version)
      _ = try await biomarkers.void(submission.key, version, submission.values.line("reason") ?? "")
      return .saved
    }
  }

  /// A critical value: typed again, what was done, and who was told.
  static func readBack(_ biomarkers: Biomarkers, _ type: BiomarkerType, _ version: Version) -> RecordFormSpecification {
    RecordFormSpecification(
      .readBackBiomarker, subject: version.id.value, about: name(type),
      fields: [
        value(of: type, within: nil), RecordField("action", .text(300), isRequired: true, minimum: 3),
        RecordField("told_to", .text(100), minimum: 2),
      ]
    ) { submission in
      guard let value = submission.values.number("value") else { throw RepositoryError.invalid(field: "value") }
      let answer = try await biomarkers.readBack(
        submission.key, version, value, submission.values.line("action") ?? "", submission.values.line("told_to"))
      return answer == .saved || answer == .done ? .saved : .objected(answer.rawValue)
    }
  }

  /// The number from the report, typed by somebody else.
  static func secondCheck(_ biomarkers: Biomarkers, _ type: BiomarkerType, _ version: Version) -> RecordFormSpecification {
    RecordFormSpecification(
      .checkBiomarker, subject: version.id.value, about: name(type), fields: [value(of: type, within: nil)]
    ) { submission in
      guard let value = submission.values.number("value") else { throw RepositoryError.invalid(field: "value") }
      let answer = try await biomarkers.secondCheck(submission.key, version, value)
      return answer == .saved || answer == .done ? .saved : .objected(answer.rawValue)
    }
  }

  private static func about(_ type: BiomarkerType, _ living: BiomarkerVersion) -> Name {
    Name(type: type, value: living.measurement.value)
  }

  private static func living(
    _ biomarkers: Biomarkers, _ patient: PatientID, _ id: BiomarkerResultID
  ) async throws -> BiomarkerVersion? {
    try await biomarkers.versions(patient, id).first { $0.isLiving }
  }
}
