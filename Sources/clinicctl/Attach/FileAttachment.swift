import ClinicModel
import EventLoop
import Foundation
import PostgresClient
import TerminalUI

/// Something of the record that a file belongs to.
struct AttachedTo: Hashable, Sendable {
  var entity: Attachment.Entity
  var record: UniqueID

  /// `test:` and the number; nil for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let record = UniqueID(parts[1]),
      let entity = Attachment.Entity(rawValue: parts[0].uppercased().replacingOccurrences(of: "-", with: "_"))
    else { return nil }
    (self.entity, self.record) = (entity, record)
  }

  var description: String { "\(entity.rawValue.lowercased()):\(record)" }
}

/// Brings a file into the store and into the record, in an order that leaves nothing behind where one of them refuses.
struct FileAttachment {
  enum Outcome {
    case attached
    /// It was there: nothing was stored twice.
    case present(name: String)
    /// It was registered before, and its bytes were missing.
    case completed
  }

  let file: SourceFile
  let store: FileStore
  let category: Attachment.Category
  let places: [AttachedTo]
  let attachments: AttachmentSession

  /// Answers what to say on standard output, and whether all places took it.
  func run() throws -> (lines: [String], isComplete: Bool) {
    let (incoming, digest) = try receive()
    let sha256 = digest.hexadecimal
    let attachments = attachments
    // Reception sees no chart: what it attached itself is found again by the key of the form.
    let earlier = try onLoop { try await attachments.present(sha256: sha256) }
    let id: PostgresUUID, outcome: Outcome
    if let earlier, !earlier.isMine {
      (id, outcome) = (earlier.id, .present(name: earlier.fileName))
    } else {
      (id, outcome) = try store(incoming, digest, as: earlier)
    }
    let (links, isComplete) = try link(id)
    return (told(outcome, id: id, sha256: sha256) + links, isComplete)
  }

  /// The bytes into the store under a name of their own: what is hashed is what was written.
  private func receive() throws -> (FileStore.Incoming, digest: [UInt8]) {
    Interruption.watch()
    let incoming = try store.incoming()
    let hash = try SHA256()
    var (done, progress) = (0, Progress("Bytes", total: file.size))
    do {
      try file.read { bytes in
        try Interruption.check()
        try hash.update(bytes)
        try incoming.write(bytes)
        done += bytes.count
        progress.show(done)
      }
    } catch {
      progress.abandon()
      throw error
    }
    try incoming.finish()
    progress.finish()
    try Interruption.check()
    return (incoming, try hash.digest())
  }

  private func store(
    _ incoming: FileStore.Incoming, _ digest: [UInt8], as earlier: AttachmentSession.Present?
  ) throws -> (PostgresUUID, Outcome) {
    let upload = Attachment.Upload(
      category: earlier.flatMap { Attachment.Category(rawValue: $0.category) } ?? category,
      fileName: earlier?.fileName ?? file.name,
      mediaType: earlier.flatMap { Attachment.MediaType(rawValue: $0.mediaType) } ?? file.mediaType, byteSize: file.size,
      sha256: digest.hexadecimal)
    let (attachments, key) = (attachments, try key(digest))
    let answer = try onLoop { try await attachments.register(key, upload) }
    guard answer.word == "SAVED", let id = answer.id, let storageKey = answer.storageKey else { throw refusal(answer) }
    do {
      let isNew = try incoming.keep(as: storageKey, size: file.size)
      guard earlier != nil else { return (id, isNew ? .attached : .present(name: upload.fileName)) }
      return (id, isNew ? .completed : .present(name: upload.fileName))
    } catch {
      throw Failure("The file is in the record, but its bytes could not be stored: \(error). Give the same command again.")
    }
  }

  /// The same for the same bytes and patient: a command that is given again finds what it began.
  private func key(_ digest: [UInt8]) throws -> UniqueID {
    let hash = try SHA256()
    for bytes in [Array("clinic attachment \(attachments.patient) ".utf8), digest] {
      try bytes.withUnsafeBytes { try hash.update($0) }
    }
    let words = try hash.digest().prefix(16).reduce(into: (high: UInt64(0), low: UInt64(0))) {
      $0 = ($0.high << 8 | $0.low >> 56, $0.low << 8 | UInt64($1))
    }
    // Version 8: made by a rule of its own.
    return UniqueID(high: words.high & ~0xF000 | 0x8000, low: words.low & ~(0xC0 << 56) | 0x80 << 56)
  }

  private func refusal(_ answer: AttachmentSession.Registered) -> Failure {
    switch answer.word {
    case "KEY_REUSED": Failure("You attached these bytes to this patient before, under another name: nothing was stored.")
    case "INVALID": Failure("The database does not take this: \(answer.field ?? "a field"). Nothing was stored.")
    default: Failure("\(StaffSession.sentence(answer.word)) Nothing was stored.")
    }
  }

  private func link(_ id: PostgresUUID) throws -> (lines: [String], isComplete: Bool) {
    var (lines, isComplete) = ([String](), true)
    let attachments = attachments
    for place in places {
      let word = try onLoop { try await attachments.link(id, place) }
      isComplete = isComplete && word == "SAVED"
      lines.append(
        word == "SAVED" ? "Belongs to \(place.description)" : "Does NOT belong to \(place.description): \(word ?? "no answer")")
    }
    return (lines, isComplete)
  }

  private func told(_ outcome: Outcome, id: PostgresUUID, sha256: String) -> [String] {
    let facts = ["Number \(id), \(file.size) bytes, SHA-256 \(sha256)"]
    return switch outcome {
    case .attached:
      ["Attached: \(TextFunnel.visible(file.name)), \(file.mediaType.rawValue). It is opened after the scan."] + facts
    case .present(let name):
      ["These bytes are in the record already, as \(TextFunnel.visible(name)): nothing was stored twice."] + facts
    case .completed: ["It was in the record; its bytes were missing and are stored now."] + facts
    }
  }
}
