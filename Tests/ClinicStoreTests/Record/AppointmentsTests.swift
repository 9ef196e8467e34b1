import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct AppointmentsTests {
  private static let patient = TestPatient.munoz.id

  /// A slot with a doctor, so many days from now.
  private func slot(_ record: RecordRepositories, _ name: String = "Dr Osei", days: Int64 = 2) async throws -> Appointments.Slot {
    let doctor = try #require(try await record.practitioners.list().first { $0.name == name })
    return Appointments.Slot(
      practitioner: doctor.id, startsAt: ClinicClock.system.now().adding(seconds: days * 86_400), minutes: 20)
  }

  @Test @UIActor func bookingMovingAndCancelling() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.reception)
    let (record, appointments) = (store.repositories.record, store.repositories.record.appointments)
    let (first, later) = (try await slot(record), try await slot(record, days: 3))
    let form = key()
    let before = store.asked
    let id = try saved(try await appointments.book(form, Self.patient, .followUp, first))
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 2))
    #expect(try await appointments.book(form, Self.patient, .followUp, first) == .saved(id))
    #expect(objection(try await appointments.book(key(), TestPatient.lopez.id, .urgent, first)) == .taken)
    let span = (first.startsAt.adding(seconds: -60), first.startsAt.adding(seconds: 20 * 86_400))
    let listed = try #require(try await appointments.list(span.0, span.1, first.practitioner).first)
    #expect(listed.id == id && listed.patient == Self.patient && listed.name.surname1 == "Muñoz" && listed.slot.kind == .followUp)
    #expect(listed.slot.startsAt == first.startsAt && listed.slot.endsAt.seconds(since: first.startsAt) == 20 * 60)
    #expect(try await appointments.move(listed.slot.version, later) == .saved)
    let moved = await failure { _ = try await appointments.move(listed.slot.version, first) }
    #expect(moved == .changedMeanwhile)
    let version = try #require(try await appointments.list(span.0, span.1, nil).first).slot.version
    try await appointments.setStatus(version, .cancelled, .patient)
    let cancelled = try #require(try await appointments.list(span.0, span.1, nil).first).slot
    #expect(cancelled.status == .cancelled && cancelled.cancelReason == .patient)
    #expect(await failure { try await appointments.setStatus(cancelled.version, .arrived, nil) } == .invalid(field: "status"))
  }

  @Test @UIActor func aConsultationIsBegunInTheChart() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let reception = try await clinic.record(.reception)
    _ = try saved(try await reception.appointments.book(key(), Self.patient, .firstVisit, try await slot(reception)))
    let (_, doctor) = try await clinic.reading(.doctor1, .munoz)
    let planned = try #require(try await doctor.appointments.ofPatient(Self.patient).first)
    #expect(planned.practitionerName == "Dr Osei" && planned.status == .planned)
    try await reception.appointments.setStatus(planned.version, .arrived, nil)
    let arrived = try #require(try await doctor.appointments.ofPatient(Self.patient).first)
    #expect(await failure { try await reception.appointments.setStatus(arrived.version, .inProgress, nil) } == .refused(.noRole))
    try await doctor.appointments.setStatus(arrived.version, .inProgress, nil)
    #expect(try await doctor.appointments.ofPatient(Self.patient).first?.status == .inProgress)
  }

  @Test @UIActor func whatIsRefused() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let reception = try await clinic.record(.reception)
    let (slot, other) = (try await slot(reception), try await slot(reception, "Dr Lindqvist"))
    try await clinic.sql(
      """
      insert into access.patient_blocks (patient_id, user_id) values ('\(Self.patient)', '\(TestPerson.doctor1.userID)')
      """)
    let appointments = reception.appointments
    #expect(await failure { _ = try await appointments.book(key(), Self.patient, .followUp, slot) } == .refused(.blocked))
    let own = await failure { _ = try await appointments.book(key(), TestPatient.lindqvist.id, .followUp, other) }
    #expect(own == .refused(.ownRecord))
    let admin = try await clinic.record(.admin).appointments
    #expect(await failure { _ = try await admin.book(key(), Self.patient, .followUp, slot) } == .refused(.noRole))
    let tooLong = await failure {
      _ = try await appointments.list(slot.startsAt, slot.startsAt.adding(seconds: 40 * 86_400), nil)
    }
    #expect(tooLong == .invalid(field: "to"))
  }

  @Test @UIActor func practitioners() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let admin = try await clinic.record(.admin).practitioners
    let doctor = try #require(try await admin.list().first { $0.name == "Dr Amato" })
    #expect(doctor.status == .active && doctor.specialtyCode == "INTERNAL_MEDICINE" && doctor.specialty == "Internal medicine")
    #expect(try await admin.specialties().contains { $0.code == "INTERNAL_MEDICINE" && !$0.nameSpanish.isEmpty })
    try await admin.setStatus(doctor.version, .onLeave)
    #expect(try await admin.list().first { $0.id == doctor.id }?.status == .onLeave)
    #expect(await failure { try await admin.setStatus(doctor.version, .active) } == .changedMeanwhile)
    let nurse = try await clinic.record(.nurseA).practitioners
    #expect(await failure { try await nurse.setStatus(doctor.version, .active) } == .refused(.noRole))
  }
}
