import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

/// A row of the section: what is known of allergies first, then problems and histories in their groups.
enum HistoryRow: Hashable, Sendable {
  /// No allergy is recorded; whether somebody asked.
  case allergyState
  case allergy(PatientAllergyID)
  case history(MedicalHistoryID)
}

/// The rows as they are shown and searched.
@UIActor
struct HistoryRows {
  let content: HistoriesModel.Content
  let context: DrawContext

  private var wording: Wording { context.wording }

  private(set) var all: [(id: HistoryRow, group: String, cells: [TableCell])] = []

  init(_ content: HistoriesModel.Content, _ context: DrawContext) {
    self.content = content
    self.context = context
    all = allergies + content.histories.map { row($0) }
  }

  /// The rows a search finds; each group is named in its first row.
  func found(_ search: SectionSearch) -> [(id: HistoryRow, cells: [TableCell])] {
    var before = ""
    return all.filter { search.finds([$0.group] + $0.cells.map(\.text)) }.map { row in
      let group = TableCell(row.group == before ? "" : row.group, role: .label)
      before = row.group
      return (row.id, [group] + row.cells)
    }
  }

  static func columns(_ wording: Wording) -> [TableColumn] {
    [
      TableColumn("", .fixed(16)),
      TableColumn(wording(Message(en: "WHAT", es: "QUÉ")), .flexible(minimum: 22, weight: 3)),
      TableColumn(wording(Message(en: "CODE", es: "CÓDIGO")), .fixed(7), dropOrder: 2),
      TableColumn(wording(Message(en: "STATE", es: "ESTADO")), .fixed(9)),
      TableColumn(wording(Message(en: "SINCE", es: "DESDE")), .fixed(10), dropOrder: 1),
      TableColumn(wording(Message(en: "HOW SURE", es: "CERTEZA")), .fixed(14)),
    ]
  }

  private var allergies: [(id: HistoryRow, group: String, cells: [TableCell])] {
    let group = wording(Message(en: "ALLERGIES", es: "ALERGIAS"))
    func stateRow(_ text: Message, _ role: Role?) -> [(id: HistoryRow, group: String, cells: [TableCell])] {
      [(.allergyState, group, [TableCell(wording(text), role: role), "", "", "", ""])]
    }
    switch content.allergies {
    case .notAsked: return stateRow(Message(en: "NOT ASKED", es: "NO PREGUNTADO"), .danger)
    case .notObtainable: return stateRow(Message(en: "not obtainable", es: "no se pudo preguntar"), .danger)
    case .noneKnown: return stateRow(Message(en: "none known", es: "ninguna conocida"), nil)
    case .has(let entries):
      return entries.map { allergy in
        let severity = TableCell(wording(.severity(allergy.severity)), role: allergy.severity == .severe ? .danger : nil)
        let sure = wording(.allergyVerification(allergy.verification))
        let day = context.clock.local(allergy.recordedAt).date.description
        return (.allergy(allergy.id), group, [TableCell(allergy.substance), "", severity, TableCell(day), TableCell(sure)])
      }
    }
  }

  private func row(_ history: MedicalHistory) -> (id: HistoryRow, group: String, cells: [TableCell]) {
    let content = history.content
    let isActive = content.status == .active
    let mark = history.version.version > 1 ? "* " : ""
    let role: Role? = isActive ? nil : .textMuted
    return (
      .history(history.id), wording(.historyGroup(content.kind, isActive: isActive)),
      [
        TableCell(mark + content.title, role: role), TableCell(content.icd10 ?? "", role: role),
        TableCell(wording(.historyStatus(content.status)), role: role), TableCell(content.onset?.typed ?? "-", role: role),
        TableCell(wording(.historyVerification(content.verification)), role: role),
      ]
    )
  }
}

extension Message {
  /// Names a group of the list.
  static func historyGroup(_ kind: MedicalHistory.Kind, isActive: Bool) -> Message {
    switch kind {
    case .problem: isActive ? Message(en: "PROBLEMS", es: "PROBLEMAS") : Message(en: "not active", es: "no activos")
    case .pastIllness: Message(en: "PAST ILLNESSES", es: "ENFERM. PREVIAS")
    case .surgery: Message(en: "SURGERY", es: "CIRUGÍA")
    case .family: Message(en: "FAMILY", es: "FAMILIARES")
    case .social: Message(en: "SOCIAL", es: "SOCIALES")
    case .gynaecological: Message(en: "GYNAECOLOGICAL", es: "GINECOLÓGICOS")
    }
  }
}
