import DatabaseTestSupport
import Foundation

/// A request for emergency access; fields are SQL literals.
struct EmergencyRequest: Sendable {
  var key = UUID().uuidString
  var patient = TestPatient.munoz.patientID
  var reasonClass = "LIFE_THREAT"
  var reason = "found unconscious in the corridor"
  var hours = "4"
  var scope = "FULL"
  var password = TestPerson.password

  var call: String {
    "api.request_emergency_access('\(key)', '\(patient)', '\(reasonClass)', '\(reason)', \(hours), '\(scope)', '\(password)')"
  }
}

extension SqlSession {
  /// Asks; the answer and, where there is one, the request's id.
  func request(_ request: EmergencyRequest) -> (answer: String, id: String) {
    let parts = rows("select answer, emergency_id from \(request.call)").first?.split(separator: "|", omittingEmptySubsequences: false) ?? []
    return (String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : "")
  }

  /// Asks for a patient with everything else usual; the id.
  func requested(_ patient: TestPatient, hours: Int = 4, scope: String = "FULL") -> String {
    request(EmergencyRequest(patient: patient.patientID, hours: "\(hours)", scope: scope)).id
  }

  /// Approves with the birth year of the patient.
  func approve(_ id: String, of patient: TestPatient) -> String { answer(approval(id, of: patient)) }
}

func approval(_ id: String, of patient: TestPatient, hours: String = "null") -> String {
  "select answer from api.decide_emergency_access('\(id)', 'APPROVED', \(hours), \(patient.birthYear))"
}

func denial(_ id: String, reason: String = "no emergency that I can see") -> String {
  "select answer from api.decide_emergency_access('\(id)', 'DENIED', null, null, '\(reason)')"
}

extension TestPatient {
  var birthYear: Int {
    switch self {
    case .garcia: 1971
    case .lopez: 1980
    case .hernandez: 1955
    case .munoz: 1990
    case .schroeder: 1999
    case .petrova: 1966
    case .lindqvist: 1977
    }
  }
}
