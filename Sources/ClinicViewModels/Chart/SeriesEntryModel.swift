import ClinicModel
import EventLoop

/// Recording, correcting and confirming values of the chart: opens the forms, and after a critical value the one that reads it
/// back.
@UIActor
public final class SeriesEntryModel {
  /// What can be recorded; nil until it was read once.
  public private(set) var catalogue: [MeasurableBiomarker]?

  private let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private var patient: PatientID?
  private var readBack: (type: BiomarkerType, version: RecordVersion<BiomarkerResult>)?
  private var attempt = 0
  /// The forms of the chart.
  var forms: RecordForms?
  /// A value was stored: what is shown is older.
  var onStored: () -> Void = {}

  init(environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.environment = environment
    self.changed = changed
    self.notify = notify
  }

  func chartRead(_ chart: Chart) { patient = chart.patient.id }

  /// Nothing of the patient is kept; the catalogue is nobody's.
  func close() {
    attempt += 1
    (patient, readBack) = (nil, nil)
  }

  private var biomarkers: Biomarkers { environment.repositories.record.biomarkers }

  // MARK: New

  /// Reads what can be recorded, once, and goes on with it.
  public func withCatalogue(_ body: @escaping ([MeasurableBiomarker]) -> Void) {
    if let catalogue { return body(catalogue) }
    attempt += 1
    let (attempt, series) = (attempt, environment.repositories.record.series)
    UIActor.spawn { [weak self] in
      do {
        let found = try await series.measurable()
        guard let self, attempt == self.attempt else { return }
        catalogue = found
        body(found)
        changed()
      } catch {
        self?.failed(error, attempt)
      }
    }
  }

  /// The form of a new result of a kind.
  public func record(_ kind: MeasurableBiomarker) {
    guard let patient else { return }
    forms?.begin(BiomarkerForms.new(biomarkers, patient, kind, stored: stored(kind.type)))
  }

  /// The form of a target: its first one, or another. `type` and `known` in the unit measured.
  func beginTarget(_ type: BiomarkerType, _ known: BiomarkerTarget?, in system: UnitSystem) {
    withCatalogue { [weak self] catalogue in
      guard let self, let patient, let kind = catalogue.first(where: { $0.type.id == type.id }) else { return }
      let targets = environment.repositories.record.targets
      forms?.begin(TargetForms.form(targets, patient, kind, in: system, known, today: environment.clock.today))
    }
  }

  // MARK: Of a stored value

  public enum Change: Hashable, Sendable {
    case correct
    case void
    /// Reads a critical value back, or compares a copied one with its report: whichever it waits for.
    case confirm
  }

  /// Opens the form of a change of a value, in the unit measured.
  func begin(_ change: Change, _ id: BiomarkerResultID, of type: BiomarkerType) {
    guard let patient else { return }
    attempt += 1
    let (attempt, biomarkers) = (attempt, biomarkers)
    UIActor.spawn { [weak self] in
      do {
        let living = try await biomarkers.versions(patient, id).first { $0.isLiving }
        self?.begin(change, living, type, patient, attempt)
      } catch {
        self?.failed(error, attempt)
      }
    }
  }

  private func begin(_ change: Change, _ living: BiomarkerVersion?, _ type: BiomarkerType, _ patient: PatientID, _ attempt: Int) {
    guard attempt == self.attempt, patient == self.patient else { return }
    guard let living else { return notify(.valueIsGone) }
    let clock = environment.clock
    switch change {
    case .correct:
      forms?.begin(
        BiomarkerForms.correction(
          biomarkers, patient, type, living, typed: { "\(clock.local($0))" }, stored: stored(type)))
    case .void: forms?.begin(BiomarkerForms.void(biomarkers, patient, type, living))
    case .confirm where living.awaitsReadBack: forms?.begin(BiomarkerForms.readBack(biomarkers, type, living.version))
    case .confirm where living.awaitsSecondCheck: forms?.begin(BiomarkerForms.secondCheck(biomarkers, type, living.version))
    case .confirm: notify(.nothingToConfirm)
    }
    changed()
  }

  private func failed(_ error: any Error, _ attempt: Int) {
    guard attempt == self.attempt else { return }
    notify(Notice(error))
    changed()
  }

  /// Critical values wait for their read-back; one that was answered late, in another patient's chart, does not.
  private func stored(_ type: BiomarkerType) -> BiomarkerForms.Stored {
    { [weak self, patient] version, flag in
      guard let self, self.patient == patient, flag == .criticalLow || flag == .criticalHigh else { return }
      readBack = (type, version)
    }
  }

  /// A form was stored.
  func recordSaved(_ kind: RecordFormKind) {
    switch kind {
    case .newLaboratory, .correctBiomarker, .voidBiomarker:
      if let (type, version) = readBack {
        readBack = nil
        forms?.begin(BiomarkerForms.readBack(biomarkers, type, version))
      }
      onStored()
    case .readBackBiomarker, .checkBiomarker, .setTarget, .changeTarget: onStored()
    default: break
    }
  }
}
