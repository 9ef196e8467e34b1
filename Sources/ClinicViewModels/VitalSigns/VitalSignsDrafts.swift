import ClinicModel
import EventLoop

/// The rounds somebody has begun and not signed, kept on the server as one draft of hers: a round per patient.
@UIActor
public final class VitalSignsDrafts {
  /// A round that can be taken up again.
  public struct Offer: Hashable, Sendable {
    public var patient: PatientID
    /// Fields of a whole round that are filled, of how many.
    public var filled: Int
    public var of: Int
    public var editedAt: Instant
  }

  /// By patient, the newest edit first.
  public private(set) var offers: [Offer] = []
  /// When the server last took the draft.
  public var savedAt: Instant? { draft.savedAt }

  private var kept: [PatientID: [String: String]] = [:]
  private let draft: FormDraft
  private let environment: AppEnvironment
  private let changed: () -> Void
  private var isRead = false
  private static let editedAt = "edited_at"

  init(environment: AppEnvironment, changed: @escaping () -> Void) {
    self.environment = environment
    self.changed = changed
    draft = FormDraft(name: "vital_signs", environment: environment, changed: changed)
    draft.content = { [unowned self] in flat }
  }

  /// Reads what was kept at an earlier time, once; asked again where it failed.
  func load() {
    guard !isRead else { return }
    let draft = draft
    UIActor.spawn { [weak self] in
      guard let found = try? await draft.read() else { return }
      self?.loaded(found)
    }
  }

  private func loaded(_ found: Draft) {
    guard !isRead else { return }
    isRead = true
    draft.restored(found)
    for (name, value) in found.content {
      let parts = name.split(separator: "/", maxSplits: 1)
      guard parts.count == 2, let patient = UniqueID(parts[0]).map({ PatientID($0) }) else { continue }
      // What was typed since is newer.
      if !begunHere.contains(patient) { kept[patient, default: [:]][String(parts[1])] = value }
    }
    offers = kept.filter { !begunHere.contains($0.key) }.map { offer(of: $0.key, $0.value) }.sorted { $0.editedAt > $1.editedAt }
    changed()
  }

  private var begunHere: Set<PatientID> = []

  private func offer(of patient: PatientID, _ content: [String: String]) -> Offer {
    let wanted = VitalSignsForm.wanted
    let filled = wanted.count { content[$0.rawValue] != nil || content["not_done_" + $0.rawValue] != nil }
    let editedAt = content[Self.editedAt].flatMap { Int64($0) }.map { Instant(microseconds: $0) }
    return Offer(patient: patient, filled: filled, of: wanted.count, editedAt: editedAt ?? environment.clock.now())
  }

  /// What is kept of a patient's round.
  func content(of patient: PatientID) -> [String: String]? { kept[patient] }

  /// The offer was seen: it is not made again, the draft stays.
  public func putOff() {
    guard !offers.isEmpty else { return }
    offers = []
    changed()
  }

  /// The round as it stands now; sent after a pause.
  func note(_ content: [String: String], of patient: PatientID) {
    begunHere.insert(patient)
    offers.removeAll { $0.patient == patient }
    var content = content
    content[Self.editedAt] = String(environment.clock.now().microseconds)
    kept[patient] = content
    draft.note()
  }

  /// Signed or thrown away: it must not come back.
  func remove(_ patient: PatientID) {
    begunHere.insert(patient)
    offers.removeAll { $0.patient == patient }
    guard kept.removeValue(forKey: patient) != nil else { return }
    draft.note()
    draft.keep()
  }

  /// Stores what was typed now.
  func keep() { draft.keep() }

  /// The session is over: nothing is kept here.
  func close() {
    draft.forget()
    kept = [:]
    offers = []
    begunHere = []
    isRead = true
  }

  private var flat: [String: String]? {
    guard !kept.isEmpty else { return nil }
    var flat: [String: String] = [:]
    for (patient, content) in kept {
      for (name, value) in content { flat["\(patient)/\(name)"] = value }
    }
    return flat
  }
}
