import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

/// An application on stub repositories and manual time.
@UIActor
final class World {
  let time = ManualTime()

  let site = Endpoint<Void, Site>("site")
  let signIn = Endpoint<Credentials, Sessions.SignInAnswer>("signIn")
  let lock = Endpoint<Void, Void>("lock")
  let unlock = Endpoint<String, Bool>("unlock")
  let signOut = Endpoint<Void, Void>("signOut")
  let setLanguage = Endpoint<Language, Void>("setLanguage")
  let setTheme = Endpoint<String, Void>("setTheme")
  let search = Endpoint<Search, PatientDirectory.SearchAnswer>("search")
  let myPatients = Endpoint<Void, [WorkListEntry]>("myPatients")
  let wards = Endpoint<Void, [Ward]>("wards")
  let openChart = Endpoint<Opening, Chart>("openChart")
  let series = Endpoint<SeriesQuery, [BiomarkerResult]>("series")
  let request = Endpoint<SentRequest, EmergencyAccesses.RequestAnswer>("request")
  let mine = Endpoint<Void, [EmergencyAccess]>("mine")
  let withdraw = Endpoint<EmergencyAccessID, Void>("withdraw")
  let end = Endpoint<Ending, Void>("end")
  let counts = Endpoint<Void, EmergencyCounts>("counts")
  let queue = Endpoint<Void, [EmergencyQueueEntry]>("queue")
  let decide = Endpoint<Decided, EmergencyAccesses.DecisionAnswer>("decide")
  let findDuplicates = Endpoint<DuplicateQuery, [DuplicateCandidate]>("findDuplicates")
  let register = Endpoint<Registered, Registrations.Answer>("register")
  let saveDraft = Endpoint<[String: String], Void>("saveDraft")
  let readDraft = Endpoint<String, Draft?>("readDraft")
  let discardDraft = Endpoint<String, Void>("discardDraft")
  let readVitalSigns = Endpoint<PatientID, VitalSignsChart>("readVitalSigns")
  let recordVitalSigns = Endpoint<RecordedVitalSigns, VitalSigns.Answer>("recordVitalSigns")
  let correctVitalSigns = Endpoint<CorrectedVitalSigns, VitalSigns.Answer>("correctVitalSigns")
  let answerEscalation = Endpoint<AnsweredEscalation, Bool>("answerEscalation")
  let recordGlucose = Endpoint<RecordedGlucose, BedsideGlucose.Answer>("recordGlucose")
  let acknowledgeGlucose = Endpoint<AcknowledgedGlucose, Bool>("acknowledgeGlucose")

  let whoSaw = Endpoint<AccessQuestion, [AccessLogEntry]>("whoSaw")
  let womensHealth = Endpoint<PatientID, WomensHealth.Record>("womensHealth")
  let catalogue = Endpoint<Void, [Programme]>("catalogue")
  let isEligible = Endpoint<String, Bool>("isEligible")
  let enrol = Endpoint<Enrolment, WriteAnswer<Programmes.Enrolled, Programmes.EnrolObjection>>("enrol")
  let fieldDefinitions = Endpoint<Void, [DefinedCustomField]>("fieldDefinitions")
  let fieldValues = Endpoint<CustomFields.Subject, [CustomField]>("fieldValues")
  let fieldChoices = Endpoint<CustomFieldID, [CustomField.Choice]>("fieldChoices")

  init() {
    // The catalogue of the clinic's own fields is asked for with the first chart.
    fieldDefinitions.answer([])
    // Every nurse and doctor asks for it at the sign-in: nothing was begun.
    readDraft.answer(nil)
    // What is begun is kept, and forgotten once it is stored.
    saveDraft.succeed()
    discardDraft.succeed()
  }

  private(set) lazy var app: AppModel = {
    let app = AppModel(environment: environment, language: .english)
    app.onChange = { [unowned self] in changes += 1 }
    app.onBell = { [unowned self] in bells += 1 }
    app.onThemeChange = { [unowned self] in themes.append($0) }
    return app
  }()
  private(set) var changes = 0
  private(set) var bells = 0
  private(set) var themes: [String] = []

  struct Credentials: Hashable, Sendable { var email, password: String }
  struct Search: Hashable, Sendable { var text: String; var ward: String? }
  struct Opening: Hashable, Sendable { var patient: PatientID; var purpose: AccessPurpose }
  struct SeriesQuery: Hashable, Sendable { var patient: PatientID; var type: BiomarkerType.ID }
  struct AccessQuestion: Hashable, Sendable {
    var patient: PatientID
    var purpose: String
    var from: Instant?
    var to: Instant
    var skipped: Int
    var limit: Int
  }
  struct Enrolment: Hashable, Sendable { var key: UniqueID; var patient: PatientID; var code: String }
  struct SentRequest: Hashable, Sendable { var request: EmergencyRequest; var password: String }
  struct Ending: Hashable, Sendable { var id: EmergencyAccessID; var reason: String }
  struct Decided: Hashable, Sendable { var id: EmergencyAccessID; var decision: EmergencyAccesses.Decision }
  struct RecordedVitalSigns: Hashable, Sendable { var key: UniqueID; var round: NewVitalSigns; var confirmed: Bool }
  struct CorrectedVitalSigns: Hashable, Sendable { var key: UniqueID; var correction: VitalSignsCorrection; var confirmed: Bool }
  struct AnsweredEscalation: Hashable, Sendable { var id: EscalationID; var action: Escalation.Action; var text: String }
  struct RecordedGlucose: Hashable, Sendable {
    var key: UniqueID
    var patient: PatientID
    var value: Glucose
    var measuredAt: Instant
    var confirmed: Bool
  }
  struct AcknowledgedGlucose: Hashable, Sendable { var id: BiomarkerResultID; var value: Glucose; var action: String }
  struct Registered: Hashable, Sendable { var key: UniqueID; var registration: Registration; var differentReason: String? }

  var environment: AppEnvironment { AppEnvironment(repositories: repositories, clock: time.clock, scheduler: time.scheduler) }

  private var repositories: Repositories {
    Repositories(
      sessions: sessions, directory: directory, charts: charts, emergencyAccesses: emergencyAccesses,
        registrations: registrations, vitalSigns: vitalSigns, bedsideGlucose: bedsideGlucose, record: record)
  }

  /// What the opening of a chart reads with it.
  var around: @Sendable (Chart) -> CompleteChart = { CompleteChart.alone($0) }

  /// The repositories of the record that a test needs.
  var changeRecord: (inout RecordRepositories) -> Void = { _ in }

  private var record: RecordRepositories {
    let open = openChart
    var record = RecordRepositories()
    record.charts = CompleteCharts(open: { patient, purpose, _ in
      let chart = try await open.call(Opening(patient: patient, purpose: purpose))
      return await self.around(chart)
    })
    let (whoSaw, women, catalogue, isEligible, enrol) = (whoSaw, womensHealth, catalogue, isEligible, enrol)
    record.accessLog = AccessLog(whoSawNewest: {
      try await whoSaw.call(AccessQuestion(patient: $0, purpose: $1, from: $2, to: $3, skipped: $4, limit: $5))
    })
    record.womensHealth = WomensHealth(read: { try await women.call($0) })
    record.programmes = Programmes(
      catalogue: { try await catalogue.call(()) }, isEligible: { try await isEligible.call($1) },
      enrol: { try await enrol.call(Enrolment(key: $0, patient: $1, code: $2)) })
    let (definitions, values, choices) = (fieldDefinitions, fieldValues, fieldChoices)
    record.customFields = CustomFields(
      definitions: { try await definitions.call(()) }, choices: { try await choices.call($0) },
      values: { try await values.call($0) })
    record.tasks = PatientTasks(mine: { [] })
    changeRecord(&record)
    return record
  }

  private var sessions: Sessions {
    let (site, signIn, lock, unlock, signOut, language, theme) = (site, signIn, lock, unlock, signOut, setLanguage, setTheme)
    return Sessions(
      site: { try await site.call(()) }, signIn: { try await signIn.call(Credentials(email: $0, password: $1)) },
        lock: { try await lock.call(()) },
      unlock: { try await unlock.call($0) }, signOut: { try await signOut.call(()) },
        setLanguage: { try await language.call($0) },
      setTheme: { try await theme.call($0) })
  }

  private var directory: PatientDirectory {
    let (search, myPatients, wards) = (search, myPatients, wards)
    return PatientDirectory(
      search: { try await search.call(Search(text: $0, ward: $1)) }, myPatients: { try await myPatients.call(()) },
        wards: { try await wards.call(()) })
  }

  private var charts: Charts {
    let series = series
    return Charts(
      open: { _, _, _ in throw RepositoryError.unexpectedAnswer },
      series: { patient, type, _ in try await series.call(SeriesQuery(patient: patient, type: type)) })
  }

  private var emergencyAccesses: EmergencyAccesses {
    let (request, mine, withdraw, end, counts, queue, decide) = (request, mine, withdraw, end, counts, queue, decide)
    return EmergencyAccesses(
      request: { try await request.call(SentRequest(request: $0, password: $1)) }, mine: { try await mine.call(()) },
      withdraw: { try await withdraw.call($0) }, end: { try await end.call(Ending(id: $0, reason: $1)) },
        counts: { try await counts.call(()) },
      queue: { try await queue.call(()) }, decide: { try await decide.call(Decided(id: $0, decision: $1)) })
  }

  private var registrations: Registrations {
    let (find, register, save, read, discard) = (findDuplicates, register, saveDraft, readDraft, discardDraft)
    return Registrations(
      findDuplicates: { try await find.call($0) }, register: { try await register.call(Registered(key: $0, registration: $1,
        differentReason: $2)) },
      saveDraft: { _, content in try await save.call(content) }, readDraft: { try await read.call($0) },
        discardDraft: { try await discard.call($0) })
  }

  private var vitalSigns: VitalSigns {
    let (read, record, correct, answer) = (readVitalSigns, recordVitalSigns, correctVitalSigns, answerEscalation)
    return VitalSigns(
      read: { try await read.call($0) },
      record: { try await record.call(RecordedVitalSigns(key: $0, round: $1, confirmed: $2)) },
      correct: { try await correct.call(CorrectedVitalSigns(key: $0, correction: $1, confirmed: $2)) },
      answerEscalation: { try await answer.call(AnsweredEscalation(id: $0, action: $1, text: $2)) })
  }

  private var bedsideGlucose: BedsideGlucose {
    let (record, acknowledge) = (recordGlucose, acknowledgeGlucose)
    return BedsideGlucose(
      record: {
        try await record.call(RecordedGlucose(key: $0, patient: $1, value: $2, measuredAt: $3, confirmed: $4))
      },
      acknowledge: { _, id, _, value, action, _ in
        try await acknowledge.call(AcknowledgedGlucose(id: id, value: value, action: action))
      })
  }

  // MARK: Situations

  /// What every session of the role asks at its start is answered with nothing.
  func answerQuietly() {
    wards.answer([Ward(code: "M1", name: "Medicine 1"), Ward(code: "M2", name: "Medicine 2")])
    myPatients.answer([])
    mine.answer([])
    counts.answer(EmergencyCounts(waiting: 0))
    if womensHealth.isUnexpected {
      womensHealth.answer(
        WomensHealth.Record(hormonalProfiles: [], menstrualCycles: [], pregnancies: [], menopause: [], hormonalTherapies: []))
    }
    lock.succeed()
    signOut.succeed()
  }

  /// Signs a person in; quiet answers unless set before.
  @discardableResult
  func signedIn(_ user: SignedInUser) async throws -> SessionModel {
    signIn.answer(.signedIn(user))
    app.signIn.email = user.email
    app.signIn.password = "a password"
    app.signIn.submit()
    await settle()
    signIn.unexpected()
    return try #require(app.session)
  }
}
