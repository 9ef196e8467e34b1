/// Searching the directory and reading "my patients". Each leaves its trace before it answers: the implementation opens the
/// directory or the work list, committed, and renews the opening while somebody works.
public struct PatientDirectory: Sendable {
  public struct SearchAnswer: Hashable, Sendable {
    public var entries: [DirectoryEntry]
    /// More patients match than were returned.
    public var hasMore: Bool

    public init(entries: [DirectoryEntry], hasMore: Bool) {
      self.entries = entries
      self.hasMore = hasMore
    }
  }

  /// Name parts in any order, birth date in the usual spellings, record number; optionally one ward only. At most 50 rows.
  public var search: @Sendable (_ text: String, _ ward: String?) async throws -> SearchAnswer
  /// The patients of the nurse's wards on the roster now, or of the clinician's care team: opened anew, so that the list is who
  /// is
  /// hers now.
  public var myPatients: @Sendable () async throws -> [WorkListEntry]
  /// The same patients as they are now, through the opening that stands; opened anew where it has ended.
  public var myPatientsAgain: @Sendable () async throws -> [WorkListEntry]
  /// All wards, in the order they are listed.
  public var wards: @Sendable () async throws -> [Ward]

  public init(
    search: @escaping @Sendable (String, String?) async throws -> SearchAnswer,
    myPatients: @escaping @Sendable () async throws -> [WorkListEntry],
    myPatientsAgain: (@Sendable () async throws -> [WorkListEntry])? = nil,
    wards: @escaping @Sendable () async throws -> [Ward]
  ) {
    self.search = search
    self.myPatients = myPatients
    self.myPatientsAgain = myPatientsAgain ?? myPatients
    self.wards = wards
  }
}
