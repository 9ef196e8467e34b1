import ClinicModel
import ClinicViewModels
import EventLoop
import TerminalUI

extension Command {
  static let unfoldFields = Command("custom-fields.unfold")
  static let writeField = Command("custom-fields.write")
}

/// The clinic's own fields: of the patient, and under each of her records.
@UIActor
final class CustomFieldsSection: ChartSectionScreen {
  private let session: SessionModel
  private unowned let application: ClinicApplication
  private var model: CustomFieldsModel { session.chart.customFields }
  private var table = Table<CustomFieldsModel.RowID>([])

  init(session: SessionModel, application: ClinicApplication) {
    self.session = session
    self.application = application
  }

  let title = Message(en: "Custom fields", es: "Campos propios")
  let shortTitle = Message(en: "Fields", es: "Campos")

  // MARK: Commands

  var entries: [CommandEntry] {
    let field = model.selectedField
    let noField = Message(en: "Select a field first.", es: "Elija antes un campo.")
    let notYours = Message(en: "NO_ROLE: your role reads this field only.", es: "NO_ROLE: su función solo lee este campo.")
    let merged = model.selectedGroup?.merged.map { Message.onlyRead($0.number) }
    let obstacle = field == nil ? noField : merged ?? (field?.mayWrite == true ? nil : notYours)
    var entries = [
      CommandEntry(
        .writeField, [.character("u")],
        field?.filled == nil ? Message(en: "fill in", es: "rellenar") : Message(en: "change", es: "cambiar"),
        detail: Message(en: "Fill in or change the selected field", es: "Rellenar o cambiar el campo elegido"),
        isInHelpBar: obstacle == nil, obstacle: obstacle)
    ]
    if let group = model.selectedGroup, !group.isOwn {
      entries.append(
        CommandEntry(
          .unfoldFields, [.enter],
          group.fields == nil ? Message(en: "unfold", es: "desplegar") : Message(en: "fold", es: "plegar"),
          detail: Message(en: "Show or hide the fields of this record", es: "Mostrar u ocultar los campos de este registro")))
    }
    return entries
  }

  func handle(_ event: InputEvent) -> Bool {
    synchronize()
    guard case .moved = table.handle(event) else { return false }
    model.select(table.selection)
    return true
  }

  func perform(_ command: Command) -> Bool {
    switch command {
    case .writeField: model.form().map { session.chart.forms.begin($0) }
    case .unfoldFields: model.toggle()
    default: return false
    }
    return true
  }

  private func synchronize() {
    table.setRows(model.rows)
    // Until somebody chooses, the first: rows that come later stand above those that came before.
    if let selected = model.selected ?? model.rows.first { table.select(selected) }
  }

  // MARK: Drawing

  func draw(_ chart: Chart, on canvas: inout Canvas, in area: Rect, _ context: DrawContext) {
    let wording = context.wording
    let (head, rest) = area.split(top: 2)
    let filled = model.groups.flatMap { $0.fields ?? [] }.count { $0.filled?.value != nil }
    let facts =
      [Message(en: "Fields that this clinic defined", es: "Campos definidos por el centro")]
      + (model.isRead ? [Message(en: "filled in: \(filled)", es: "rellenos: \(filled)")] : [])
    canvas.facts(facts.map { wording($0) }, at: head.origin.offset(x: 1), width: head.width - 2, role: .textMuted)
    canvas.horizontalLine(at: head.origin.offset(y: 1), length: head.width)
    synchronize()
    table.columns = [
      TableColumn(wording(Message(en: "FIELD", es: "CAMPO")), .flexible(minimum: 26)),
      TableColumn(wording(Message(en: "VALUE", es: "VALOR")), .flexible(minimum: 26)),
      TableColumn(wording(Message(en: "TYPE", es: "TIPO")), .fixed(10), dropOrder: 1),
      TableColumn(wording(Message(en: "SPECIALTY", es: "ESPECIALIDAD")), .fixed(14), dropOrder: 2),
    ]
    table.emptyText = wording(emptyText(context))
    let (list, detail) = rest.split(bottom: model.rows.isEmpty ? 0 : 3)
    table.draw(on: &canvas, in: list.split(left: min(list.width, 120)).left, isFocused: true) {
      cells(model.rows[$0], wording)
    }
    guard let field = model.selectedField else { return }
    canvas.horizontalLine(at: detail.origin, length: detail.width)
    canvas.wrapped(words(field, under: model.selectedGroup?.merged?.number, wording), in: detail.inset(left: 1, top: 1, right: 1))
  }

  private func emptyText(_ context: DrawContext) -> Message {
    if let problem = model.problem { return .notice(problem, clock: context.clock) }
    return model.isRead
      ? Message(en: "Your role sees none of the fields.", es: "Su función no ve ninguno de los campos.")
      : Message(en: "reading...", es: "leyendo...")
  }

  private func cells(_ row: CustomFieldsModel.RowID, _ wording: Wording) -> [TableCell] {
    guard let field = model.field(row) else {
      guard let group = model.group(row) else { return [] }
      let sign = group.fields == nil ? "+ " : "- "
      let none =
        group.fields?.isEmpty == true ? wording(Message(en: "no field for your role", es: "ningún campo para su función")) : ""
      return [
        TableCell(
          [sign + wording(.entity(group.entity)), group.on?.description, group.merged.map { wording(.underNumber($0.number)) }]
            .compactMap { $0 }.joined(separator: " "), role: .textStrong),
        TableCell(none.isEmpty ? group.name : "\(group.name): \(none)", role: .textStrong),
      ]
    }
    let indent = model.group(row)?.isOwn == true ? "" : "  "
    let value = shown(field, wording)
    return [
      TableCell(indent + name(field, wording)), TableCell(value ?? "-", role: value == nil ? .textMuted : nil),
      TableCell(wording(.valueType(field.type))), TableCell(specialty(field, wording)),
    ]
  }

  private func name(_ field: CustomField, _ wording: Wording) -> String {
    wording.language == .spanish ? field.nameSpanish : field.nameEnglish
  }

  /// Empty where its name is not known: a code is no word.
  private func specialty(_ field: CustomField, _ wording: Wording) -> String {
    model.specialties.first { $0.code == field.specialtyCode }.map {
      wording.language == .spanish ? $0.nameSpanish : $0.nameEnglish
    } ?? ""
  }

  /// What stands in it; nil: nothing.
  private func shown(_ field: CustomField, _ wording: Wording) -> String? {
    switch field.filled?.value {
    case nil: nil
    case .text(let text): text
    case .number(let number, let unit): [wording.number(number.withoutTrailingZeros), unit.map(Unit.text) ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    case .date(let date): date.description
    case .boolean(let flag): wording(.yes(flag))
    case .choice(let code):
      (model.choices[field.id] ?? []).first { $0.code == code }.map {
        wording.language == .spanish ? $0.nameSpanish : $0.nameEnglish
      } ?? code
    }
  }

  /// The field in a sentence: its limits, and how often it was changed.
  private func words(_ field: CustomField, under merged: RecordNumber?, _ wording: Wording) -> String {
    var words = [name(field, wording) + ": " + (shown(field, wording) ?? wording(Message(en: "empty", es: "vacío")))]
    if let limits = model.definition(field.id).flatMap({ limits($0, wording) }) { words.append(limits) }
    if let unit = field.unit, unit != field.filled?.value?.unit {
      words.append(wording(Message(en: "in \(Unit.text(unit))", es: "en \(Unit.text(unit))")))
    }
    if let version = field.filled?.version.version, version > 1 {
      words.append(wording(Message(en: "changed \(version - 1) times", es: "cambiado \(version - 1) veces")))
    }
    if let merged {
      words.append(wording(.recordedUnder(merged)))
    } else if !field.mayWrite {
      words.append(wording(Message(en: "your role reads it only", es: "su función solo lo lee")))
    }
    return words.joined(separator: "   ")
  }

  private func limits(_ definition: DefinedCustomField, _ wording: Wording) -> String? {
    let (low, high) = (definition.smallest.map { wording.number($0) }, definition.largest.map { wording.number($0) })
    switch (low, high, definition.longest) {
    case (let low?, let high?, _): return wording(Message(en: "from \(low) to \(high)", es: "de \(low) a \(high)"))
    case (let low?, nil, _): return wording(Message(en: "\(low) or more", es: "\(low) o más"))
    case (nil, let high?, _): return wording(Message(en: "at most \(high)", es: "como mucho \(high)"))
    case (nil, nil, let longest?):
      return wording(Message(en: "at most \(longest) characters", es: "como mucho \(longest) caracteres"))
    case (nil, nil, nil): return nil
    }
  }
}

extension Message {
  static func entity(_ entity: CustomField.Entity) -> Message {
    switch entity {
    case .patient: Message(en: "Patient", es: "Persona")
    case .consultation: Message(en: "Consultation", es: "Consulta")
    case .prescription: Message(en: "Prescription", es: "Prescripción")
    case .medicalTest: Message(en: "Test", es: "Prueba")
    case .medicalReport: Message(en: "Report", es: "Informe")
    }
  }

  static func valueType(_ type: CustomField.ValueType) -> Message {
    switch type {
    case .text: Message(en: "text", es: "texto")
    case .number: Message(en: "number", es: "número")
    case .date: Message(en: "date", es: "fecha")
    case .boolean: Message(en: "yes or no", es: "sí o no")
    case .choice: Message(en: "choice", es: "opción")
    }
  }
}

extension RecordFormWords {
  static let customField = RecordFormWords(
    title: Message(en: "Custom field: fill in", es: "Campo propio: rellenar"),
    saved: Message(en: "Field stored.", es: "Campo guardado."), labels: [:], objections: fieldObjections)
  static let changeCustomField = RecordFormWords(
    title: Message(en: "Custom field: change; empty clears it", es: "Campo propio: cambiar; vacío lo borra"),
    saved: Message(en: "Field changed; the old value is kept.", es: "Campo cambiado; el valor anterior se conserva."), labels: [:],
    objections: fieldObjections)

  private static let fieldObjections = [
    "UNIT": Message(
      en: "the field has another unit since it was opened. Leave it, open it again, and look at the unit.",
      es: "el campo tiene otra unidad desde que se abrió. Salga, ábralo de nuevo y mire la unidad.")
  ]
}
