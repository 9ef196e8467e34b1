import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct SealsTests {
  private static let patient = TestPatient.garcia.id
  private static let form = SealProposal.Form(
    compartment: .mentalHealth, isShown: true, allowsEmergency: true, instruction: "paper 4711, folder 12", reason: "asked by her")

  private func count(_ record: RecordRepositories) async throws -> Int {
    try await record.charts.read(Self.patient).chart.latest.reduce(0) { $0 + $1.recent.count }
  }

  @Test @UIActor func fromTheProposalToTheLifting() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let (_, nurse) = try await clinic.reading(.nurseA)
    let store = try await clinic.signedIn(.privacy)
    let officer = store.repositories.record
    let key = key()
    let id = try await doctor.seals.propose(key, Self.patient, Self.form)
    #expect(try await doctor.seals.propose(key, Self.patient, Self.form) == id)
    let proposals = try await officer.seals.proposals()
    let before = store.asked
    #expect(try await officer.seals.proposals() == proposals)
    #expect((store.asked.flights - before.flights, store.asked.statements - before.statements) == (1, 1))
    #expect(proposals.map(\.id) == [id] && proposals[0].state == .proposed && proposals[0].compartment == .mentalHealth)
    #expect(proposals[0].mayDecide && proposals[0].proposedBy == "Dr Osei" && proposals[0].name == nil)
    let record = try await clinic.uniqueID(
      "select record_id from medical_data.biomarkers where patient_id = '\(Self.patient)' order by measured_at desc limit 1")
    #expect(
      await failure { try await doctor.seals.sealFact(Self.patient, id, .biomarker, record) } == .refused(.sealed))
    #expect(await failure { try await officer.seals.decide(id, .deny(reason: "")) } == .invalid(field: "reason"))
    try await officer.seals.decide(id, .set)
    #expect(await failure { try await officer.seals.decide(id, .set) } == .changedMeanwhile)

    let whole = try await count(nurse)
    try await doctor.seals.sealFact(Self.patient, id, .biomarker, record)
    #expect(try await count(nurse) == whole - 1)
    #expect(try await count(doctor) == whole)
    #expect(await failure { try await doctor.seals.sealFact(Self.patient, id, .note, record) } == .invalid(field: "record"))
    let hers = try #require(try await doctor.seals.list(Self.patient).first)
    #expect(hers.isOpen && hers.compartment == .mentalHealth && hers.state == .set && hers.paperwork == nil)
    let theirs = try #require(try await nurse.seals.list(Self.patient).first)
    #expect(!theirs.isOpen && theirs.compartment == nil && theirs.isShown && theirs.allowsEmergency)
    let filed = try #require(try await officer.seals.list(Self.patient).first?.paperwork)
    #expect(filed.facts == 1 && filed.instruction == "paper 4711, folder 12" && filed.team == ["Dr Osei"])
    #expect(filed.decidedBy == "Elisa Grau" && filed.proposedBy == "Dr Osei")

    try await officer.seals.setReader(id, TestPerson.nurseA.id, true, "is of the team")
    #expect(try await count(nurse) == whole)
    try await officer.seals.setReader(id, TestPerson.nurseA.id, false, "is so no more")
    #expect(try await count(nurse) == whole - 1)
    #expect(await failure { try await nurse.seals.open(Self.patient, id, .consent, "yes") } == .invalid(field: "reason"))
    try await nurse.seals.open(Self.patient, id, .consent, "she agrees, at her bedside")
    #expect(try await count(nurse) == whole)

    try await doctor.seals.releaseFact(Self.patient, id, record, "the wrong value")
    #expect(
      await failure { try await doctor.seals.releaseFact(Self.patient, id, record, "again") } == .invalid(field: "record"))
    #expect(await failure { try await officer.seals.lift(id, "on her word") } == .changedMeanwhile)
    try await doctor.seals.proposeLift(id, "paper 4712, folder 12")
    #expect(try await officer.seals.proposals().map(\.state) == [.liftProposed])
    try await officer.seals.lift(id, "on her word")
    #expect(try await officer.seals.list(Self.patient).map(\.state) == [.lifted])
  }

  @Test @UIActor func whoMayNot() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let (_, doctor) = try await clinic.reading(.doctor1)
    let (_, nurse) = try await clinic.reading(.nurseA)
    let officer = try await clinic.record(.privacy).seals
    #expect(await failure { _ = try await nurse.seals.propose(key(), Self.patient, Self.form) } == .refused(.noRole))
    var form = Self.form
    form.compartment = .custom
    func propose(_ form: SealProposal.Form) async -> RepositoryError? {
      await failure { _ = try await doctor.seals.propose(key(), Self.patient, form) }
    }
    #expect(await propose(form) == .invalid(field: "name"))
    form.name = "Her diary"
    form.team = [TestPerson.reception.id]
    #expect(await propose(form) == .invalid(field: "team"))
    form.team = [TestPerson.nurseA.id]
    let custom = try await doctor.seals.propose(key(), Self.patient, form)
    #expect(try await officer.proposals().first?.name == "Her diary")
    #expect(await propose(form) == .changedMeanwhile)
    #expect(await failure { try await doctor.seals.decide(custom, .set) } == .refused(.noRole))
    #expect(await failure { _ = try await doctor.seals.proposals() } == .refused(.noRole))
    try await officer.decide(custom, .deny(reason: "the paper is not signed"))
    var own = Self.form
    own.team = [TestPerson.doctor1.id]
    let proposed = try await officer.propose(key(), Self.patient, own)
    #expect(await failure { try await officer.decide(proposed, .set) } == .refused(.secondPerson))
    let record = UniqueID.random()
    #expect(await failure { try await nurse.seals.sealFact(Self.patient, proposed, .note, record) } == .refused(.noRole))
    #expect(await failure { try await doctor.seals.releaseFact(Self.patient, proposed, record, "wrong") } == .refused(.sealed))
    #expect(await failure { try await nurse.seals.open(Self.patient, nil, .legal, "order of the court") } == .refused(.noRole))
    #expect(await failure { try await nurse.seals.open(Self.patient, nil, .vital, "found unconscious") } == .refused(.sealed))
    #expect(await failure { try await nurse.seals.lift(proposed, "on her word") } == .refused(.noRole))
    #expect(await failure { try await nurse.seals.proposeLift(proposed, "paper 4712") } == .refused(.noRole))
    #expect(
      await failure { try await nurse.seals.setReader(proposed, TestPerson.nurseA.id, true, "is of the team") }
        == .refused(.noRole))
    let reception = try await clinic.record(.reception).seals
    #expect(await failure { _ = try await reception.list(Self.patient) } == .refused(.noRole))
  }
}
