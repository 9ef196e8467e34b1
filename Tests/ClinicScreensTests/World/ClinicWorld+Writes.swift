import ClinicModel

extension ClinicWorld {
  var emergencyAccesses: EmergencyAccesses {
    EmergencyAccesses(
      request: { [self] request, password in try answer(.request) { try Self.take(request, password, &$0) } },
      mine: { [self] in try answer(.mine) { state in state.signedIn == .nurse ? state.mine : [] } },
      withdraw: { [self] id in change(id) { $0.phase = .withdrawn } },
      end: { [self] id, reason in
        try answer(.end) { _ in }
        change(id) { access in
          access.phase = reason.isEmpty ? .endedClosed : .endedRevoked
          access.decisionReason = reason.isEmpty ? nil : reason
        }
      },
      counts: { [self] in
        try answer(.counts) { state in
          EmergencyCounts(waiting: state.queue.count { $0.access.phase.isWaiting && $0.whyNotDecidable == nil })
        }
      },
      queue: { [self] in try answer(.queue) { $0.queue } },
      decide: { [self] id, decision in try answer(.decide) { Self.decide(id, decision, &$0) } })
  }

  private static func take(_ request: EmergencyRequest, _ password: String, _ state: inout State) throws
    -> EmergencyAccesses.RequestAnswer
  {
    guard password == Self.password else { return .wrongPassword }
    state.lastRequest = request
    guard let entry = state.patients.first(where: { $0.id == request.patient }) else {
      throw RepositoryError.refused(.noReasonForAccess)
    }
    let access = WorldEmergency.access(
      90 + state.mine.count, entry, request.reasonClass, request.reason, minutesAgo: 0, phase: .requested, hours: request.hours)
    state.mine.insert(access, at: 0)
    return .requested(access.id)
  }

  private static func decide(
    _ id: EmergencyAccessID, _ decision: EmergencyAccesses.Decision, _ state: inout State
  ) -> EmergencyAccesses.DecisionAnswer {
    state.lastDecision = decision
    guard let place = state.queue.firstIndex(where: { $0.id == id }) else { return .lapsed }
    let entry = state.queue[place]
    guard entry.access.phase.isWaiting else { return .alreadyDecided(by: entry.access.decidedBy ?? "?", at: nil) }
    switch decision {
    case .approve(let hours, let year):
      guard year == entry.birthDate.year else { return .wrongBirthYear }
      state.queue[place].access.phase = .active
      state.queue[place].access.decidedBy = Staff.doctor.name
      state.queue[place].access.expiresAt = state.now.adding(seconds: Int64(hours) * 3600)
      return .approved
    case .deny(let reason):
      state.queue[place].access.phase = .denied
      state.queue[place].access.decidedBy = Staff.doctor.name
      state.queue[place].access.decisionReason = reason
      return .denied
    }
  }

  private func change(_ id: EmergencyAccessID, _ body: (inout EmergencyAccess) -> Void) {
    with { state in
      for place in state.mine.indices where state.mine[place].id == id { body(&state.mine[place]) }
      for place in state.queue.indices where state.queue[place].id == id { body(&state.queue[place].access) }
    }
  }

  var registrations: Registrations {
    Registrations(
      findDuplicates: { [self] query in
        try answer(.duplicates) { state in query.birthDate == nil ? [] : state.candidates }
      },
      register: { [self] _, registration, reason in
        try answer(.register) { state in
          if reason == nil, state.candidates.contains(where: { $0.level == .block }) { return .duplicate }
          state.lastRegistration = registration
          return .saved(FixedID.make(2, 900), WorldPatients.number(10_499_900))
        }
      },
      saveDraft: { [self] form, content in
        try answer(.saveDraft) { state in
          let kept = Draft(content: content, savedAt: state.now)
          Self.keep(kept, of: form, &state)
        }
      },
      readDraft: { [self] form in
        try answer(.readDraft) { state in
          if form.hasPrefix("chart/") { return state.recordDrafts["\(state.signedIn?.login ?? "") \(form)"] }
          return form == "begun" ? state.begunDrafts[state.signedIn?.login ?? ""] : state.draft
        }
      },
      discardDraft: { [self] form in with { Self.keep(nil, of: form, &$0) } })
  }

  /// One draft a form and author.
  private static func keep(_ draft: Draft?, of form: String, _ state: inout State) {
    if form.hasPrefix("chart/") {
      state.recordDrafts["\(state.signedIn?.login ?? "") \(form)"] = draft
    } else if form == "begun" {
      state.begunDrafts[state.signedIn?.login ?? ""] = draft
    } else {
      state.draft = draft
    }
  }
}
