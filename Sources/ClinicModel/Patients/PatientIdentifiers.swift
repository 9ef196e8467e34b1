public typealias PatientIdentifierID = Identifier<PatientIdentifier>

/// A number that others gave the patient (FHIR Identifier).
public struct PatientIdentifier: Hashable, Sendable, Identifiable {
  /// HL7 table 0203.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// A record number of another institution.
    case medicalRecord = "MR"
    case nationalUnique = "NI"
    case passport = "PPN"
    case socialSecurity = "SS"
    case member = "MB"
    case drivingLicence = "DL"
    case tax = "TAX"
    case japaneseHealth = "JHN"
    case patientInternal = "PI"
  }

  /// What is filled in.
  public struct Content: Hashable, Sendable {
    public var kind: Kind
    /// Who numbers: a URI or a name.
    public var system: String
    /// Stored without spaces, points and hyphens, in capitals.
    public var value: String
    public var assigner: String?

    public init(kind: Kind, system: String, value: String, assigner: String? = nil) {
      self.kind = kind
      self.system = system
      self.value = value
      self.assigner = assigner
    }
  }

  public var id: PatientIdentifierID
  public var content: Content

  public init(id: PatientIdentifierID, content: Content) {
    self.id = id
    self.content = content
  }
}

/// The identifiers of a patient: for reception behind the directory, for clinical staff in the opened chart.
public struct PatientIdentifiers: Sendable {
  public enum RecordObjection: String, CaseIterable, Hashable, Sendable {
    /// Somebody has this number already.
    case duplicate = "DUPLICATE"
  }

  /// The living ones. Empty also where nothing may be seen.
  public var list: @Sendable (_ patient: PatientID) async throws -> [PatientIdentifier]
  /// A nurse records no number of kind `.medicalRecord`.
  public var record:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ content: PatientIdentifier.Content) async throws ->
      WriteAnswer<PatientIdentifierID, RecordObjection>
  public var end: @Sendable (_ patient: PatientID, _ identifier: PatientIdentifierID, _ reason: String) async throws -> Void

  public init(
    list: @escaping @Sendable (PatientID) async throws -> [PatientIdentifier] = notProvided(),
    record:
      @escaping @Sendable (UniqueID, PatientID, PatientIdentifier.Content) async throws ->
        WriteAnswer<PatientIdentifierID, RecordObjection> = notProvided(),
    end: @escaping @Sendable (PatientID, PatientIdentifierID, String) async throws -> Void = notProvided()
  ) {
    self.list = list
    self.record = record
    self.end = end
  }
}
