import ClinicModel
import ClinicViewModels
import TerminalUI

/// The columns of the patient list: of a ward board, or of the answer to a search.
enum PatientColumns {
  static func columns(_ wording: Wording, isBoard: Bool) -> [TableColumn] {
    var columns = [
      TableColumn(wording(Message(en: "RECORD NO.", es: "HISTORIA")), .fixed(11), dropOrder: isBoard ? 2 : 0),
      TableColumn(wording(Message(en: "NAME", es: "NOMBRE")), .flexible(minimum: isBoard ? 20 : 22)),
      TableColumn(wording(Message(en: "BORN", es: "NACIMIENTO")), .fixed(10)),
    ]
    if isBoard {
      columns += [
        TableColumn(wording(Message(en: "BED", es: "CAMA")), .fixed(6)),
        TableColumn("NEWS", .fixed(4), align: .trailing),
        TableColumn(wording(Message(en: "ROUND", es: "TOMA")), .fixed(7), align: .trailing),
        TableColumn(wording(Message(en: "DOSES", es: "DOSIS")), .fixed(5), align: .trailing, dropOrder: 1),
        TableColumn(wording(Message(en: "LAST", es: "ÚLTIMO")), .flexible(minimum: 18), dropOrder: 3),
        TableColumn("FL", .fixed(2), dropOrder: 3),
        TableColumn("", .fixed(4)),
      ]
    } else {
      columns += [
        TableColumn(wording(Message(en: "SEX", es: "SEXO")), .fixed(4), dropOrder: 2),
        TableColumn(wording(Message(en: "WARD", es: "UNIDAD")), .fixed(8), dropOrder: 1),
        TableColumn("", .fixed(2)),
      ]
    }
    return columns
  }

  static func cells(_ row: PatientListModel.Row, _ wording: Wording, isClinical: Bool) -> [TableCell] {
    let entry = row.entry
    let marks = (row.isLookAlike ? "=" : " ") + (entry.hasAlert && isClinical ? "!" : " ")
    return [
      TableCell(entry.recordNumber.description),
      TableCell(entry.name.listed),
      TableCell(entry.birthDate.description),
      TableCell(wording(.sexLetter(entry.sex))),
      TableCell([entry.wardCode, entry.bed].compactMap { $0 }.joined(separator: " ")),
      TableCell(marks, role: marks == "  " ? nil : .danger),
    ]
  }

  /// A row of the board at this moment, by the database's clock.
  static func boardCells(_ row: PatientListModel.Row, _ wording: Wording, now: Instant) -> [TableCell] {
    let entry = row.entry
    let board = WardBoardWords(row.patient, wording, now: now)
    return [
      TableCell(entry.recordNumber.description),
      TableCell(wording(name(row.patient))),
      TableCell(birthDate(row.patient)),
      TableCell([entry.wardCode, entry.bed].compactMap { $0 }.joined(separator: " ")),
      board.score, board.round, board.doses,
      // The value with its unit first: where the column ends early, the name of the test is cut, not they.
      TableCell(row.latest.map { value($0, wording) + " " + $0.name(in: wording.language) } ?? ""),
      row.latest.map { TableCell(wording(.flag($0.flag)), role: .flag($0.flag)) } ?? "",
      board.marks(isLookAlike: row.isLookAlike),
    ]
  }

  /// On a board who walks past reads no name of somebody whose name is hidden; the chart and its forms say it whole.
  static func name(_ patient: WorkListEntry) -> Message {
    let name = patient.entry.name
    guard patient.isNameHidden else { return Message(verbatim: name.listed) }
    return Message(en: "\(name.initials) (hidden)", es: "\(name.initials) (oculto)")
  }

  /// Of a hidden name the year alone.
  static func birthDate(_ patient: WorkListEntry) -> String {
    patient.isNameHidden ? "\(patient.entry.birthDate.year)" : patient.entry.birthDate.description
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
