import ClinicModel
import ClinicViewModels
import EventLoop

/// The questions before an emergency access or a request for one is given up: each names the patient.
@UIActor
enum EmergencyConfirm {
  static func withdrawal(of access: EmergencyAccess, from emergency: EmergencyModel) -> ConfirmOverlay {
    ConfirmOverlay(
      title: Message(en: "Withdraw the request", es: "Retirar la solicitud"),
      text: Message(
        en: "Request \(access.number) for \(access.patientName) is withdrawn; no doctor decides over it any more.",
        es: "La solicitud \(access.number) para \(access.patientName) se retira; ningún médico decidirá sobre ella.")
    ) { _ in emergency.withdraw(access.id) }
  }

  static func end(of access: EmergencyAccess, from emergency: EmergencyModel) -> ConfirmOverlay {
    ConfirmOverlay(
      title: Message(en: "End the emergency access", es: "Terminar el acceso de urgencia"),
      text: Message(
        en: "The chart of \(access.patientName) closes now. To open it again a doctor has to approve another request.",
        es: "La historia de \(access.patientName) se cierra ya. Para volver a abrirla un médico debe aprobar otra solicitud.")
    ) { _ in emergency.end(access.id) }
  }
}
