public typealias CustomFieldID = Identifier<CustomField>

/// A field of the site, as its reader's role may see it, with what stands in it.
public struct CustomField: Hashable, Sendable, Identifiable {
  /// What a field belongs to.
  public enum Entity: String, CaseIterable, Hashable, Sendable {
    case patient = "PATIENT"
    case consultation = "CONSULTATION"
    case prescription = "PRESCRIPTION"
    case medicalTest = "MEDICAL_TEST"
    case medicalReport = "MEDICAL_REPORT"
  }

  public enum ValueType: String, CaseIterable, Hashable, Sendable {
    case text = "TEXT"
    case number = "NUMBER"
    case date = "DATE"
    case boolean = "BOOLEAN"
    case choice = "CHOICE"
  }

  public enum Value: Hashable, Sendable {
    case text(String)
    /// With the unit it was typed in; nil where its field had none then.
    case number(DecimalNumber, unit: String? = nil)
    case date(CalendarDate)
    case boolean(Bool)
    /// By its code.
    case choice(String)

    /// Of a number.
    public var unit: String? { if case .number(_, let unit) = self { unit } else { nil } }
  }

  /// One of the values of a field of type choice.
  public struct Choice: Hashable, Sendable {
    public var code: String
    public var nameEnglish: String
    public var nameSpanish: String

    public init(code: String, nameEnglish: String, nameSpanish: String) {
      self.code = code
      self.nameEnglish = nameEnglish
      self.nameSpanish = nameSpanish
    }
  }

  /// What stands in it; cleared: a version without a value.
  public struct Filled: Hashable, Sendable {
    public var version: RecordVersion<CustomField.Filled>
    public var value: Value?

    public init(version: RecordVersion<CustomField.Filled>, value: Value? = nil) {
      self.version = version
      self.value = value
    }
  }

  public var id: CustomFieldID
  public var code: String
  public var specialtyCode: String?
  public var nameEnglish: String
  public var nameSpanish: String
  public var type: ValueType
  public var mayWrite: Bool
  /// Of the next number; what was recorded keeps the unit it was typed in.
  public var unit: String?
  /// Nil: never filled in.
  public var filled: Filled?

  public init(
    id: CustomFieldID, code: String, specialtyCode: String? = nil, nameEnglish: String, nameSpanish: String, type: ValueType,
    mayWrite: Bool, unit: String? = nil, filled: Filled? = nil
  ) {
    self.id = id
    self.code = code
    self.specialtyCode = specialtyCode
    self.nameEnglish = nameEnglish
    self.nameSpanish = nameSpanish
    self.type = type
    self.mayWrite = mayWrite
    self.unit = unit
    self.filled = filled
  }
}

/// A field as an administrator defines it. Limits count for their own type: numbers have a smallest and a largest, a text its
/// longest (which it must have), a choice its values.
public struct CustomFieldDefinition: Hashable, Sendable {
  public var code: String
  public var entity: CustomField.Entity
  public var specialtyCode: String?
  public var nameEnglish: String
  public var nameSpanish: String
  public var type: CustomField.ValueType
  /// Nothing clinical: reception may be on the list of roles.
  public var isAdministrative: Bool
  public var smallest: DecimalNumber?
  public var largest: DecimalNumber?
  public var longest: Int?
  public var readers: Set<StaffRole>
  /// Some of the readers.
  public var writers: Set<StaffRole>
  public var choices: [CustomField.Choice]
  public var sortOrder: Int
  /// Of numbers, as it is printed beside them; at most 20 characters without spaces.
  public var unit: String?

  public init(
    code: String, entity: CustomField.Entity, specialtyCode: String? = nil, nameEnglish: String, nameSpanish: String,
    type: CustomField.ValueType, isAdministrative: Bool = false, smallest: DecimalNumber? = nil, largest: DecimalNumber? = nil,
    longest: Int? = nil, readers: Set<StaffRole>, writers: Set<StaffRole>, choices: [CustomField.Choice] = [], sortOrder: Int = 0, unit: String? = nil
  ) {
    self.code = code
    self.entity = entity
    self.specialtyCode = specialtyCode
    self.nameEnglish = nameEnglish
    self.nameSpanish = nameSpanish
    self.type = type
    self.isAdministrative = isAdministrative
    self.smallest = smallest
    self.largest = largest
    self.longest = longest
    self.readers = readers
    self.writers = writers
    self.choices = choices
    self.sortOrder = sortOrder
    self.unit = unit
  }
}

/// The catalogue's row of a field.
public struct DefinedCustomField: Hashable, Sendable {
  /// With the version of the row.
  public var version: RecordVersion<CustomField>
  public var code: String
  public var entity: CustomField.Entity
  public var nameEnglish: String
  public var nameSpanish: String
  public var type: CustomField.ValueType
  /// Nobody fills it in any more.
  public var endedAt: Instant?
  /// Of numbers.
  public var smallest: DecimalNumber?
  public var largest: DecimalNumber?
  /// Of texts, in characters.
  public var longest: Int?
  /// Of numbers: that of the next one.
  public var unit: String?

  public init(
    version: RecordVersion<CustomField>, code: String, entity: CustomField.Entity, nameEnglish: String, nameSpanish: String,
    type: CustomField.ValueType, endedAt: Instant? = nil, smallest: DecimalNumber? = nil, largest: DecimalNumber? = nil,
    longest: Int? = nil, unit: String? = nil
  ) {
    self.version = version
    self.code = code
    self.entity = entity
    self.nameEnglish = nameEnglish
    self.nameSpanish = nameSpanish
    self.type = type
    self.endedAt = endedAt
    self.smallest = smallest
    self.largest = largest
    self.longest = longest
    self.unit = unit
  }
}

/// Fields of the site: definitions by administrators, values by the roles of each field.
public struct CustomFields: Sendable {
  public typealias Version = RecordVersion<CustomField.Filled>

  public enum DefineObjection: String, CaseIterable, Hashable, Sendable {
    /// The code is taken.
    case duplicate = "DUPLICATE"
  }

  /// What a value is about: the patient, or a record of hers.
  public struct Subject: Hashable, Sendable {
    public var patient: PatientID
    public var entity: CustomField.Entity
    /// Nil exactly where the entity is the patient.
    public var record: UniqueID?

    public init(patient: PatientID, entity: CustomField.Entity = .patient, record: UniqueID? = nil) {
      self.patient = patient
      self.entity = entity
      self.record = record
    }
  }

  /// All definitions, in the order they are listed.
  public var definitions: @Sendable () async throws -> [DefinedCustomField]
  public var choices: @Sendable (_ field: CustomFieldID) async throws -> [CustomField.Choice]
  public var define: @Sendable (_ definition: CustomFieldDefinition) async throws -> WriteAnswer<CustomFieldID, DefineObjection>
  /// What was recorded stays readable.
  public var end: @Sendable (_ version: RecordVersion<CustomField>) async throws -> Void
  /// The unit from now on, nil: none; what was recorded keeps the one it was typed in.
  public var setUnit: @Sendable (_ version: RecordVersion<CustomField>, _ unit: String?) async throws -> Void
  /// The fields this role may see. Empty also where nothing may be seen.
  public var values: @Sendable (_ subject: Subject) async throws -> [CustomField]
  /// The first value of a field.
  public var record:
    @Sendable (_ key: UniqueID, _ subject: Subject, _ field: CustomFieldID, _ value: CustomField.Value) async throws -> Version
  /// Another value, or none, with a reason.
  public var change:
    @Sendable (
      _ key: UniqueID, _ subject: Subject, _ field: CustomFieldID, _ version: Version, _ value: CustomField.Value?,
      _ reason: String
    ) async throws -> Version

  public init(
    definitions: @escaping @Sendable () async throws -> [DefinedCustomField] = notProvided(),
    choices: @escaping @Sendable (CustomFieldID) async throws -> [CustomField.Choice] = notProvided(),
    define:
      @escaping @Sendable (CustomFieldDefinition) async throws -> WriteAnswer<CustomFieldID, DefineObjection> = notProvided(),
    end: @escaping @Sendable (RecordVersion<CustomField>) async throws -> Void = notProvided(),
    setUnit: @escaping @Sendable (RecordVersion<CustomField>, String?) async throws -> Void = notProvided(),
    values: @escaping @Sendable (Subject) async throws -> [CustomField] = notProvided(),
    record: @escaping @Sendable (UniqueID, Subject, CustomFieldID, CustomField.Value) async throws -> Version = notProvided(),
    change:
      @escaping @Sendable (UniqueID, Subject, CustomFieldID, Version, CustomField.Value?, String) async throws ->
        Version = notProvided()
  ) {
    self.definitions = definitions
    self.choices = choices
    self.define = define
    self.end = end
    self.setUnit = setUnit
    self.values = values
    self.record = record
    self.change = change
  }
}
