import ClinicModel

/// Dexcom Clarity: a heading, rows about person, device and alerts, then one row per event.
struct DexcomLayout {
  private let rows: ArraySlice<CSVReader.Row>
  private let heading: [String]
  private let time, type, personInfo, deviceInfo, source, value: Int

  /// Nil where the first row is no heading of it.
  init?(_ rows: [CSVReader.Row]) {
    guard let heading = rows.first?.fields else { return nil }
    func place(_ name: String) -> Int? { heading.firstIndex { $0.hasPrefix(name) } }
    guard let time = place("Timestamp ("), let type = place("Event Type"), let personInfo = place("Patient Info"),
      let deviceInfo = place("Device Info"), let source = place("Source Device ID"), let value = place("Glucose Value (")
    else { return nil }
    self.rows = rows.dropFirst()
    self.heading = heading
    (self.time, self.type, self.personInfo, self.deviceInfo, self.source, self.value) = (
      time, type, personInfo, deviceInfo, source, value
    )
  }

  func unit() throws(GlucoseFile.Failure) -> GlucoseUnit {
    guard let unit = glucoseUnit(in: heading[value]) else { throw .noUnit }
    return unit
  }

  func read(into file: inout GlucoseFile) {
    var device = GlucoseFile.Maker.dexcomClarity.rawValue
    var names: [String] = []
    for row in rows {
      switch row[type] {
      case "FirstName", "LastName": names.append(row[personInfo])
      case "DateOfBirth": file.birthDate = row[personInfo]
      case "Device": device = row[deviceInfo]
      case "EGV":
        let name = row[source].isEmpty ? device : "\(device) \(row[source])"
        file.add(line: row.line, time: row[time], order: nil, value: row[value], device: name, kind: "EGV")
      case "": if row.fields.contains(where: { !$0.isEmpty }) { file.report(row.line, "this row names no event") }
      default: file.leaveOut(row[type])
      }
    }
    file.person = names.isEmpty ? nil : names.joined(separator: " ")
  }
}
