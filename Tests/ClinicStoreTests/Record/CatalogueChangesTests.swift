import ClinicModel
import DatabaseTestSupport
import EventLoop
import Testing

@testable import ClinicStore

@Suite(.onLoop)
struct CatalogueChangesTests {
  private static let reason = "as decided on Monday"

  @Test @UIActor func theCataloguesAreThoseOfTheDatabase() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let stored = try await clinic.sql("select catalogue from access.catalogues()").rows.compactMap(\.first)
    #expect(Set(stored) == Set(Catalogue.allCases.map(\.rawValue)) && stored.count == Catalogue.allCases.count)
    let admin = try await clinic.record(.admin).catalogues
    for catalogue in Catalogue.allCases {
      let relation = try await clinic.sql(
        "select relation from access.catalogues() where catalogue = '\(catalogue.rawValue)'").value
      let count = try await clinic.sql("select count(*) from \(relation ?? "")")
      #expect(try await "\(admin.rows(catalogue).count)" == count.value, "\(catalogue)")
    }
    let potassium = try #require(try await admin.rows(.biomarkerTypes).first { $0["code"] == .text("POTASSIUM") })
    #expect(potassium["critical_high"] == DecimalNumber("6.2").map { .number($0) })
    #expect(potassium["nurse_may_record"] == .flag(false) && potassium["unit"] == .text("mmol/L"))
  }

  @Test @UIActor func aLimitIsSignedByASecondClinician() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let store = try await clinic.signedIn(.doctor1)
    let first = store.repositories.record.catalogues
    let second = try await clinic.record(.doctor2).catalogues
    let potassium = try #require(try await first.rows(.biomarkerTypes).first { $0["code"] == .text("POTASSIUM") })
    let limit = try #require(DecimalNumber("6.5"))
    let row: CatalogueRow = ["type_id": potassium["type_id"] ?? .empty, "critical_high": .number(limit)]
    let form = key()
    let answer = try await first.propose(form, .biomarkerTypes, .change, row, Self.reason)
    guard case .proposed(let id) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(try await first.propose(form, .biomarkerTypes, .change, row, Self.reason) == answer)
    #expect(
      await failure { _ = try await first.propose(key(), .biomarkerTypes, .change, row, Self.reason) } == .changedMeanwhile)
    let before = store.asked.flights
    #expect(try await first.list(false).map(\.mayDecide) == [false])
    #expect(store.asked.flights - before == 1)
    let change = try #require(try await second.list(false).first)
    #expect(change.id == id && change.mayDecide && change.catalogue == .biomarkerTypes && change.operation == .change)
    #expect(change.fields == row && change.oldRow == potassium && change.signer == .clinician && change.proposedBy == "Dr Osei")
    #expect(change.reason == Self.reason && change.decision == nil)
    #expect(await failure { try await first.decide(id, .approve) } == .refused(.secondPerson))
    #expect(await failure { try await second.decide(id, .deny(reason: "")) } == .invalid(field: "reason"))
    try await second.decide(id, .approve)
    #expect(await failure { try await second.decide(id, .approve) } == .changedMeanwhile)
    #expect(try await second.list(false).isEmpty)
    let decided = try #require(try await second.list(true).first)
    #expect(decided.decision?.outcome == .approved && decided.decision?.by == "Dr Lindqvist")
    let now = try await first.rows(.biomarkerTypes).first { $0["code"] == .text("POTASSIUM") }
    #expect(now?["critical_high"] == .number(limit))
  }

  @Test @UIActor func wardsAtOnceAndWhatIsNotAccepted() async throws {
    let clinic = try await Clinic()
    defer { clinic.close() }
    let admin = try await clinic.record(.admin).catalogues
    let ward: CatalogueRow = ["code": .text("C"), "name": .text("Ward \"of\" comets"), "sort_order": .number(DecimalNumber(3))]
    guard case .applied = try await admin.propose(key(), .wards, .add, ward, Self.reason) else {
      Issue.record("nobody signs a ward")
      return
    }
    let stored = try #require(try await admin.rows(.wards).first { $0["code"] == .text("C") })
    #expect(stored["name"] == .text("Ward \"of\" comets") && stored["sort_order"] == .number(DecimalNumber(3)))
    let end: CatalogueRow = ["type_id": .number(DecimalNumber(2)), "plausible_low": .empty]
    #expect(
      await failure { _ = try await admin.propose(key(), .biomarkerTypes, .change, end, Self.reason) }
        == .invalid(field: "plausible_low"))
    #expect(await failure { _ = try await admin.propose(key(), .wards, .add, ward, " ") } == .invalid(field: "reason"))
    #expect(await failure { _ = try await admin.propose(key(), .wards, .add, [:], Self.reason) } != nil)
    let medicine: CatalogueRow = [
      "name": .text("ertugliflozin"), "name_es": .text("ertugliflozina"), "dose_unit": .text("mg"), "is_high_alert": .flag(true),
    ]
    guard case .proposed(let id) = try await admin.propose(key(), .medications, .add, medicine, Self.reason) else {
      Issue.record("a clinician signs a medicine")
      return
    }
    try await admin.decide(id, .withdraw)
    #expect(try await admin.list(true).first { $0.id == id }?.decision?.outcome == .withdrawn)
    let nurse = try await clinic.record(.nurseA).catalogues
    #expect(await failure { _ = try await nurse.propose(key(), .wards, .add, ward, Self.reason) } == .refused(.noRole))
    #expect(await failure { _ = try await nurse.rows(.medications) } == .refused(.noRole))
    #expect(await failure { _ = try await nurse.list(false) } == .refused(.noRole))
    #expect(await failure { try await nurse.decide(id, .approve) } == .refused(.noRole))
  }
}
