public typealias PatientContactID = Identifier<PatientContact>

/// Somebody around the patient (FHIR Patient.contact, RelatedPerson).
public struct PatientContact: Hashable, Sendable, Identifiable {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case emergency = "EMERGENCY"
    case nextOfKin = "NEXT_OF_KIN"
    case guardian = "GUARDIAN"
    case caregiver = "CAREGIVER"
    case other = "OTHER"
  }

  public enum Relationship: String, CaseIterable, Hashable, Sendable {
    case spouse = "SPOUSE"
    case partner = "PARTNER"
    case parent = "PARENT"
    case child = "CHILD"
    case sibling = "SIBLING"
    case grandparent = "GRANDPARENT"
    case grandchild = "GRANDCHILD"
    case relative = "RELATIVE"
    case friend = "FRIEND"
    case neighbour = "NEIGHBOUR"
    case professional = "PROFESSIONAL"
    case other = "OTHER"
  }

  /// What is filled in: at least one way to reach her.
  public struct Content: Hashable, Sendable {
    public var kind: Kind
    public var relationship: Relationship
    /// 1 to 9; 1 is called first.
    public var priority: Int
    public var name: String
    public var phone: String?
    public var email: String?
    public var address: String?

    public init(
      kind: Kind, relationship: Relationship, priority: Int = 1, name: String, phone: String? = nil, email: String? = nil,
      address: String? = nil
    ) {
      self.kind = kind
      self.relationship = relationship
      self.priority = priority
      self.name = name
      self.phone = phone
      self.email = email
      self.address = address
    }
  }

  /// With the version of the row.
  public var version: RecordVersion<PatientContact>
  public var content: Content

  public var id: PatientContactID { version.id }

  public init(version: RecordVersion<PatientContact>, content: Content) {
    self.version = version
    self.content = content
  }
}

/// The contacts of a patient: for reception behind the directory, for clinical staff in the opened chart.
public struct PatientContacts: Sendable {
  public typealias Version = RecordVersion<PatientContact>

  /// The living ones, by priority. Empty also where nothing may be seen.
  public var list: @Sendable (_ patient: PatientID) async throws -> [PatientContact]
  public var add: @Sendable (_ key: UniqueID, _ patient: PatientID, _ content: PatientContact.Content) async throws -> Version
  public var change:
    @Sendable (_ key: UniqueID, _ patient: PatientID, _ version: Version, _ content: PatientContact.Content) async throws ->
      Version
  public var end: @Sendable (_ patient: PatientID, _ version: Version, _ reason: String) async throws -> Void

  public init(
    list: @escaping @Sendable (PatientID) async throws -> [PatientContact] = notProvided(),
    add: @escaping @Sendable (UniqueID, PatientID, PatientContact.Content) async throws -> Version = notProvided(),
    change: @escaping @Sendable (UniqueID, PatientID, Version, PatientContact.Content) async throws -> Version = notProvided(),
    end: @escaping @Sendable (PatientID, Version, String) async throws -> Void = notProvided()
  ) {
    self.list = list
    self.add = add
    self.change = change
    self.end = end
  }
}
