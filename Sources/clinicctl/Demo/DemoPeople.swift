/// The fixed people of the demo; `sql/demo/1_people.sql` creates them.
struct DemoPerson: Sendable {
  var login: String
  var role: String
  var name: String

  var email: String { login + "@clinic.demo" }
  /// The database role that only this person may sign in from.
  var loginRole: String { "demo_" + login }

  static let password = "clinic-demo-2026"
  /// The login role of the ward's terminal, from which everybody may sign in.
  static let terminalRole = "clinic_terminal"

  static let all = [
    DemoPerson(login: "nurse", role: "NURSE", name: "Nora Berg"),
    DemoPerson(login: "nurse2", role: "NURSE", name: "Pilar Holm"),
    DemoPerson(login: "doctor", role: "CLINICIAN", name: "Abena Osei"),
    DemoPerson(login: "doctor2", role: "CLINICIAN", name: "Tomás Lindqvist"),
    DemoPerson(login: "reception", role: "RECEPTIONIST", name: "Katrin Weiss"),
    DemoPerson(login: "admin", role: "ADMIN", name: "Irene Vidal"),
    DemoPerson(login: "privacy", role: "PRIVACY_OFFICER", name: "Ramón Prat"),
  ]
}
