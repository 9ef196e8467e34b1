import ClinicModel

/// The form of a personal target: set for the first time, or changed and ended with a reason. What is typed is in the unit shown; a
/// draft belongs to its unit, so that a number never comes back under another one.
enum TargetForms {
  private static let ends = ["low", "high"]

  static func form(
    _ targets: BiomarkerTargets, _ patient: PatientID, _ kind: MeasurableBiomarker, in system: UnitSystem, _ known: BiomarkerTarget?,
    today: CalendarDate
  ) -> RecordFormSpecification {
    let initial = initial(kind.type, in: system, known, today)
    let again: @Sendable () async throws -> RecordFormSpecification? = {
      let now = try await targets.list(patient).first { $0.type == kind.type.id && $0.status == .active }
      return now.map { form(targets, patient, kind, in: system, $0, today: today) }
    }
    let shown = kind.type.shown(in: system)
    return RecordFormSpecification(
      known == nil ? .setTarget : .changeTarget, subject: subject(patient, kind.type, shown, known), about: BiomarkerForms.name(shown),
      fields: fields(kind, in: system, isChange: known != nil), initial: initial, version: known?.version.version ?? 0, check: check,
      reread: again
    ) { submission in
      let values = submission.values
      if !submission.isConfirmed, looksLikeTheOtherUnit(values, shown) { return .confirm("unit") }
      let reason = values.line(RecordField.reason.id) ?? ""
      let version = known.map { RecordVersion(id: $0.id, version: submission.version) }
      if let version, let status: BiomarkerTarget.Status = values.choice("status"), status != .active {
        _ = try await targets.end(submission.key, patient, version, reason, status == .enteredInError)
        return .saved
      }
      guard let start = values.date("starts_on") else { throw RepositoryError.invalid(field: "starts_on") }
      func end(_ field: String, _ stored: DecimalNumber?) -> DecimalNumber? {
        // Shown rounded: what was not touched stays as it is stored.
        values[field] == initial[field] && known != nil ? stored : values.number(field).map { kind.type.measured($0, from: system) }
      }
      let range = ReferenceInterval(low: end("low", known?.content.range.low), high: end("high", known?.content.range.high))
      let content = BiomarkerTarget.Content(range: range, unit: kind.type.unit, startsOn: start, note: values.line("note"))
      if let version {
        _ = try await targets.change(submission.key, patient, version, kind.type.code, content, reason)
      } else {
        _ = try await targets.set(submission.key, patient, kind.type.code, content)
      }
      return .saved
    }
  }

  private static func fields(_ kind: MeasurableBiomarker, in system: UnitSystem, isChange: Bool) -> [RecordField] {
    let shown = kind.type.shown(in: system)
    let holds = isChange ? RecordField.Condition("status", [BiomarkerTarget.Status.active.rawValue]) : nil
    let plausible = kind.type.shown(ReferenceInterval(low: kind.plausible.lowerBound, high: kind.plausible.upperBound), in: system)
    var range: ClosedRange<DecimalNumber>?
    if let low = plausible.low, let high = plausible.high, low <= high { range = low...high }
    let fields =
      ends.map { RecordField($0, .number(unit: shown.unit, decimals: max(shown.decimals, 2), range: range), when: holds) } + [
        RecordField("starts_on", .date(isPartial: false, mayBeAhead: false), isRequired: true, when: holds),
        RecordField("note", .text(300), when: holds),
      ]
    return isChange ? fields + [.choice("status", BiomarkerTarget.Status.self, isRequired: true), .reason] : fields
  }

  private static func initial(
    _ type: BiomarkerType, in system: UnitSystem, _ known: BiomarkerTarget?, _ today: CalendarDate
  ) -> [String: String] {
    guard let known else { return ["starts_on": today.description] }
    let shown = type.shown(known, in: system).content
    let decimals = max(type.shown(in: system).decimals, 2)
    func text(_ number: DecimalNumber?) -> String? { number?.rounded(decimals: decimals).withoutTrailingZeros.formatted() }
    let initial: [String: String?] = [
      "status": known.status.rawValue, "low": text(shown.range.low), "high": text(shown.range.high),
      "starts_on": shown.startsOn.description, "note": shown.note,
    ]
    return initial.compactMapValues { $0 }
  }

  private static func check(_ values: RecordValues) -> [String: RecordProblem] {
    if let status: BiomarkerTarget.Status = values.choice("status"), status != .active { return [:] }
    if ends.allSatisfy({ values.line($0) == nil }) { return ["low": .named("neither")] }
    guard let low = values.number("low"), let high = values.number("high"), low > high else { return [:] }
    return ["high": .named("interval")]
  }

  private static func looksLikeTheOtherUnit(_ values: RecordValues, _ shown: BiomarkerType) -> Bool {
    ends.compactMap { values.number($0) }.contains { BiomarkerForms.looksLikeTheOtherUnit($0, shown) != nil }
  }

  /// One draft a target and unit; of a new one, a patient's biomarker and unit.
  private static func subject(
    _ patient: PatientID, _ type: BiomarkerType, _ shown: BiomarkerType, _ known: BiomarkerTarget?
  ) -> UniqueID {
    let about = known?.id.value ?? patient.value
    let unit: UInt64 = shown.unit == type.unit ? 0 : 1
    return UniqueID(high: about.high ^ UInt64(UInt16(bitPattern: type.id)), low: about.low ^ unit)
  }
}
