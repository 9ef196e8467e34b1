import ClinicModel

/// Where a patient stands with one programme: what it asks for, what she has, and whether she is in it.
public struct ProgrammeStanding: Hashable, Sendable, Identifiable {
  /// One condition as it is today.
  public struct Condition: Hashable, Sendable {
    public enum Subject: Hashable, Sendable {
      /// What the programme asks for, and what is recorded.
      case sex(wanted: Sex, Sex)
      case age(wanted: ClosedRange<Int>, Int, born: CalendarDate)
      case diabetes(DiabetesDiagnosis.Kind?, since: CalendarDate?)
      case consent(Consent.State?)
      /// The record takes no more entries.
      case notActive(DirectoryEntry.LifeStatus)
    }

    public var subject: Subject
    /// Nil: cannot be said, because another condition decides already.
    public var isMet: Bool?
  }

  public var programme: Programme
  /// The living one; also of a programme that she left.
  public var enrolment: ProgrammeEnrolment?
  /// Under a number that was merged into hers: the database counts her own alone.
  public var mergedEnrolment: ProgrammeEnrolment?
  /// As the database decides; nil: not read.
  public var isEligible: Bool?
  public var conditions: [Condition]

  public var id: String { programme.code }

  /// She is in it, or proposed for it.
  public var isOpen: Bool { enrolment.map { $0.state == .enrolled || $0.state == .eligible } ?? false }

  init(_ programme: Programme, of complete: CompleteChart, isEligible: Bool?, today: CalendarDate) {
    self.programme = programme
    self.isEligible = isEligible
    let all = complete.programmes.filter { $0.programmeCode == programme.code }
    enrolment = all.first { $0.mergedNumber == nil }
    mergedEnrolment = all.first { $0.mergedNumber != nil }
    conditions = Self.conditions(programme, complete, isEligible, today)
  }

  private static func conditions(
    _ programme: Programme, _ complete: CompleteChart, _ isEligible: Bool?, _ today: CalendarDate
  ) -> [Condition] {
    let patient = complete.chart.patient
    let age = patient.birthDate.age(on: today)
    var found: [Condition] = []
    if let sex = programme.sex {
      found.append(Condition(subject: .sex(wanted: sex, patient.sex), isMet: patient.sex == sex))
    }
    found.append(
      Condition(
        subject: .age(wanted: programme.ages, age, born: patient.birthDate), isMet: programme.ages.contains(age)))
    if patient.status != .active { found.append(Condition(subject: .notActive(patient.status), isMet: false)) }
    let others = found.allSatisfy { $0.isMet == true }
    let diabetes = complete.diabetes.flatMap { $0.mergedNumber == nil ? $0.content : nil }
    // Which kinds count is the database's to say: where all else holds, its yes or no is about the diagnosis.
    let isDiagnosed = diabetes == nil ? false : isEligible == true ? true : others ? isEligible : nil
    found.append(Condition(subject: .diabetes(diabetes?.kind, since: diabetes?.diagnosedOn), isMet: isDiagnosed))
    let consent = complete.consents.first { $0.purpose == .programme }
    found.append(Condition(subject: .consent(consent?.state), isMet: consent?.isAllowed ?? false))
    return found
  }

  /// All that can be known here says that an enrolment would be taken.
  public var mayEnrol: Bool { isEligible == true && conditions.allSatisfy { $0.isMet == true } }
}
