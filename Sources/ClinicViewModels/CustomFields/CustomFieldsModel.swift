import ClinicModel
import EventLoop

/// The fields that the clinic defined itself: of the patient, and of her records.
@UIActor
public final class CustomFieldsModel: ChartSectionModel {
  /// What has fields: the patient, or one of her records; also under a number that was merged into hers.
  public struct Group: Hashable, Sendable, Identifiable {
    public struct ID: Hashable, Sendable {
      /// Nil: the patient.
      var record: UniqueID?
      var mergedNumber: RecordNumber?
    }

    public var entity: CustomField.Entity
    /// Nil: the patient.
    public var record: UniqueID?
    /// Only read.
    public var merged: MergedNumber?
    /// What the record is called, and its day.
    public var name: String
    public var on: CalendarDate?
    /// Nil: not read yet.
    public var fields: [CustomField]?

    public var id: ID { ID(record: record, mergedNumber: merged?.number) }
    /// The patient's own fields, which need no line above them.
    public var isOwn: Bool { record == nil && merged == nil }
  }

  /// A line of the page.
  public enum RowID: Hashable, Sendable {
    case group(Group.ID)
    case field(Group.ID, CustomFieldID)
  }

  /// All that the clinic ever defined, ended fields too; nil: not read yet.
  public private(set) var definitions: [DefinedCustomField]?
  public private(set) var choices: [CustomFieldID: [CustomField.Choice]] = [:]
  /// Names of the specialties that fields belong to; read once, with the first field that has one.
  public private(set) var specialties: [Specialty] = []
  public private(set) var groups: [Group] = []
  public private(set) var problem: Notice?
  public private(set) var selected: RowID?

  let environment: AppEnvironment
  private let changed: () -> Void
  private let notify: (Notice) -> Void
  private var complete: CompleteChart?
  private var isShown = false
  private var question = Question()
  private var isAsking = false

  init(environment: AppEnvironment, changed: @escaping () -> Void, notify: @escaping (Notice) -> Void) {
    self.environment = environment
    self.changed = changed
    self.notify = notify
  }

  var patient: PatientID? { complete?.chart.patient.id }

  /// The clinic has no field of its own.
  var hasNone: Bool { definitions?.isEmpty == true }

  // MARK: Rows

  /// The patient's own fields were read: before, nothing is shown, so that no row moves under a hand.
  public var isRead: Bool { groups.first(where: \.isOwn)?.fields != nil }

  /// The patient's fields first, then each record under a line of its own.
  public var rows: [RowID] {
    guard isRead else { return [] }
    return groups.flatMap { group -> [RowID] in
      let fields = (group.fields ?? []).map { RowID.field(group.id, $0.id) }
      return group.isOwn ? fields : [.group(group.id)] + fields
    }
  }

  private var selection: RowID? { rows.first { $0 == selected } ?? rows.first }

  public func field(_ row: RowID) -> CustomField? {
    guard case .field(let group, let id) = row else { return nil }
    return groups.first { $0.id == group }?.fields?.first { $0.id == id }
  }

  public func group(_ row: RowID) -> Group? {
    switch row {
    case .group(let id), .field(let id, _): groups.first { $0.id == id }
    }
  }

  public var selectedField: CustomField? { selection.flatMap { field($0) } }
  public var selectedGroup: Group? { selection.flatMap { group($0) } }
  public func definition(_ field: CustomFieldID) -> DefinedCustomField? {
    definitions?.first { $0.version.id.value == field.value }
  }

  public func select(_ id: RowID?) {
    guard id != selected else { return }
    selected = id
    changed()
  }

  // MARK: Reading

  func chartRead(_ chart: Chart) {}

  func completeRead(_ complete: CompleteChart) {
    if let known = self.complete, known.chart.patient.id != complete.chart.patient.id { forget() }
    self.complete = complete
    askDefinitions()
    arrange()
    if isShown { load() }
  }

  /// The catalogue says whether there is a tab at all; it is read once.
  private func askDefinitions() {
    guard definitions == nil, !isAsking else { return }
    isAsking = true
    let fields = environment.repositories.record.customFields
    UIActor.spawn { [weak self] in
      do {
        let read = try await fields.definitions()
        self?.defined(read)
      } catch {
        self?.notDefined(error)
      }
    }
  }

  private func defined(_ read: [DefinedCustomField]) {
    (isAsking, definitions, problem) = (false, read, nil)
    arrange()
    if isShown { load() }
    changed()
  }

  /// The tab stays, and says why it is empty; coming back to it asks again.
  private func notDefined(_ error: any Error) {
    isAsking = false
    problem = Notice(error)
    changed()
  }

  func shown() {
    isShown = true
    askDefinitions()
    load()
  }

  func hidden() { isShown = false }

  func close() {
    forget()
    complete = nil
    isShown = false
  }

  private func forget() {
    question.forget()
    (groups, selected, problem) = ([], nil, nil)
  }

  /// One group a record of an entity that has fields; what was read stays.
  private func arrange() {
    guard let complete, let definitions else { return }
    let entities = Set(definitions.map(\.entity))
    let known = Dictionary(groups.map { ($0.id, $0.fields) }) { first, _ in first }
    groups = Self.subjects(complete, environment.clock).filter { $0.isOwn || entities.contains($0.entity) }.map { group in
      var group = group
      group.fields = known[group.id] ?? nil
      return group
    }
  }

  private static func subjects(_ complete: CompleteChart, _ clock: ClinicClock) -> [Group] {
    let numbers = complete.chart.mergedNumbers
    func merged(_ number: RecordNumber?) -> MergedNumber? { number.flatMap { number in numbers.first { $0.number == number } } }
    let name = complete.chart.patient.name.listed
    let patient = [Group(entity: .patient, name: name)] + numbers.map { Group(entity: .patient, merged: $0, name: name) }
    let consultations = complete.consultations.map {
      Group(
        entity: .consultation, record: $0.id.value, merged: merged($0.mergedNumber), name: $0.practitionerName,
        on: clock.local($0.startsAt).date)
    }
    let tests = complete.tests.map {
      Group(
        entity: .medicalTest, record: $0.id.value, merged: merged($0.mergedNumber), name: $0.request.name,
        on: clock.local($0.recordedAt).date)
    }
    let reports = complete.reports.map {
      Group(entity: .medicalReport, record: $0.id.value, merged: merged($0.mergedNumber), name: $0.title, on: $0.reportOn)
    }
    let prescriptions = complete.chart.prescriptions.map {
      Group(entity: .prescription, record: $0.id.value, merged: merged($0.mergedNumber), name: $0.medication, on: $0.startsOn)
    }
    return patient + consultations + tests + reports + prescriptions
  }

  /// Reads what is open again: the patient's fields, and those of records that were unfolded.
  public func load() {
    guard complete != nil, definitions?.isEmpty == false else { return }
    for group in groups where group.isOwn || group.fields != nil { read(group) }
  }

  /// The fields of a record, or away with them.
  public func toggle() {
    guard let group = selectedGroup, let place = groups.firstIndex(of: group), !group.isOwn else { return }
    if group.fields == nil {
      read(group)
    } else {
      groups[place].fields = nil
      selected = .group(group.id)
      changed()
    }
  }

  private func read(_ group: Group) {
    guard let patient else { return }
    let (record, known, names) = (environment.repositories.record, choices, specialties)
    let fields = record.customFields
    UIActor.spawn { [weak self] in
      do {
        let owner = group.merged?.patient ?? patient
        let values = try await fields.values(CustomFields.Subject(patient: owner, entity: group.entity, record: group.record))
        var choices = known
        for field in values where field.type == .choice && choices[field.id] == nil {
          choices[field.id] = try await fields.choices(field.id)
        }
        let isNamed = names.isEmpty && values.contains { $0.specialtyCode != nil }
        // Without their names the fields are shown all the same.
        let specialties = isNamed ? (try? await record.practitioners.specialties()) ?? [] : names
        self?.loaded(values, choices, specialties, of: group, patient)
      } catch {
        self?.failed(error, patient)
      }
    }
  }

  private func loaded(
    _ values: [CustomField], _ read: [CustomFieldID: [CustomField.Choice]], _ specialties: [Specialty], of group: Group,
    _ asked: PatientID
  ) {
    self.specialties = specialties
    guard asked == patient, let place = groups.firstIndex(where: { $0.id == group.id }) else { return }
    choices.merge(read) { $1 }
    groups[place].fields = values
    problem = nil
    changed()
  }

  private func failed(_ error: any Error, _ asked: PatientID) {
    guard asked == patient else { return }
    if case RepositoryError.refused(let refusal) = error, refusal.concernsSession { return notify(.refused(refusal)) }
    problem = Notice(error)
    changed()
  }

  func recordSaved(_ kind: RecordFormKind) {
    if kind == .customField || kind == .changeCustomField { load() }
  }
}
