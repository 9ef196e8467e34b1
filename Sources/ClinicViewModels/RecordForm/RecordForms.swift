import ClinicModel
import EventLoop

/// The form that is open over the sections of the chart; at most one.
@UIActor
public final class RecordForms: ChartSectionModel {
  public private(set) var form: RecordFormModel?

  /// Something was stored: what is shown of it is older.
  var onSaved: (RecordFormKind) -> Void = { _ in }
  /// The opening of the chart has ended while somebody typed.
  var onOpeningEnded: () -> Void = {}

  private let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private var patient: DirectoryEntry?

  init(environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.environment = environment
    self.changed = changed
    self.notify = notify
  }

  func chartRead(_ chart: Chart) { patient = chart.patient }

  /// Opens a form over the open chart; what was kept of it comes back.
  public func begin(_ specification: RecordFormSpecification) {
    guard let patient else { return }
    form?.keep()
    let form = RecordFormModel(specification, patient: patient, environment: environment, changed: changed, notify: notify)
    self.form = form
    form.onSaved = { [weak self, weak form] in
      guard let self, let form, self.form === form else { return }
      self.form = nil
      notify(.recordSaved(form.kind))
      onSaved(form.kind)
      changed()
    }
    form.onGivenUp = { [weak self, weak form] in
      guard let self, let form, self.form === form else { return }
      self.form = nil
      changed()
    }
    form.onOpeningEnded = { [weak self] in self?.onOpeningEnded() }
    form.open()
    changed()
  }

  /// Esc: closes the form, its draft kept; out of a question back to the fields.
  public func leave() {
    guard let form else { return }
    if form.backToFields() { return }
    guard form.mayLeave() else { return }
    if form.isChanged { notify(.draftKept) }
    form.keep()
    self.form = nil
    changed()
  }

  /// Throws away what was typed, and its draft.
  public func discard() {
    guard let form, form.phase == .editing else { return }
    form.discard()
    self.form = nil
    notify(.draftDiscarded)
    changed()
  }

  /// Before the lock: what was typed is stored now.
  func keep() { form?.keep() }

  /// After the password: what is in doubt goes out again.
  func resume() { form?.resume() }

  /// Nothing of the patient is kept here; what was typed is on the server.
  func close() {
    form?.keep()
    form = nil
    patient = nil
  }
}
