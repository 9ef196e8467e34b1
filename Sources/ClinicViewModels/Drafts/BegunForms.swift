import ClinicModel
import EventLoop

/// The short forms somebody has begun and not stored, kept on the server as one draft of hers: by what they are and whom or what
/// they are about. The draft itself belongs to no patient, so that it can be kept of a chart that is closed to her.
@UIActor
public final class BegunForms {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// A round of vital signs, by patient.
    case round
    /// The correction of a round, by the round.
    case correction
    /// A capillary glucose, by patient.
    case glucose
    /// A request for emergency access, by patient; never its password.
    case emergencyRequest = "emergency"
    /// Sentences under a question: why, or what was done; by what they are about.
    case sentence

    /// The whole form is taken up again after the sign-in; the others come back where they were typed.
    var isOffered: Bool { self == .round || self == .glucose || self == .emergencyRequest }
  }

  /// What a form is about: one of each kind.
  struct Subject: Hashable {
    var kind: Kind
    var id: UniqueID
  }

  /// A form that can be taken up again.
  public struct Offer: Hashable, Sendable {
    public var kind: Kind
    public var patient: PatientID
    public var content: [String: String]
    public var editedAt: Instant
  }

  /// The newest edit first.
  public private(set) var offers: [Offer] = []
  /// When the server last took the draft.
  public var savedAt: Instant? { draft.savedAt }
  /// What was kept at an earlier time was read.
  var onLoaded: () -> Void = {}

  private var kept: [Subject: [String: String]] = [:]
  private let draft: FormDraft
  private let environment: AppEnvironment
  private let changed: () -> Void
  private var isRead = false
  private var begunHere: Set<Subject> = []
  private static let editedAt = "edited_at"
  /// Left on purpose: it comes back where it was typed, and is not offered.
  static let left = "left"

  init(environment: AppEnvironment, changed: @escaping () -> Void) {
    self.environment = environment
    self.changed = changed
    draft = FormDraft(name: "begun", environment: environment, changed: changed)
    draft.content = { [unowned self] in flat }
  }

  /// Reads what was kept at an earlier time, once; asked again where it failed.
  func load() {
    guard !isRead else { return }
    let draft = draft
    UIActor.spawn { [weak self] in
      do {
        let found = try await draft.read()
        self?.loaded(found)
      } catch {}
    }
  }

  private func loaded(_ found: Draft?) {
    guard !isRead else { return }
    isRead = true
    guard let found else { return }
    draft.restored(found)
    // What was typed before it could be read has been kept without the rest.
    if !begunHere.isEmpty { draft.note() }
    for (name, value) in found.content {
      let parts = name.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, let kind = Kind(rawValue: String(parts[0])), let id = UniqueID(parts[1]) else { continue }
      let subject = Subject(kind: kind, id: id)
      // What was typed since is newer.
      if !begunHere.contains(subject) { kept[subject, default: [:]][String(parts[2])] = value }
    }
    offers = kept.filter { $0.key.kind.isOffered && !begunHere.contains($0.key) && $0.value[Self.left] == nil }
      .map { offer($0.key, $0.value) }.sorted { $0.editedAt > $1.editedAt }
    onLoaded()
    changed()
  }

  private func offer(_ subject: Subject, _ content: [String: String]) -> Offer {
    let editedAt = content[Self.editedAt].flatMap { Int64($0) }.map { Instant(microseconds: $0) }
    return Offer(
      kind: subject.kind, patient: PatientID(subject.id), content: content, editedAt: editedAt ?? environment.clock.now())
  }

  /// What is kept of a form.
  func content(_ kind: Kind, _ id: UniqueID) -> [String: String]? { kept[Subject(kind: kind, id: id)] }

  /// The offer was seen: it is not made again, the draft stays.
  public func putOff() {
    guard !offers.isEmpty else { return }
    offers = []
    changed()
  }

  /// A form as it stands now; sent after a pause.
  func note(_ content: [String: String], _ kind: Kind, _ id: UniqueID) {
    let subject = Subject(kind: kind, id: id)
    begin(subject)
    var content = content
    content[Self.editedAt] = String(environment.clock.now().microseconds)
    kept[subject] = content
    draft.note()
    // One draft for all: what an earlier time left is not to be overwritten unread.
    load()
  }

  /// Stored or thrown away: it must not come back.
  func remove(_ kind: Kind, _ id: UniqueID) {
    let subject = Subject(kind: kind, id: id)
    begin(subject)
    guard kept.removeValue(forKey: subject) != nil else { return }
    draft.note()
    draft.keep()
  }

  private func begin(_ subject: Subject) {
    begunHere.insert(subject)
    offers.removeAll { $0.kind == subject.kind && $0.patient.value == subject.id }
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
    for (subject, content) in kept {
      for (name, value) in content { flat["\(subject.kind.rawValue)/\(subject.id)/\(name)"] = value }
    }
    return flat
  }

  // MARK: Sentences

  /// A sentence that is being written about something.
  public func sentence(_ name: Sentence.Name, about id: UniqueID) -> Sentence { Sentence(begun: self, id: id, name: name) }

  /// Stored: none of the sentences about it comes back.
  func endSentences(about id: UniqueID) { remove(.sentence, id) }
}

/// A sentence under a question, kept until what it is for was stored.
@UIActor
public struct Sentence {
  public enum Name: String, CaseIterable, Hashable, Sendable {
    /// Why a stored round is wrong as a whole.
    case void
    /// Who was called about a score.
    case escalated
    /// Why nobody was called.
    case notEscalated = "not_escalated"
    /// Why a request for emergency access is denied.
    case denial
    /// The hours an approver chose.
    case hours
    /// Why an emergency access is ended by an approver.
    case revocation
    /// Why a protected chart is opened.
    case specialReason = "special_reason"
  }

  let begun: BegunForms
  let id: UniqueID
  let name: Name

  /// Empty: nothing was typed.
  public var text: String { begun.content(.sentence, id)?[name.rawValue] ?? "" }

  /// What was typed, now.
  public func type(_ text: String) {
    guard text != self.text else { return }
    var content = begun.content(.sentence, id) ?? [:]
    content[name.rawValue] = text.isEmpty ? nil : text
    if Name.allCases.contains(where: { content[$0.rawValue] != nil }) {
      begun.note(content, .sentence, id)
    } else {
      begun.remove(.sentence, id)
    }
  }
}

extension BegunForms.Offer {
  /// Fields of a whole round that are filled, of how many.
  public var filled: (Int, of: Int) {
    let wanted = VitalSignsForm.wanted
    return (wanted.count { content[$0.rawValue] != nil || content["not_done_" + $0.rawValue] != nil }, wanted.count)
  }

  /// The digits of a glucose with their unit, as they were typed.
  public var glucoseText: String {
    let draft = GlucoseDraft(content)
    return [draft?.text, draft?.unit.rawValue].compactMap { $0 }.joined(separator: " ")
  }

  /// A critical glucose that is stored and not answered for.
  public var isCritical: Bool { GlucoseDraft(content)?.step == .acknowledging }
  /// Sent, and nobody heard the answer.
  public var wasSent: Bool { content["sent_key"] != nil }
}
