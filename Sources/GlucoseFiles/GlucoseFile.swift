import ClinicModel
import Foundation

/// The readings of a sensor, from a file that the maker's programme wrote. Only what can be understood is taken; the rest is
/// said.
public struct GlucoseFile: Sendable {
  public enum Maker: String, Sendable {
    case dexcomClarity = "Dexcom Clarity"
    case freestyleLibreView = "FreeStyle LibreView"
  }

  public struct Reading: Hashable, Sendable {
    /// Where it stands in the file, counted from 1.
    public var line: Int
    public var at: Instant
    public var glucose: Glucose
    public var device: String
    /// The word of a device whose range ended (Low, High): the value is then one step beyond that range.
    public var note: String?
  }

  /// A line that was not understood.
  public struct Problem: Hashable, Sendable {
    public var line: Int
    public var reason: String

    public init(line: Int, reason: String) {
      self.line = line
      self.reason = reason
    }
  }

  public enum Failure: Error, Equatable, CustomStringConvertible {
    case unknownFormat
    case unclearDates
    case noUnit

    public var description: String {
      switch self {
      case .unknownFormat: "This is no export of Dexcom Clarity or FreeStyle LibreView: nothing was read."
      case .unclearDates:
        "The dates of this file can be read with the day or the month first: say which with --dates day-first or month-first."
      case .noUnit: "The heading of this file names neither mg/dL nor mmol/L: nothing was read."
      }
    }
  }

  public let maker: Maker
  public let unit: GlucoseUnit
  /// Whom the file says it is about, as it says it.
  public internal(set) var person: String?
  public internal(set) var birthDate: String?
  /// By device and time, each moment of a device once.
  public private(set) var readings: [Reading] = []
  public private(set) var problems: [Problem] = []
  /// Lines that are no reading of the sensor, by kind.
  public private(set) var leftOut: [String: Int] = [:]
  /// Readings of a moment that was there before.
  public private(set) var repeated = 0

  private let zone: TimeZone
  private var latest: [String: Int64] = [:]
  private var seen: Set<DeviceMoment> = []

  private struct DeviceMoment: Hashable {
    var device: String
    var at: Instant
  }

  /// Reads a whole file. `zone`: of the device's clock. `order`: where the file itself leaves it open.
  public init(_ bytes: [UInt8], zone: TimeZone, order: DateOrder? = nil) throws(Failure) {
    let rows = Array(CSVReader(bytes))
    if let layout = DexcomLayout(rows) {
      (maker, self.zone, unit) = (.dexcomClarity, zone, try layout.unit())
      layout.read(into: &self)
    } else if let layout = LibreViewLayout(rows) {
      (maker, self.zone, unit) = (.freestyleLibreView, zone, try layout.unit())
      try layout.read(into: &self, order: order)
    } else {
      throw .unknownFormat
    }
    readings.sort { ($0.device, $0.at) < ($1.device, $1.at) }
  }

  mutating func leaveOut(_ kind: String) { leftOut[kind, default: 0] += 1 }
  mutating func report(_ line: Int, _ reason: String) { problems.append(Problem(line: line, reason: reason)) }

  /// Takes a reading, or says what is wrong with its line. `kind`: lines of one kind stand in the order of time.
  mutating func add(line: Int, time text: String, order: DateOrder?, value: String, device: String, kind: String) {
    guard let time = DeviceTime(text, order: order) else { return report(line, "\"\(text.prefix(40))\" is no time") }
    let moments = time.moments(in: zone)
    guard let first = moments.first, let last = moments.last else {
      return report(line, "\(text.prefix(40)) does not exist in \(zone.identifier): the clock was put forward")
    }
    // An hour that comes twice: the second one is meant when the first would go back in time.
    let series = device + "\u{0}" + kind
    let moment = latest[series].map { first <= $0 ? last : first } ?? first
    guard let (glucose, note) = glucose(value) else {
      return report(line, "\"\(value.prefix(40))\" is no glucose in \(unit.rawValue)")
    }
    latest[series] = moment
    let reading = Reading(line: line, at: Instant(secondsSinceEpoch: moment), glucose: glucose, device: device, note: note)
    guard seen.insert(DeviceMoment(device: device, at: reading.at)).inserted else {
      repeated += 1
      return
    }
    readings.append(reading)
  }

  /// A number, or the word of a device whose range ends at 40 and 400 mg/dL (2.2 and 22.2 mmol/L).
  private func glucose(_ text: String) -> (Glucose, String?)? {
    let (below, above): (Int64, Int64) = unit == .milligramsPerDecilitre ? (39, 401) : (21, 223)
    let scale = unit.decimals
    switch text.lowercased() {
    case "low", "lo", "bajo": return DecimalNumber(significand: below, scale: scale).map { (Glucose($0, unit), text) }
    case "high", "hi", "alto": return DecimalNumber(significand: above, scale: scale).map { (Glucose($0, unit), text) }
    default: return DecimalNumber(text).flatMap { $0 > DecimalNumber(0) ? (Glucose($0, unit), nil) : nil }
    }
  }
}

/// The unit that a heading names.
func glucoseUnit(in heading: String) -> GlucoseUnit? { GlucoseUnit.allCases.first { heading.contains($0.rawValue) } }
