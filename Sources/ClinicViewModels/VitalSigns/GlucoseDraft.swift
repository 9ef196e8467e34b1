import ClinicModel

/// A capillary glucose as it is kept until it is stored and answered for. It keeps the moment it was typed: that is when it was
/// measured, whenever it is taken up again.
struct GlucoseDraft: Hashable, Sendable {
  enum Step: String, Hashable, Sendable {
    case typing
    /// It looks like the other unit, and nobody has answered yet.
    case slip
    case review
    /// The database holds it for critical.
    case critical
    /// Sent, and nobody heard the answer.
    case sent
    /// Stored and critical: what was done is being written.
    case acknowledging
  }

  var step: Step
  var text: String
  var unit: GlucoseUnit
  var typedAt: Instant
  var key: UniqueID
  /// From `review` on.
  var value: Glucose?
  var measuredAt: Instant?
  var isConfirmed = false
  /// From `acknowledging` on.
  var result: BiomarkerResultID?
  var version = 0
  var action = ""
  var toldTo = ""
  var acknowledgeKey: UniqueID
  /// What was done was sent, and nobody heard the answer.
  var isAcknowledgementSent = false
}

extension GlucoseDraft {
  var content: [String: String] {
    var content = [
      "step": step.rawValue, "text": text, "unit": unit.rawValue, "typed_at": String(typedAt.microseconds),
      "key": key.description,
    ]
    if let value { (content["value"], content["value_unit"]) = (value.value.description, value.unit.rawValue) }
    if let measuredAt { content["measured_at"] = String(measuredAt.microseconds) }
    if isConfirmed { content["confirmed"] = "true" }
    guard let result else { return content }
    content["result"] = result.description
    content["version"] = String(version)
    content["action"] = action
    content["told_to"] = toldTo
    content["acknowledge_key"] = acknowledgeKey.description
    if isAcknowledgementSent { content["acknowledgement_sent"] = "true" }
    return content
  }

  /// Nil where what was kept is not of this form.
  init?(_ content: [String: String]) {
    guard let step = content["step"].flatMap(Step.init), let unit = content["unit"].flatMap({ GlucoseUnit(rawValue: $0) }),
      let typedAt = Self.instant(content["typed_at"]), let key = content["key"].flatMap({ UniqueID($0) })
    else { return nil }
    self.init(
      step: step, text: String((content["text"] ?? "").prefix(5)), unit: unit, typedAt: typedAt, key: key,
      measuredAt: Self.instant(content["measured_at"]), isConfirmed: content["confirmed"] == "true",
      acknowledgeKey: content["acknowledge_key"].flatMap { UniqueID($0) } ?? .random())
    if let number = content["value"].flatMap({ DecimalNumber($0) }),
      let unit = content["value_unit"].flatMap({ GlucoseUnit(rawValue: $0) })
    {
      value = Glucose(number, unit)
    }
    result = content["result"].flatMap { UniqueID($0) }.map { BiomarkerResultID($0) }
    version = content["version"].flatMap { Int($0) } ?? 0
    action = content["action"] ?? ""
    toldTo = content["told_to"] ?? ""
    isAcknowledgementSent = content["acknowledgement_sent"] == "true"
  }

  private static func instant(_ text: String?) -> Instant? { text.flatMap { Int64($0) }.map { Instant(microseconds: $0) } }
}
