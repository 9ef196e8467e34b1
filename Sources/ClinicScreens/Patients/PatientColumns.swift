import ClinicModel
import ClinicViewModels
import TerminalUI

/// The columns of the patient list.
enum PatientColumns {
  static func columns(_ wording: Wording, hasResults: Bool) -> [TableColumn] {
    var columns = [
      TableColumn(wording(Message(en: "RECORD NO.", es: "HISTORIA")), .fixed(11)),
      TableColumn(wording(Message(en: "NAME", es: "NOMBRE")), .flexible(minimum: 22)),
      TableColumn(wording(Message(en: "BORN", es: "NACIMIENTO")), .fixed(10)),
      TableColumn(wording(Message(en: "SEX", es: "SEXO")), .fixed(4), dropOrder: 2),
      TableColumn(wording(Message(en: "WARD", es: "UNIDAD")), .fixed(8), dropOrder: 1),
    ]
    if hasResults {
      columns.append(TableColumn(wording(Message(en: "LAST", es: "ÚLTIMO")), .flexible(minimum: 13), dropOrder: 3))
      columns.append(TableColumn("FL", .fixed(2), dropOrder: 3))
    }
    columns.append(TableColumn("", .fixed(2)))
    return columns
  }

  static func cells(_ row: PatientListModel.Row, _ wording: Wording, hasResults: Bool, isClinical: Bool) -> [TableCell] {
    let entry = row.entry
    var cells = [
      TableCell(entry.recordNumber.description),
      TableCell(entry.name.listed),
      TableCell(entry.birthDate.description),
      TableCell(wording(.sexLetter(entry.sex))),
      TableCell([entry.wardCode, entry.bed].compactMap { $0 }.joined(separator: " ")),
    ]
    if hasResults {
      // The value with its unit first: where the column ends early, the name of the test is cut, not they.
      cells.append(TableCell(row.latest.map { value($0, wording) + " " + $0.name(in: wording.language) } ?? ""))
      cells.append(row.latest.map { TableCell(wording(.flag($0.flag)), role: .flag($0.flag)) } ?? "")
    }
    let marks = (row.isLookAlike ? "=" : " ") + (entry.hasAlert && isClinical ? "!" : " ")
    cells.append(TableCell(marks, role: marks == "  " ? nil : .danger))
    return cells
  }

  static func value(_ latest: WorkListEntry.LatestResult, _ wording: Wording) -> String {
    "\(wording.number(latest.value)) \(Unit.text(latest.unit))"
  }
}

extension Role {
  /// The look of a result's flag; its letter says the same.
  static func flag(_ flag: ResultFlag) -> Role {
    switch flag {
    case .normal: .flagOk
    case .low: .flagLow
    case .high: .flagHigh
    case .criticalLow: .flagCriticalLow
    case .criticalHigh: .flagCriticalHigh
    case .unclassified: .textMuted
    }
  }
}
