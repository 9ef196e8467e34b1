/// Which sensors were worn in a period, and whether two at once: their readings must not be mixed in one profile.
public struct SensorWear: Hashable, Sendable {
  /// A sensor and when it was worn.
  public struct Device: Hashable, Sendable {
    /// Nil where its readings name none.
    public var name: String?
    public var count: Int
    public var first: Instant
    public var last: Instant
  }

  /// The one with most readings first.
  public let devices: [Device]

  /// A new sensor is put on before the old one ends: that is not wearing two.
  private static let changeover: Int64 = 24 * 3600

  /// Readings oldest first.
  public init(_ readings: [DeviceReading]) {
    var found: [String?: Device] = [:]
    for reading in readings {
      var device = found[reading.device] ?? Device(name: reading.device, count: 0, first: reading.at, last: reading.at)
      device.count += 1
      device.last = max(device.last, reading.at)
      found[reading.device] = device
    }
    devices = found.values.sorted { ($0.count, $0.last, $0.name ?? "") > ($1.count, $1.last, $1.name ?? "") }
  }

  /// Two of them were worn for more than a day together.
  public var isTwoAtOnce: Bool {
    devices.enumerated().contains { place, one in
      devices[..<place].contains { other in
        min(one.last, other.last).seconds(since: max(one.first, other.first)) > Self.changeover
      }
    }
  }
}

/// Time in ranges of each hormonal phase of a period.
public struct PhaseRanges: Hashable, Sendable {
  public struct Part: Hashable, Sendable {
    public var phase: HormonalProfile.Phase
    public var counts: GlucoseRangeCounts
    public var days: Int
    /// At least one of its days is known by the calendar of the cycle only.
    public var isByCalendar: Bool
  }

  /// In the order in which they came.
  public let parts: [Part]

  /// - Parameter days: of a profile, with their counts.
  public init(_ days: [GlucoseProfile.Day], _ calendar: HormonalCalendar) {
    var parts: [Part] = []
    for day in days {
      guard let span = calendar.span(on: day.date) else { continue }
      let place = parts.firstIndex { $0.phase == span.phase } ?? parts.count
      if place == parts.count {
        parts.append(Part(phase: span.phase, counts: GlucoseRangeCounts(), days: 0, isByCalendar: false))
      }
      parts[place].counts.add(day.counts)
      parts[place].days += 1
      parts[place].isByCalendar = parts[place].isByCalendar || span.isByCalendar
    }
    self.parts = parts
  }
}
