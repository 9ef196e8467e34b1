import ClinicModel
import Foundation

/// FreeStyle LibreView: a row about the file, a heading in the language of the account, one row per record; columns by their
/// place.
struct LibreViewLayout {
  private enum Column {
    static let device = 0, serial = 1, time = 2, kind = 3, historic = 4, scan = 5
  }

  private let rows: ArraySlice<CSVReader.Row>
  private let heading: [String]
  private let person: String?

  /// Nil where the second row is no heading of it.
  init?(_ rows: [CSVReader.Row]) {
    guard rows.count >= 2, rows[1].fields.count > Column.scan, glucoseUnit(in: rows[1][Column.historic]) != nil,
      glucoseUnit(in: rows[1][Column.historic]) == glucoseUnit(in: rows[1][Column.scan])
    else { return nil }
    heading = rows[1].fields
    person = rows[0].fields.dropFirst(4).first.map { $0.trimmingCharacters(in: .whitespaces) }.flatMap { $0.isEmpty ? nil : $0 }
    self.rows = rows.dropFirst(2)
  }

  func unit() throws(GlucoseFile.Failure) -> GlucoseUnit {
    guard let unit = glucoseUnit(in: heading[Column.historic]) else { throw .noUnit }
    return unit
  }

  func read(into file: inout GlucoseFile, order given: DateOrder?) throws(GlucoseFile.Failure) {
    let times = rows.map { $0[Column.time] }
    let order = DeviceTime.order(of: times) ?? given
    if order == nil, times.contains(where: { DeviceTime($0, order: nil) == nil && DeviceTime($0, order: .dayFirst) != nil }) {
      throw .unclearDates
    }
    file.person = person
    for row in rows where row.fields.contains(where: { !$0.isEmpty }) {
      let device = [row[Column.device], row[Column.serial]].filter { !$0.isEmpty }.joined(separator: " ")
      switch row[Column.kind] {
      case "0":
        file.add(
          line: row.line, time: row[Column.time], order: order, value: row[Column.historic], device: device, kind: "historic")
      case "1":
        file.add(line: row.line, time: row[Column.time], order: order, value: row[Column.scan], device: device, kind: "scan")
      case "2": file.leaveOut("strip glucose")
      case "3": file.leaveOut("ketone")
      case "4": file.leaveOut("insulin")
      case "5": file.leaveOut("food")
      case "6": file.leaveOut("note or time change")
      default: file.report(row.line, "\"\(row[Column.kind].prefix(20))\" is no kind of record")
      }
    }
  }
}
