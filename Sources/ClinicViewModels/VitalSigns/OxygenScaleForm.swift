import ClinicModel

/// A clinician decides which SpO2 scale of NEWS2 holds: 2 with a target of 88 to 92 %, else 1.
enum OxygenScaleForm {
  static func decision(_ scales: SpO2Scales, _ patient: PatientID, _ now: SpO2ScaleDecision?) -> RecordFormSpecification {
    let options = News2.Scale.allCases.map { RecordField.Option(String($0.rawValue)) }
    return RecordFormSpecification(
      .oxygenScale,
      fields: [
        RecordField("scale", .choice(options), isRequired: true), RecordField("reason", .text(500), isRequired: true, minimum: 3),
      ],
      initial: ["scale": String((now?.scale ?? .one).rawValue)], version: version(now),
      reread: { decision(scales, patient, try await scales.decisions(patient).first) }
    ) { submission in
      guard let scale = Int(submission.values["scale"]).flatMap(News2.Scale.init(rawValue:)) else {
        throw RepositoryError.invalid(field: "scale")
      }
      let reason = submission.values.line("reason") ?? ""
      // The database keeps no key of a decision: the newest one tells whether this was stored already, or somebody was faster.
      let newest = try await scales.decisions(patient).first
      if version(newest) != submission.version {
        if let newest, newest.scale == scale, newest.reason == reason { return .saved }
        throw RepositoryError.changedMeanwhile
      }
      try await scales.set(patient, scale, reason)
      return .saved
    }
  }

  /// A decision is known by its moment; before the first one it is 1.
  private static func version(_ decision: SpO2ScaleDecision?) -> Int { decision.map { Int($0.setAt.microseconds) } ?? 1 }
}

extension VitalSignsModel {
  /// Which SpO2 scale holds, as a clinician decides; nil before the rounds were read.
  public func scaleForm() -> RecordFormSpecification? {
    guard let chart, let open else { return nil }
    return OxygenScaleForm.decision(scales, open.id, chart.scaleDecision)
  }
}
