import ClinicModel
import EventLoop

/// What went on while the values of a series were measured: medicines, and the hormonal phase. The medicines came with the chart;
/// the
/// phases are read once, when the first series is drawn.
@UIActor
public final class SeriesBackgroundModel {
  /// Of the medicines; nothing while no chart is open.
  public private(set) var medication = MedicationTimeline([], today: CalendarDate(daysSinceEpoch: 0))
  /// Nil while it is not read, and where it cannot be.
  public private(set) var phases: HormonalCalendar?
  /// It was asked for, and there was no answer: that there is no phase must not be read out of it.
  public private(set) var hasFailed = false

  /// The phases are known, or known not to be.
  var onRead: () -> Void = {}

  private let environment: AppEnvironment
  private let changed: () -> Void
  private var patient: PatientID?
  private var attempt = 0
  private var isRead = false

  init(environment: AppEnvironment, changed: @escaping () -> Void) {
    self.environment = environment
    self.changed = changed
  }

  /// The chart was opened or read again.
  func chartRead(_ chart: Chart) {
    patient = chart.patient.id
    medication = MedicationTimeline(chart.prescriptions, today: environment.clock.today)
    isRead = false
  }

  /// A series is drawn.
  func read() {
    guard let patient, !isRead else { return }
    isRead = true
    attempt += 1
    let (attempt, womensHealth) = (attempt, environment.repositories.record.womensHealth)
    UIActor.spawn { [weak self] in
      let record = try? await womensHealth.read(patient)
      self?.loaded(record, attempt)
    }
  }

  private func loaded(_ record: WomensHealth.Record?, _ attempt: Int) {
    guard attempt == self.attempt else { return }
    hasFailed = record == nil
    if record == nil { isRead = false }
    phases = record.map { HormonalCalendar($0, today: environment.clock.today) }
    onRead()
    changed()
  }

  /// Nothing of the patient is kept.
  func close() {
    attempt += 1
    patient = nil
    medication = MedicationTimeline([], today: CalendarDate(daysSinceEpoch: 0))
    (phases, hasFailed, isRead) = (nil, false, false)
  }
}
