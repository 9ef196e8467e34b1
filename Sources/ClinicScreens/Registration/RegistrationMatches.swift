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
    canvas.text(wording(title(count)), at: area.origin, width: area.width, role: count == 0 ? .textMuted : .title)
    var rest = area.split(top: 1).rest
    for (index, candidate) in model.candidates.enumerated() {
      let needed = rows(candidate, width: area.width, canvas.glyphs, wording) + (index + 1 < count ? 1 : 0)
      guard needed <= rest.height else {
        let more = count - index
        canvas.text(
          wording(Message(en: "and \(more) more", es: "y \(more) más")), at: rest.origin.offset(x: 3), width: rest.width - 3,
          role: .textMuted)
        return
      }
      rest = draw(candidate, index, on: &canvas, in: rest, wording)
    }
  }

  private func title(_ count: Int) -> Message {
    switch count {
    case 0: Message(en: "No match so far", es: "Sin coincidencias")
    case 1: Message(en: "1 may be the same person", es: "1 puede ser la misma persona")
    default: Message(en: "\(count) may be the same person", es: "\(count) pueden ser la misma persona")
    }
  }

  private static let narrow = 60
  private static let indent = 3

  private func why(_ candidate: DuplicateCandidate, _ wording: Wording) -> String {
    candidate.why.map { wording(.evidence($0)) }.joined(separator: ", ")
  }

  private func rows(_ candidate: DuplicateCandidate, width: Int, _ glyphs: GlyphSet, _ wording: Wording) -> Int {
    let why = Canvas.lines(why(candidate, wording), width: width - Self.indent, glyphs).count
    return (width < Self.narrow ? 2 : 1) + why
  }

  /// What is left below it.
  private func draw(_ candidate: DuplicateCandidate, _ index: Int, on canvas: inout Canvas, in area: Rect, _ wording: Wording)
    -> Rect
  {
    let entry = candidate.entry
    let role: Role = candidate.level == .block ? .danger : .text
    let identifiers = "\(entry.birthDate)  \(entry.recordNumber)"
    canvas.text("\(candidate.level == .block ? "!" : " ")\(index + 1)", at: area.origin, width: 2, role: role)
    let inside = area.inset(left: Self.indent)
    var used = 1
    if area.width < Self.narrow {
      canvas.text(entry.name.listed, at: inside.origin, width: inside.width, role: role)
      canvas.text(identifiers, at: inside.origin.offset(y: 1), width: inside.width, role: role)
      used = 2
    } else {
      canvas.identity(entry.name.listed, identifiers, at: inside.origin, width: inside.width, role: role)
    }
    let below = inside.split(top: used).rest
    return area.split(top: used + canvas.wrapped(why(candidate, wording), in: below, role: .textMuted)).rest
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
