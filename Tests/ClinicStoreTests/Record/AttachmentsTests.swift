import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct AttachmentsTests {
  private static let patient = TestPatient.garcia.id
  private static let upload = Attachment.Upload(
    category: .clinical, fileName: "report.pdf", mediaType: .pdf, byteSize: 12_345, sha256: String(repeating: "a1", count: 32))

  @Test @UIActor func registeredScannedLinkedOpened() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, nurse) = try await clinic.reading(.nurseA)
    let form = key()
    let place = try await nurse.attachments.register(form, Self.patient, Self.upload)
    #expect(try await nurse.attachments.register(form, Self.patient, Self.upload) == place)
    let listed = try #require(try await nurse.attachments.list(Self.patient).first)
    #expect(listed.id == place.id && listed.byteSize == 12_345 && listed.mediaType == .pdf && listed.scanState == .pending)
    #expect(objection(try await nurse.attachments.open(place.id)) == .notScanned)
    try await clinic.sql("update medical_data.file_attachments set scan_state = 'CLEAN', scanned_at = now()")
    let opened = try saved(try await nurse.attachments.open(place.id))
    #expect(opened.storageKey == place.storageKey && opened.sha256 == Self.upload.sha256 && opened.byteSize == 12_345)
    try await clinic.sql("update medical_data.file_attachments set is_missing = true")
    #expect(objection(try await nurse.attachments.open(place.id)) == .missing)

    let test = try await clinic.reading(.doctor1).record.tests.request(
      key(), Self.patient, MedicalTest.Request(name: "HbA1c", priority: .routine))
    let link = Attachment.Link(attachment: place.id, entity: .test, record: test.value)
    try await nurse.attachments.link(Self.patient, link)
    try await nurse.attachments.link(Self.patient, link)
    #expect(try await nurse.attachments.links(Self.patient) == [link])
    let strange = Attachment.Link(attachment: place.id, entity: .report, record: test.value)
    #expect(await failure { try await nurse.attachments.link(Self.patient, strange) } == .invalid(field: "record"))
  }

  @Test @UIActor func receptionSeesWhatItUploaded() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let reception = try await clinic.record(.reception).attachments
    #expect(await failure { _ = try await reception.register(key(), Self.patient, Self.upload) } == .refused(.noRole))
    var upload = Self.upload
    upload.category = .administrative
    let place = try await reception.register(key(), Self.patient, upload)
    #expect(try await reception.mine(Self.patient).map(\.id) == [place.id])
    let (_, nurse) = try await clinic.reading(.nurseA)
    #expect(try await nurse.attachments.list(Self.patient).map(\.category) == [.administrative])
    upload.fileName = "../x"
    let refusal = await failure { [upload] in _ = try await reception.register(key(), Self.patient, upload) }
    #expect(refusal == .invalid(field: "file_name"))
    #expect(await failure { _ = try await reception.open(AttachmentID(.random())) } == .refused(.noReasonForAccess))
  }
}
