import ClinicModel
import ClinicViewModels

extension RecordFormWords {
  static let oxygenScale = RecordFormWords(
    title: Message(en: "SpO2 scale of NEWS2", es: "Escala SpO2 de NEWS2"),
    saved: Message(
      en: "The SpO2 scale is set; rounds from now on use it.", es: "Escala SpO2 fijada; las tomas siguientes la usan."),
    labels: ["scale": Message(en: "Scale", es: "Escala"), "reason": Message(en: "Why, target", es: "Motivo, objetivo")],
    option: { _, id in
      id == "2"
        ? Message(en: "2  target 88-92 %, signed", es: "2  objetivo 88-92 %, firmado")
        : Message(en: "1  96 % and more is normal", es: "1  normal desde 96 %")
    },
    hints: [
      "reason": Message(
        en: "e.g. COPD, CO2 retention, target 88-92 %", es: "p. ej. EPOC, retención de CO2, objetivo 88-92 %")
    ])
}
