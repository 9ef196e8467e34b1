public typealias CatalogueChangeID = Identifier<CatalogueChange>

/// What can be changed by proposal; the raw value is the database's word.
public enum Catalogue: String, CaseIterable, Hashable, Sendable {
  case wards = "wards"
  case beds = "beds"
  case specialties = "specialties"
  case practitioners = "practitioners"
  case capabilities = "capabilities"
  case roster = "roster"
  case settings = "settings"
  case medicationClasses = "medication_classes"
  case ingredients = "ingredients"
  case ingredientCodes = "ingredient_codes"
  case medications = "medications"
  case medicationIngredients = "medication_ingredients"
  case doseLimits = "dose_limits"
  case medicationInteractions = "medication_interactions"
  case doseFrequencies = "dose_frequencies"
  case medicationKnowledge = "medication_knowledge"
  case biomarkerTypes = "biomarker_types"
  case biomarkerPregnancyLimits = "biomarker_pregnancy_limits"
  case vitalSignLimits = "vital_sign_limits"
  case observationIntervals = "observation_intervals"
  case allergies = "allergies"
  case allergyCrossReactions = "allergy_cross_reactions"
  case programmes = "programmes"
  case programmeDiabetesTypes = "programme_diabetes_types"
}

/// What stands in a field of a catalogue's row.
public enum CatalogueValue: Hashable, Sendable {
  case text(String)
  case number(DecimalNumber)
  case flag(Bool)
  case empty
}

/// The fields of a catalogue's row by the names of its columns.
public typealias CatalogueRow = [String: CatalogueValue]

/// A change of a catalogue: what was, what shall be, who says so and who signs.
public struct CatalogueChange: Hashable, Sendable, Identifiable {
  public enum Operation: String, CaseIterable, Hashable, Sendable {
    case add = "ADD"
    case change = "CHANGE"
  }

  public enum Outcome: String, CaseIterable, Hashable, Sendable {
    /// At once: nobody has to sign it.
    case applied = "APPLIED"
    case approved = "APPROVED"
    case denied = "DENIED"
    case withdrawn = "WITHDRAWN"
  }

  public struct Decision: Hashable, Sendable {
    public var outcome: Outcome
    public var by: String
    public var at: Instant
    public var reason: String?

    public init(outcome: Outcome, by: String, at: Instant, reason: String? = nil) {
      self.outcome = outcome
      self.by = by
      self.at = at
      self.reason = reason
    }
  }

  public var id: CatalogueChangeID
  public var catalogue: Catalogue
  public var operation: Operation
  /// As it was; nil where a row is added.
  public var oldRow: CatalogueRow?
  /// What shall be.
  public var fields: CatalogueRow
  public var reason: String
  /// Whose signature it needs; nil: nobody's.
  public var signer: StaffRole?
  public var proposedBy: String
  public var proposedAt: Instant
  /// Nil: it waits.
  public var decision: Decision?
  public var mayDecide: Bool

  public init(
    id: CatalogueChangeID, catalogue: Catalogue, operation: Operation, oldRow: CatalogueRow? = nil, fields: CatalogueRow,
    reason: String, signer: StaffRole? = nil, proposedBy: String, proposedAt: Instant, decision: Decision? = nil, mayDecide: Bool
  ) {
    self.id = id
    self.catalogue = catalogue
    self.operation = operation
    self.oldRow = oldRow
    self.fields = fields
    self.reason = reason
    self.signer = signer
    self.proposedBy = proposedBy
    self.proposedAt = proposedAt
    self.decision = decision
    self.mayDecide = mayDecide
  }
}

/// Catalogues, settings, wards, beds, shifts, practitioners and capabilities: one proposes a row with a reason; what is clinical
/// a
/// second person signs, a limit of privacy the privacy officer; the rest is applied at once.
public struct CatalogueChanges: Sendable {
  public enum ProposeAnswer: Hashable, Sendable {
    /// It waits for its signature.
    case proposed(CatalogueChangeID)
    case applied(CatalogueChangeID)
  }

  public enum Decision: Hashable, Sendable {
    case approve
    case deny(reason: String)
    /// By who proposed it.
    case withdraw
  }

  /// The rows of a catalogue as they are, at most 5,000, for who may propose a change of it or sign one.
  public var rows: @Sendable (_ catalogue: Catalogue) async throws -> [CatalogueRow]
  /// Open changes, and with `decided` those of the last year, newest first.
  public var list: @Sendable (_ decided: Bool) async throws -> [CatalogueChange]
  /// `row`: the key of the row that is changed, and the fields that shall be. Throws `.invalid` with the field,
  /// `.changedMeanwhile` where such a row is there, or such a change is open.
  public var propose:
    @Sendable (
      _ key: UniqueID, _ catalogue: Catalogue, _ operation: CatalogueChange.Operation, _ row: CatalogueRow, _ reason: String
    ) async throws -> ProposeAnswer
  /// Throws `.refused(.secondPerson)` for one's own, or about oneself, `.changedMeanwhile` where it is decided, or the row is
  /// another one meanwhile.
  public var decide: @Sendable (_ change: CatalogueChangeID, _ decision: Decision) async throws -> Void

  public init(
    rows: @escaping @Sendable (Catalogue) async throws -> [CatalogueRow] = notProvided(),
    list: @escaping @Sendable (Bool) async throws -> [CatalogueChange] = notProvided(),
    propose:
      @escaping @Sendable (UniqueID, Catalogue, CatalogueChange.Operation, CatalogueRow, String) async throws ->
        ProposeAnswer = notProvided(),
    decide: @escaping @Sendable (CatalogueChangeID, Decision) async throws -> Void = notProvided()
  ) {
    self.rows = rows
    self.list = list
    self.propose = propose
    self.decide = decide
  }
}
