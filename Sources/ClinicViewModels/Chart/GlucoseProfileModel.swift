import ClinicModel
import EventLoop

/// The glucose profile of the drawn series: the last days laid over each other, or one of them.
@UIActor
public final class GlucoseProfileModel {
  /// Lengths a profile may have, in days.
  public static let lengths = [7, 14, 30, 90]
  private static let minutesPerBin = 30

  public private(set) var isShown = false
  public private(set) var days = 14
  /// One day instead of all: its place in `profile.days`.
  public private(set) var day: Int?
  /// The part of the day, or the reading of the day, under the cursor.
  public private(set) var cursor = 0
  /// The readings of the period, oldest first.
  public private(set) var readings: [GlucoseReading] = []
  public private(set) var profile: GlucoseProfile?
  public private(set) var summary: GlucoseSummary?
  /// The unit numbers are shown in; ranges are those of the unit measured.
  public private(set) var unit = GlucoseUnit.milligramsPerDecilitre
  /// Of pregnancy where one is recorded for the period.
  public private(set) var limits = GlucoseLimits.adult
  /// Time in ranges by hormonal phase; empty where none is recorded.
  public private(set) var phases: [PhaseRanges.Part] = []
  /// The sensors of the period; nil while they are not known.
  public private(set) var wear: SensorWear?
  /// The one whose readings are shown, by its place among them; nil: all readings, since no two were worn at once.
  public private(set) var device: Int?
  /// Which sensor a reading is of could not be read: two of them might be mixed.
  public private(set) var areDevicesUnknown = false
  /// A sensor's series: only then is a GMI said.
  public private(set) var isSensor = false

  /// Share of the day that one part is.
  public let binWidth = Double(minutesPerBin) / 1440
  private let environment: AppEnvironment
  private let changed: () -> Void
  private var all: [GlucoseReading] = []
  /// With their devices; nil while they are not read.
  private var tagged: [DeviceReading]?
  private var wanted: String??
  private var attempt = 0
  /// What is recorded of her hormonal phases.
  var calendar: () -> HormonalCalendar? = { nil }
  private var measuredUnit = GlucoseUnit.milligramsPerDecilitre

  init(environment: AppEnvironment, changed: @escaping () -> Void) {
    self.environment = environment
    self.changed = changed
  }

  /// Whether a kind of value has a profile.
  public static func fits(_ type: BiomarkerType) -> Bool {
    GlucoseUnit(rawValue: type.unit) != nil && (type.code.hasPrefix("GLUCOSE_SENSOR") || type.code.hasPrefix("GLUCOSE_CAPILLARY"))
  }

  /// Shows the profile of a series; nothing where there is none of this kind, or no reading.
  func show(_ type: BiomarkerType, _ results: [BiomarkerResult], of patient: PatientID, in system: UnitSystem) {
    guard Self.fits(type), let measured = GlucoseUnit(rawValue: type.unit), !results.isEmpty else { return }
    measuredUnit = measured
    show(in: system)
    isSensor = type.code.hasPrefix("GLUCOSE_SENSOR")
    isShown = true
    day = nil
    take(results)
    cursor = 0
    readDevices(type, of: patient)
    changed()
  }

  /// Which sensor each reading is of: one statement, for the longest period there is.
  private func readDevices(_ type: BiomarkerType, of patient: PatientID) {
    guard isSensor, let last = all.last else { return }
    attempt += 1
    let since = last.at.adding(seconds: -Int64((Self.lengths.max() ?? 90) + 1) * 86_400)
    let (attempt, series) = (attempt, environment.repositories.record.series)
    UIActor.spawn { [weak self] in
      let readings = try? await series.devices(patient, type.id, since)
      self?.devicesRead(readings, attempt)
    }
  }

  private func devicesRead(_ readings: [DeviceReading]?, _ attempt: Int) {
    guard attempt == self.attempt, isShown else { return }
    tagged = readings
    areDevicesUnknown = readings == nil
    compute()
    cursor = min(cursor, max(0, count - 1))
    changed()
  }

  /// The readings of the next sensor, where two were worn at once.
  public func nextDevice() {
    guard let wear, let device, wear.devices.count > 1 else { return }
    wanted = .some(wear.devices[(device + 1) % wear.devices.count].name)
    compute()
    cursor = min(cursor, max(0, count - 1))
    changed()
  }

  /// The phases were read, or read again.
  func phasesRead() {
    guard isShown else { return }
    compute()
  }

  /// Numbers are shown in another system's unit.
  func show(in system: UnitSystem) {
    unit =
      switch system {
      case .asMeasured: measuredUnit
      case .conventional: .milligramsPerDecilitre
      case .si: .millimolesPerLitre
      }
  }

  /// The series was read again.
  func read(_ results: [BiomarkerResult]) {
    guard isShown else { return }
    let date = shownDay?.date
    take(results)
    day = date.flatMap { date in profile?.days.firstIndex { $0.date == date } }
    cursor = min(cursor, max(0, count - 1))
    if results.isEmpty { leave() }
  }

  private func take(_ results: [BiomarkerResult]) {
    all = results.map { GlucoseReading(at: $0.measuredAt, glucose: Glucose($0.value, measuredUnit)) }
    compute()
  }

  private func compute() {
    guard let last = all.last else { return leave() }
    // Whole days, the last one the day of the last reading.
    let first = CalendarDate(daysSinceEpoch: environment.clock.local(last.at).date.daysSinceEpoch - days + 1)
    let start = all.partitionIndex { environment.clock.local($0.at).date >= first }
    readings = ofOneDevice(Array(all[start...]), from: first)
    let (calendar, lastDay) = (calendar(), environment.clock.local(last.at).date)
    limits = calendar?.isPregnant(from: first, to: lastDay) == true ? .pregnancy : .adult
    summary = GlucoseSummary(readings, limits: limits)
    profile = GlucoseProfile(readings, clock: environment.clock, limits: limits, minutesPerBin: Self.minutesPerBin)
    phases = calendar.map { PhaseRanges(profile?.days ?? [], $0).parts } ?? []
  }

  /// All readings, or those of one sensor where two were worn at once: the one that was asked for, else the one with most
  /// readings.
  private func ofOneDevice(_ readings: [GlucoseReading], from first: CalendarDate) -> [GlucoseReading] {
    (wear, device) = (nil, nil)
    guard let tagged else { return readings }
    let inPeriod = tagged.filter { environment.clock.local($0.at).date >= first }
    let wear = SensorWear(inPeriod)
    self.wear = wear
    guard wear.isTwoAtOnce else { return readings }
    let place = wanted.flatMap { name in wear.devices.firstIndex { $0.name == name } } ?? 0
    device = place
    let name = wear.devices[place].name
    return inPeriod.filter { $0.device == name }.map { GlucoseReading(at: $0.at, glucose: Glucose($0.value, measuredUnit)) }
  }

  public var isPregnancy: Bool { limits == .pregnancy }

  /// Back to the series; from one day back to the profile. False where it is not shown.
  public func back() -> Bool {
    guard isShown else { return false }
    if day != nil {
      day = nil
      cursor = 0
    } else {
      leave()
    }
    changed()
    return true
  }

  /// Forgets it all.
  func leave() {
    isShown = false
    day = nil
    (all, readings, profile, summary) = ([], [], nil, nil)
    (tagged, wear, device, wanted, phases) = (nil, nil, nil, nil, [])
    (limits, areDevicesUnknown) = (.adult, false)
    attempt += 1
  }

  /// The next length: 7, 14, 30, 90 days and from the beginning.
  public func nextLength() {
    guard isShown, let place = Self.lengths.firstIndex(of: days) else { return }
    days = Self.lengths[(place + 1) % Self.lengths.count]
    day = nil
    compute()
    cursor = 0
    changed()
  }

  /// The last day alone, or all of them.
  public func toggleDay() {
    guard isShown, let profile, !profile.days.isEmpty else { return }
    day = day == nil ? profile.days.count - 1 : nil
    cursor = 0
    changed()
  }

  /// To another day.
  public func moveDay(by step: Int) {
    guard let day, let profile else { return }
    self.day = min(max(0, day + step), profile.days.count - 1)
    cursor = 0
    changed()
  }

  /// To another part of the day, or another reading of the day.
  public func moveCursor(by step: Int) {
    guard count > 0 else { return }
    cursor = min(max(0, cursor + step), count - 1)
    changed()
  }

  private var count: Int { day == nil ? profile?.bins.count ?? 0 : dayReadings.count }

  /// The day that is shown alone.
  public var shownDay: GlucoseProfile.Day? {
    guard let day, let profile, profile.days.indices.contains(day) else { return nil }
    return profile.days[day]
  }

  public var dayReadings: ArraySlice<GlucoseReading> { shownDay.map { readings[$0.readings] } ?? [] }

  /// From midnight to midnight of a day of the clinic, in seconds since the epoch; 23 or 25 hours where the clock changes.
  public func bounds(of day: GlucoseProfile.Day) -> ClosedRange<Int> {
    func midnight(_ days: Int) -> Int {
      let noon = Int64(days) * 86_400
      return days * 86_400
        - environment.clock.offset(
          Instant(secondsSinceEpoch: noon - Int64(environment.clock.offset(Instant(secondsSinceEpoch: noon)))))
    }
    return midnight(day.date.daysSinceEpoch)...midnight(day.date.daysSinceEpoch + 1)
  }
}

extension Array {
  /// The first index whose element is in the second part; the array is in order.
  fileprivate func partitionIndex(_ isSecond: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
