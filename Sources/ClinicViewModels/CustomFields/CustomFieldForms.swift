import ClinicModel

extension CustomFieldsModel {
  /// The form of the selected field: its first value, or another one with a reason. Nil: this role does not write it, or it is of a
  /// merged number.
  public func form() -> RecordFormSpecification? {
    guard let field = selectedField, field.mayWrite, let group = selectedGroup, group.merged == nil, let patient else { return nil }
    let subject = CustomFields.Subject(patient: patient, entity: group.entity, record: group.record)
    return CustomFieldForms.form(
      field, definition(field.id), choices[field.id] ?? [], subject, environment.repositories.record.customFields,
      about: group.record == nil ? nil : group.name)
  }
}

/// The form of one field: a value of its type, within the limits of its definition.
enum CustomFieldForms {
  static func form(
    _ field: CustomField, _ definition: DefinedCustomField?, _ choices: [CustomField.Choice], _ subject: CustomFields.Subject,
    _ repository: CustomFields, about: String?
  ) -> RecordFormSpecification {
    let isChange = field.filled != nil
    let name = "value"
    let words = RecordWords(english: field.nameEnglish, spanish: field.nameSpanish)
    let value = RecordField(
      name, content(of: field, definition, choices), isRequired: !isChange, words: words)
    let reread: @Sendable () async throws -> RecordFormSpecification? = {
      let now = try await repository.values(subject).first { $0.id == field.id && $0.mayWrite }
      return now.map { form($0, definition, choices, subject, repository, about: about) }
    }
    return RecordFormSpecification(
      isChange ? .changeCustomField : .customField, subject: Self.subjectID(field, subject), about: about,
      fields: isChange ? [value, .reason] : [value],
      initial: [name: field.filled?.value.map { text(of: $0) } ?? ""], version: field.filled?.version.version ?? 0,
      reread: isChange ? reread : nil
    ) { submission in
      let typed = Self.value(submission.values, name, field)
      do {
        if let filled = field.filled {
          let version = RecordVersion(id: filled.version.id, version: submission.version)
          let reason = submission.values.line(RecordField.reason.id) ?? ""
          _ = try await repository.change(submission.key, subject, field.id, version, typed, reason)
        } else if let typed {
          _ = try await repository.record(submission.key, subject, field.id, typed)
        }
      } catch RepositoryError.invalid(field: "unit") {
        // Another unit since it was shown: the number that was typed is none of it.
        return .objected("UNIT")
      } catch RepositoryError.invalid(let rejected) where rejected != RecordField.reason.id {
        // The database names the column of the type.
        throw RepositoryError.invalid(field: name)
      }
      return .saved
    }
  }

  /// One draft a field of a record, and of its unit: a number never comes back under another one.
  private static func subjectID(_ field: CustomField, _ subject: CustomFields.Subject) -> UniqueID {
    let about = subject.record ?? subject.patient.value
    let unit = (field.unit ?? "").utf8.reduce(UInt64(0)) { ($0 &* 1_099_511_628_211) ^ UInt64($1) }
    return UniqueID(high: field.id.value.high ^ about.high, low: field.id.value.low ^ about.low ^ unit)
  }

  private static func content(
    of field: CustomField, _ definition: DefinedCustomField?, _ choices: [CustomField.Choice]
  ) -> RecordField.Content {
    switch field.type {
    case .text: return .text(definition?.longest ?? 2000)
    case .date: return .date(isPartial: false, mayBeAhead: true)
    case .boolean: return .choice([option("true", "yes", "sí"), option("false", "no", "no")])
    case .choice: return .choice(choices.map { option($0.code, $0.nameEnglish, $0.nameSpanish) })
    case .number:
      let (low, high) = (definition?.smallest ?? DecimalNumber(-999_999_999), definition?.largest ?? DecimalNumber(999_999_999))
      return .number(unit: field.unit ?? "", decimals: 6, range: low <= high ? low...high : nil)
    }
  }

  private static func option(_ id: String, _ english: String, _ spanish: String) -> RecordField.Option {
    RecordField.Option(id, RecordWords(english: english, spanish: spanish))
  }

  private static func text(of value: CustomField.Value) -> String {
    switch value {
    case .text(let text): text
    case .number(let number, _): number.withoutTrailingZeros.formatted()
    case .date(let date): date.description
    case .boolean(let flag): flag ? "true" : "false"
    case .choice(let code): code
    }
  }

  /// Nil: nothing stands in it any more.
  private static func value(_ values: RecordValues, _ name: String, _ field: CustomField) -> CustomField.Value? {
    switch field.type {
    case .text: values.line(name).map { .text($0) }
    case .number: values.number(name).map { .number($0, unit: field.unit) }
    case .date: values.date(name).map { .date($0) }
    case .boolean: values.line(name).map { .boolean($0 == "true") }
    case .choice: values.line(name).map { .choice($0) }
    }
  }
}
