import ClinicModel
import Testing

/// Typing a round: the focus moves on by itself, and back with Backspace.
struct VitalSignsFormTests {
  private func form(_ keys: String) -> VitalSignsForm {
    var form = VitalSignsForm(limits: VitalSignInputTests.limits)
    for key in keys { _ = form.type(key) }
    return form
  }

  @Test func theRoundOfTheJourneyNeedsNoKeyBetweenTheFields() {
    let form = form("1697a1287682A368")
    #expect(form.focus == .done && form.filled == 8 && form.unreadable == [])
    #expect(News2(form.values, scale: .one).total == 0)
    #expect(form.values.number(.temperature)?.formatted() == "36.8" && form.values.number(.diastolic) == 76)
  }

  @Test func oxygenAsksForItsFlowAndAirDoesNot() {
    #expect(form("1697o").focus == .sign(.oxygenFlow))
    #expect(form("1697a").focus == .sign(.systolic))
    var onOxygen = form("1697o2")
    onOxygen.moveOn()
    #expect(onOxygen.focus == .sign(.systolic) && onOxygen.values.number(.oxygenFlow) == 2)
    // Air after all: no flow is left behind.
    onOxygen.focus(.sign(.onOxygen))
    _ = onOxygen.type("a")
    #expect(onOxygen.values[.oxygenFlow] == nil && !onOxygen.stops.contains(.sign(.oxygenFlow)))
  }

  @Test func aReasonTakesThePlaceOfAValue() {
    let form = form("1697a12876.rA368")
    #expect(form.notDone == [.pulse: .refused] && form.values[.pulse] == nil && form.filled == 8 && form.focus == .done)
    #expect(News2(form.values, scale: .one).total == nil && News2(form.values, scale: .one).level == .incomplete)
    var waiting = self.form(".")
    #expect(waiting.awaitsReason)
    let isTaken = waiting.type("z")
    #expect(!isTaken && waiting.awaitsReason)
    waiting.backspace()
    #expect(!waiting.awaitsReason && waiting.focus == .sign(.respiratoryRate))
  }

  @Test func backspaceInAnEmptyFieldGoesBackAndTheNextDigitBeginsAnew() {
    var form = form("1697")
    #expect(form.focus == .sign(.onOxygen))
    form.backspace()
    #expect(form.focus == .sign(.oxygenSaturation) && form.text(.oxygenSaturation) == "97")
    form.backspace()
    #expect(form.text(.oxygenSaturation) == "9")
    _ = form.type("8")
    #expect(form.text(.oxygenSaturation) == "98" && form.focus == .sign(.onOxygen))
    form.previous()
    _ = form.type("9")
    #expect(form.text(.oxygenSaturation) == "9")
  }

  @Test func fahrenheitIsTakenOverOnlyByY() {
    var form = form("1697a1287682A986")
    #expect(form.focus == .sign(.temperature) && form.unreadable == [.temperature])
    _ = form.type("y")
    #expect(form.focus == .done && form.text(.temperature) == "37.0")
  }

  @Test func anythingTypedComesBackFromItsDraft() {
    var form = form("1697o2")
    form.moveOn()
    _ = form.type(".")
    _ = form.type("u")
    form.focus(.time)
    for key in "0845" { _ = form.type(key) }
    form.isPregnant = true
    let back = VitalSignsForm(content: form.content, limits: form.limits)
    #expect(back.content == form.content && back.values == form.values && back.notDone == [.systolic: .unable])
    #expect(back.focus == .sign(.diastolic) && back.time == "0845" && back.isPregnant)
    #expect(VitalSignsForm(content: [:], limits: form.limits).isEmpty)
  }

  @Test func timesOfMeasuring() throws {
    let clock = ClinicClock(now: { Instant(secondsSinceEpoch: 0) }, offset: { _ in 3600 })
    let date = try #require(CalendarDate(year: 2026, month: 11, day: 21))
    let midnight = Instant(secondsSinceEpoch: Int64(date.daysSinceEpoch) * 86_400 - 3600)
    let now = midnight.adding(seconds: 14 * 3600)
    func parse(_ text: String) -> Result<Instant, MeasuringTime.Problem> { MeasuringTime.parse(text, now: now, clock: clock) }
    #expect(parse("") == .success(now))
    for text in ["0845", "845", "8:45", "08.45", "21/11/2026 0845"] {
      #expect(parse(text) == .success(midnight.adding(seconds: 8 * 3600 + 45 * 60)), "\(text)")
    }
    #expect(parse("2350") == .success(midnight.adding(seconds: -600)))
    #expect(parse("22/11/2026 0845") == .failure(.inTheFuture) && parse("2460") == .failure(.notATime) && parse("9") == .failure(.notATime))
  }
}
