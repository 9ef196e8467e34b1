/// Statements that travel to the server in one flight, without waiting in between.
///
/// Between two `commit()`s they are one transaction: all of them happen or none. After a failure the rest of that group is
/// skipped; the groups behind it are still carried out.
public struct PostgresPipeline: Sendable {
  /// The place of a statement's result.
  public struct Place: Hashable, Sendable {
    let group: Int
    let index: Int
  }

  struct Call: Sendable {
    let statement: Statement
    let parameters: EncodedParameters
  }

  private(set) var groups: [[Call]] = [[]]
  private(set) var failure: PostgresError?

  public init() {}

  /// Adds a statement; a parameter that cannot be represented is reported when the pipeline is run, and nothing is sent.
  @discardableResult
  public mutating func add(_ statement: Statement, _ parameters: [any PostgresEncodable] = []) -> Place {
    do {
      groups[groups.count - 1].append(Call(statement: statement, parameters: try EncodedParameters(parameters)))
    } catch {
      failure = failure ?? error.naming(statement)
    }
    return Place(group: groups.count - 1, index: groups[groups.count - 1].count - 1)
  }

  /// Ends the group: what was added so far is committed before what follows begins (a Sync in the protocol).
  public mutating func commit() {
    if groups.last?.isEmpty == false { groups.append([]) }
  }

  /// The groups without an empty last one.
  var filledGroups: [[Call]] { groups.filter { !$0.isEmpty } }
}

/// What came back of a pipeline: for each group its rows, or its error.
public struct PostgresPipelineResults: Sendable {
  let groups: [Result<[PostgresRows], PostgresError>]

  /// The rows of one statement. Throws the error of its group.
  public func rows(_ place: PostgresPipeline.Place) throws(PostgresError) -> PostgresRows {
    guard groups.indices.contains(place.group) else { throw PostgresError(.unexpectedRowCount, reason: "not of this pipeline") }
    return try groups[place.group].get()[place.index]
  }

  /// The error of the first group that failed.
  public var firstError: PostgresError? {
    for case .failure(let error) in groups { return error }
    return nil
  }
}
