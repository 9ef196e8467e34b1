import ClinicModel
import ClinicViewModels

/// The words of women's health and of programmes.
extension Message {
  static func kind(_ fact: WomensHealthFact) -> Message {
    switch fact {
    case .hormonalProfile: Message(en: "Hormonal profile", es: "Perfil hormonal")
    case .menstrualCycle: Message(en: "Menstrual cycle", es: "Ciclo menstrual")
    case .pregnancy: Message(en: "Pregnancy", es: "Embarazo")
    case .menopause: Message(en: "Menopause", es: "Menopausia")
    case .hormonalTherapy: Message(en: "Hormonal therapy", es: "Tto. hormonal")
    }
  }

  /// A fact in one line, the most important first.
  static func summary(_ fact: WomensHealthFact, on today: CalendarDate) -> Message {
    let words: [Message?] =
      switch fact {
      case .hormonalProfile(let fact):
        [
          phase(fact.phase), Message(en: "by ", es: "por ").joined(method(fact.method), by: ""),
          fact.hasPolycysticOvaries.map {
            Message(en: "polycystic ovaries: ", es: "ovario poliquístico: ").joined(yes($0), by: "")
          },
        ]
      case .menstrualCycle(let fact):
        [
          fact.cycleDays.map { Message(en: "cycle of \($0) days", es: "ciclo de \($0) días") },
          fact.periodDays.map { Message(en: "period of \($0) days", es: "regla de \($0) días") },
          fact.flow.map { flow($0) }, fact.regularity.map { regularity($0) },
        ]
      case .pregnancy(let fact): pregnancy(fact, on: today)
      case .menopause(let fact):
        [
          stage(fact.stage), fact.lastPeriodOn.map { Message(en: "last period \($0)", es: "última regla \($0)") },
          fact.hasVasomotorSymptoms.map { Message(en: "hot flushes: ", es: "sofocos: ").joined(yes($0), by: "") },
        ]
      case .hormonalTherapy(let fact):
        [
          Message(verbatim: fact.product), therapy(fact.kind), fact.route.map { route($0) },
          fact.endedOn.map { Message(en: "until \($0)", es: "hasta \($0)") } ?? Message(en: "going on", es: "en curso"),
        ]
      }
    return listed(words)
  }

  private static func listed(_ words: [Message?]) -> Message {
    let known = words.compactMap { $0 }
    guard let first = known.first else { return Message(verbatim: "-") }
    return known.dropFirst().reduce(first) { $0.joined($1, by: ", ") }
  }

  private static func pregnancy(_ fact: Pregnancy, on today: CalendarDate) -> [Message?] {
    [
      outcome(fact.outcome).joined(fact.outcome == .ongoing ? gestation(fact, on: today) : Message(verbatim: ""), by: ""),
      fact.endedOn.map { Message(verbatim: $0.description) },
      fact.weeks.map { Message(en: "\($0) weeks", es: "\($0) semanas") },
      fact.children.map { Message(en: "children: \($0)", es: "hijos: \($0)") },
      fact.birthWeight.map { Message(verbatim: "\($0) g") },
      fact.hadGestationalDiabetes.map {
        Message(en: "gestational diabetes: ", es: "diabetes gestacional: ").joined(yes($0), by: "")
      },
    ]
  }

  /// " 23+2, due 2027-03-14": completed weeks and days from the last period.
  static func gestation(_ pregnancy: Pregnancy, on today: CalendarDate) -> Message {
    var text = Message(verbatim: "")
    if let start = pregnancy.lastPeriodOn, start <= today {
      let days = today.daysSinceEpoch - start.daysSinceEpoch
      if days < 46 * 7 { text = Message(verbatim: " \(days / 7)+\(days % 7)") }
    }
    guard let due = pregnancy.dueOn else { return text }
    return text.joined(Message(en: ", due \(due)", es: ", FPP \(due)"), by: "")
  }

  static func yes(_ flag: Bool) -> Message { flag ? Message(en: "yes", es: "sí") : Message(verbatim: "no") }

  static func phase(_ phase: HormonalProfile.Phase) -> Message {
    switch phase {
    case .menstrual: Message(en: "menstrual", es: "menstruación")
    case .follicular: Message(en: "follicular", es: "folicular")
    case .ovulatory: Message(en: "ovulatory", es: "ovulatoria")
    case .luteal: Message(en: "luteal", es: "lútea")
    case .pregnant: Message(en: "pregnant", es: "embarazo")
    case .postpartum: Message(en: "after birth", es: "posparto")
    case .lactating: Message(en: "breast-feeding", es: "lactancia")
    case .perimenopause: Message(en: "around menopause", es: "perimenopausia")
    case .postmenopause: Message(en: "after menopause", es: "posmenopausia")
    case .suppressed: Message(en: "suppressed", es: "suprimida")
    case .unknown: Message(en: "not known", es: "no consta")
    }
  }

  static func method(_ method: HormonalProfile.Method) -> Message {
    switch method {
    case .history: Message(en: "history", es: "anamnesis")
    case .laboratory: Message(en: "laboratory", es: "laboratorio")
    case .ultrasound: Message(en: "ultrasound", es: "ecografía")
    case .tracker: Message(en: "cycle tracker", es: "registro del ciclo")
    }
  }

  static func flow(_ flow: MenstrualCycle.Flow) -> Message {
    switch flow {
    case .light: Message(en: "light flow", es: "sangrado escaso")
    case .normal: Message(en: "normal flow", es: "sangrado normal")
    case .heavy: Message(en: "heavy flow", es: "sangrado abundante")
    }
  }

  static func regularity(_ regularity: MenstrualCycle.Regularity) -> Message {
    switch regularity {
    case .regular: Message(en: "regular", es: "regular (cada mes)")
    case .irregular: Message(en: "irregular cycles", es: "ciclos irregulares")
    case .absent: Message(en: "no periods", es: "sin reglas")
    }
  }

  static func outcome(_ outcome: Pregnancy.Outcome) -> Message {
    switch outcome {
    case .ongoing: Message(en: "ongoing", es: "en curso")
    case .liveBirth: Message(en: "live birth", es: "nacido vivo")
    case .stillbirth: Message(en: "stillbirth", es: "muerte fetal")
    case .miscarriage: Message(en: "miscarriage", es: "aborto espontáneo")
    case .termination: Message(en: "termination", es: "interrupción")
    case .ectopic: Message(en: "ectopic", es: "ectópico")
    case .unknown: Message(en: "not known", es: "no consta")
    }
  }

  static func stage(_ stage: MenopauseStatus.Stage) -> Message {
    switch stage {
    case .premenopausal: Message(en: "before menopause", es: "premenopausia")
    case .perimenopausal: Message(en: "around menopause", es: "perimenopausia")
    case .postmenopausal: Message(en: "after menopause", es: "posmenopausia")
    case .surgical: Message(en: "surgical menopause", es: "menopausia quirúrgica")
    case .unknown: Message(en: "menopause not known", es: "menopausia: no consta")
    }
  }

  static func therapy(_ kind: HormonalTherapy.Kind) -> Message {
    switch kind {
    case .contraceptive: Message(en: "contraceptive", es: "anticonceptivo")
    case .menopausal: Message(en: "for menopause", es: "de la menopausia")
    case .fertility: Message(en: "fertility", es: "fertilidad")
    case .thyroid: Message(en: "thyroid", es: "tiroides")
    case .other: Message(en: "other", es: "otro")
    }
  }

  static func route(_ route: HormonalTherapy.Route) -> Message {
    switch route {
    case .oral: Message(en: "oral", es: "vía oral")
    case .transdermal: Message(en: "transdermal", es: "transdérmico")
    case .vaginal: Message(en: "vaginal", es: "vía vaginal")
    case .intrauterine: Message(en: "intrauterine", es: "intrauterino")
    case .implant: Message(en: "implant", es: "implante")
    case .injection: Message(en: "injection", es: "inyección")
    case .other: Message(en: "other route", es: "otra vía")
    }
  }

  // MARK: Programmes

  static func name(of programme: Programme) -> Message { Message(en: programme.nameEnglish, es: programme.nameSpanish) }

  static func standing(_ standing: ProgrammeStanding) -> Message {
    if let enrolment = standing.enrolment { return .programmeWord(enrolment.state) }
    switch standing.isEligible {
    case true: return Message(en: "eligible", es: "puede entrar")
    case false: return Message(en: "not eligible", es: "no cumple")
    case nil: return Message(en: "not checked", es: "sin comprobar")
    }
  }

  static func diabetes(_ kind: DiabetesDiagnosis.Kind) -> Message {
    switch kind {
    case .type1: Message(en: "type 1 diabetes", es: "diabetes tipo 1")
    case .type2: Message(en: "type 2 diabetes", es: "diabetes tipo 2")
    case .gestational: Message(en: "gestational diabetes", es: "diabetes gestacional")
    case .prediabetes: Message(en: "prediabetes", es: "prediabetes (riesgo)")
    case .mody: Message(en: "MODY diabetes", es: "diabetes MODY")
    case .secondary: Message(en: "secondary diabetes", es: "diabetes secundaria")
    case .none: Message(en: "no diabetes", es: "sin diabetes")
    case .unknown: Message(en: "diabetes type not known", es: "tipo de diabetes no conocido")
    }
  }

  /// "+ age 45 (1981-03-04), 29 to 69 asked": the sign first, so that it is seen without colour.
  static func condition(_ condition: ProgrammeStanding.Condition) -> Message {
    let sign = switch condition.isMet { case true: "+ " case false: "! " case nil: "? " }
    let met: Message =
      switch condition.isMet {
      case true: Message(en: "met", es: "se cumple")
      case false: Message(en: "NOT MET", es: "NO SE CUMPLE")
      case nil: Message(en: "not decided", es: "sin decidir")
      }
    return Message(verbatim: sign).joined(subject(condition.subject), by: "").joined(met, by: ": ")
  }

  private static func subject(_ subject: ProgrammeStanding.Condition.Subject) -> Message {
    switch subject {
    case .sex(let wanted, let sex):
      Message(en: "Sex ", es: "Sexo ").joined(.sex(sex), by: "")
        .joined(Message(en: " (asked: ", es: " (se pide: "), by: "").joined(.sex(wanted), by: "").joined(
          Message(verbatim: ")"), by: "")
    case .age(let wanted, let age, let born):
      Message(
        en: "Age \(age), born \(born) (asked: \(wanted.lowerBound) to \(wanted.upperBound))",
        es: "Edad \(age), nació \(born) (se pide: \(wanted.lowerBound) a \(wanted.upperBound))")
    case .diabetes(let kind, let since):
      Message(en: "Diagnosis: ", es: "Diagnóstico: ")
        .joined(kind.map { .diabetes($0) } ?? Message(en: "nobody has decided", es: "nadie ha decidido"), by: "")
        .joined(since.map { Message(en: ", since \($0)", es: ", desde \($0)") } ?? Message(verbatim: ""), by: "")
    case .consent(let state):
      Message(en: "Consent to the programme: ", es: "Consentimiento al programa: ")
        .joined(state.map { .consentWord($0) } ?? Message(en: "not asked", es: "sin preguntar"), by: "")
    case .notActive(let status):
      Message(en: "Record: ", es: "Historia: ").joined(.lifeStatus(status), by: "")
    }
  }

  static func consentWord(_ state: Consent.State) -> Message {
    switch state {
    case .given: Message(en: "given", es: "dado")
    case .refused: Message(en: "refused", es: "negado")
    case .withdrawn: Message(en: "withdrawn", es: "retirado")
    }
  }
}

extension WomensHealthFact {
  var note: String? {
    switch self {
    case .hormonalProfile(let fact): fact.note
    case .menstrualCycle(let fact): fact.note
    case .pregnancy(let fact): fact.note
    case .menopause(let fact): fact.note
    case .hormonalTherapy(let fact): fact.note
    }
  }
}
