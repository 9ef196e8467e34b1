import DatabaseTestSupport
import Foundation

/// A seal of a patient's chart, as tests make them; fields are SQL literals.
struct Seal {
  var patient = TestPatient.garcia
  var compartment = "MENTAL_HEALTH"
  var name = "null"
  var isShown = true
  var allowsEmergency = true
  var team = "'{}'"
  var key = UUID().uuidString

  var call: String {
    "api.propose_seal('\(key)', '\(patient.patientID)', '\(compartment)', \(name), \(isShown), \(allowsEmergency), 'paper 4711, folder 12', \(team),"
      + " 'asked by the patient')"
  }
}

extension Clinic {
  /// Proposed by a doctor in the opened chart and set by the privacy officer; its number.
  func sealed(_ seal: Seal = Seal(), by doctor: SqlSession) throws -> String {
    let id = doctor.answer("select seal_id from \(seal.call)")
    let answer = try searching(.privacy).answer("select api.decide_seal('\(id)', 'SET')")
    guard answer == "SAVED" else { throw NotSealed(answer: answer) }
    return id
  }

  struct NotSealed: Error { var answer: String }
}

extension SqlSession {
  /// Puts a fact into a compartment.
  func seal(_ entity: String, _ record: String, in seal: String, of patient: TestPatient = .garcia) -> String {
    answer("select api.seal_fact('\(patient.patientID)', '\(seal)', '\(entity)', '\(record)')")
  }

  func openSealed(_ ground: String, _ seal: String? = nil, of patient: TestPatient = .garcia, reason: String = "she agrees, at her bedside") -> String {
    answer("select api.open_sealed('\(patient.patientID)', \(seal.map { "'\($0)'" } ?? "null"), '\(ground)', '\(reason)')")
  }
}
