import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// Digits typed in the list of patients: the bed with this number is selected as it is typed, Enter ends it.
@UIActor
struct BedNumber {
  private(set) var digits = ""
  /// No bed of the list has this number.
  private(set) var isMissing = false
  private var missing: String?

  /// True where the key was part of a number, or refused because of one.
  mutating func handle(_ event: InputEvent, in model: PatientListModel) -> Bool {
    guard case .key(let key) = event else { return false }
    switch key {
    case .character(let digit) where digit.isNumber && digit.isASCII && digits.count < 4:
      digits.append(digit)
      select(in: model)
      return true
    case .backspace where !digits.isEmpty:
      digits.removeLast()
      select(in: model)
      return true
    case .escape where !digits.isEmpty:
      end()
      return true
    default:
      guard !digits.isEmpty else { return false }
      // Nothing is done to somebody else because her bed was mistyped.
      if isMissing { missing = digits }
      let isUsed = isMissing || key == .enter
      end()
      return isUsed
    }
  }

  /// The number no bed has, once.
  mutating func takeMissing() -> String? {
    defer { missing = nil }
    return missing
  }

  private mutating func end() {
    digits = ""
    isMissing = false
  }

  private mutating func select(in model: PatientListModel) {
    let found = model.bed(digits)
    isMissing = found == nil
    if let found { model.select(found) }
  }

  var line: Message {
    isMissing
      ? Message(en: "bed \(digits): not in this list", es: "cama \(digits): no está en la lista")
      : Message(en: "bed \(digits)", es: "cama \(digits)")
  }
}
