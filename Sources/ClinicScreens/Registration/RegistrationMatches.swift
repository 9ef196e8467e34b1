import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// Who the person may be already: directory facts and why, nothing clinical.
@UIActor
struct RegistrationMatches {
  let model: RegistrationModel

  func draw(on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let count = model.candidates.count
    let title = count == 0 ? Message(en: "No match so far", es: "Sin coincidencias") : Message(en: "\(count) may be the same person", es: "\(count) puede(n) ser la misma persona")
    canvas.text(wording(title), at: area.origin, width: area.width, role: count == 0 ? .textMuted : .title)
    var y = area.y + 1
    for (index, candidate) in model.candidates.prefix(max(0, (area.height - 4) / 2)).enumerated() {
      let entry = candidate.entry
      let role: Role = candidate.level == .block ? .danger : .text
      let mark = candidate.level == .block ? "!" : " "
      canvas.text("\(mark)\(index + 1) \(entry.name.listed)  \(entry.birthDate)  \(entry.recordNumber)", at: Point(x: area.x, y: y), width: area.width, role: role)
      canvas.text("   " + candidate.why.map { wording(.evidence($0)) }.joined(separator: ", "), at: Point(x: area.x, y: y + 1), width: area.width, role: .textMuted)
      y += 2
    }
  }
}

extension Message {
  static func evidence(_ evidence: DuplicateCandidate.Evidence) -> Message {
    switch evidence {
    case .sameBirthDate: Message(en: "same birth date", es: "misma fecha")
    case .birthDateSwapped: Message(en: "day and month swapped", es: "día y mes cambiados")
    case .sameSurname1: Message(en: "same first surname", es: "mismo primer apellido")
    case .surnamesSwapped: Message(en: "surnames swapped", es: "apellidos cambiados")
    case .sameGivenNames: Message(en: "same given names", es: "mismo nombre")
    case .phone: Message(en: "same phone", es: "mismo teléfono")
    }
  }

  static func registrationField(_ field: RegistrationForm.Field) -> Message {
    switch field {
    case .surname1: Message(en: "First surname", es: "Primer apellido")
    case .surname2: Message(en: "Second surname", es: "Segundo apellido")
    case .givenNames: Message(en: "Given names", es: "Nombre")
    case .birthDate: Message(en: "Birth date", es: "Nacimiento")
    case .sex: Message(en: "Sex", es: "Sexo")
    case .phone: Message(en: "Phone", es: "Teléfono")
    case .ward: Message(en: "Ward", es: "Unidad")
    }
  }

  static func problem(_ problem: RegistrationForm.Problem) -> Message {
    switch problem {
    case .required: Message(en: "needed before saving", es: "necesario para guardar")
    case .tooLong(let limit): Message(en: "at most \(limit) characters", es: "como mucho \(limit) caracteres")
    case .forbiddenCharacter: Message(en: "letters, hyphen and apostrophe only", es: "solo letras, guion y apóstrofo")
    case .notADate: Message(en: "day month year: 12/03/1971", es: "día mes año: 12/03/1971")
    case .inTheFuture: Message(en: "this day is in the future", es: "ese día está en el futuro")
    case .tooLongAgo: Message(en: "more than 120 years ago", es: "hace más de 120 años")
    case .phoneTooShort(let digits): Message(en: "\(digits) digits or more", es: "\(digits) cifras o más")
    case .phoneNotANumber: Message(en: "digits only, + in front", es: "solo cifras, + delante")
    case .unknownChoice: Message(en: "choose one of the list", es: "elija de la lista")
    }
  }
}
