import Testing

@testable import TerminalUI

@Suite struct FormTests {
  private func registration() -> Form {
    Form([
      FormField("family", "Family name", .text(TextField("Alder", maximumLength: 26)), isRequired: true, section: "IDENTITY"),
      FormField("born", "Born", .date(DateField(CivilDate(year: 1961, month: 3, day: 4))), isRequired: true, hint: "65y"),
      FormField(
        "sex", "Sex",
        .choice(ChoiceField([.init("F", "F"), .init("M", "M"), .init("X", "X"), .init("U", "U")], selectedID: "F")),
        isRequired: true),
      FormField("phone", "Phone", .text(TextField("+49 30 55", maximumLength: 16)), isRequired: true, section: "CONTACT"),
      FormField("post", "Postcode / town", .text(TextField("10115", maximumLength: 5))),
      FormField("town", "", .text(TextField("Berlin", maximumLength: 16)), continuesRow: true),
      FormField("sms", "Contact", .check(CheckField("by SMS", isOn: true)), section: "CONSENT"),
    ])
  }

  @Test func drawnAsAgreed() {
    var form = registration()
    form.setError("too short, 7 digits or more", for: "phone")
    form.focus("phone")
    let canvas = screen(70, 10) { form.draw(on: &$0, in: $1, isFocused: true) }
    #expect(
      text(canvas) == """
        IDENTITY
          Family name *   [Alder_____________________]
          Born *          [1961-03-04]  65y
          Sex *           (o) F  ( ) M  ( ) X  ( ) U
        CONTACT
        > Phone *         [+49 30 55_______]  ! too short, 7 digits or more
          Postcode / town [10115]  [Berlin__________]
        CONSENT
          Contact         [x] by SMS

        """)
    #expect(canvas.cursor == Point(x: 28, y: 5))
    #expect(form.errorCount == 1)
  }

  @Test func aProblemWithoutRoomStandsBelow() {
    var form = registration()
    form.setError("too short, 7 digits or more", for: "phone")
    let rows = screen(50, 12) { form.draw(on: &$0, in: $1, isFocused: true) }.rows()
    #expect(rows[5] == "  Phone *         [+49 30 55_______]")
    #expect(rows[6] == "                  ! too short, 7 digits or more")
  }

  @Test func moveThroughAllAndBack() {
    var form = registration()
    var order: [String?] = [form.focusID]
    for _ in 0..<7 {
      #expect(form.handle(.key(.tab)) == .moved)
      order.append(form.focusID)
    }
    #expect(order == ["family", "born", "sex", "phone", "post", "town", "sms", "family"])
    _ = form.handle(.key(.backTab))
    #expect(form.focusID == "sms")
    _ = form.handle(.key(.down))
    #expect(form.focusID == "sms")
    _ = form.handle(.key(.up))
    #expect(form.focusID == "town")
  }

  @Test func problemsNeverTrap() {
    var form = registration()
    for field in form.fields { form.setError("wrong", for: field.id) }
    form.setValue("nonsense", for: "born")
    let start = form.focusID
    for _ in 0..<form.fields.count { _ = form.handle(.key(.tab)) }
    #expect(form.focusID == start)
    for _ in 0..<form.fields.count { _ = form.handle(.key(.backTab)) }
    #expect(form.focusID == start)
    #expect(form.value("born") == "nonsense")
  }

  @Test func enterGoesOnAndSubmitsAtTheEnd() {
    var form = registration()
    var outcomes: [Form.Outcome] = []
    for _ in 0..<7 { outcomes.append(form.handle(.key(.enter))) }
    #expect(outcomes == Array(repeating: .moved, count: 6) + [.submitted])
    #expect(form.focusID == "sms")
  }

  @Test func changesAreNamed() {
    var form = registration()
    #expect(!form.isChanged)
    #expect(form.handle(.key(.character("s"))) == .changed("family"))
    #expect(form.isChanged)
    #expect(form["family"]?.isChanged == true)
    #expect(form.handle(.key(.left)) == .moved)
    form.markUnchanged()
    #expect(!form.isChanged)
    #expect(form.handle(.key(.function(9))) == .ignored)
    #expect(form.handle(.key(.escape)) == .ignored)
  }

  @Test func aChangedFieldIsSeenByItsLabel() {
    var form = registration()
    _ = form.handle(.key(.character("s")))
    let canvas = screen(60, 10) { form.draw(on: &$0, in: $1, isFocused: true) }
    #expect(canvas[Point(x: 2, y: 1)]?.role == .fieldDirty)
    #expect(canvas[Point(x: 2, y: 2)]?.role == .label)
  }

  @Test func aDateIsReadWhenItsFieldIsLeft() {
    var form = registration()
    form.setValue("", for: "born")
    form.focus("born")
    for event in keys("12031971") { _ = form.handle(event) }
    #expect(form.value("born") == "12031971")
    _ = form.handle(.key(.tab))
    #expect(form.value("born") == "1971-03-12")
    #expect(form.date("born") == CivilDate(year: 1971, month: 3, day: 12))
    #expect(form.date("family") == nil)
  }

  @Test func aFullFieldHandsOnAndBackspaceComesBack() {
    var form = Form([
      FormField("pulse", "Pulse", .text(TextField(maximumLength: 3, accepts: .digits)), advancesWhenFull: true),
      FormField("temperature", "Temperature", .text(TextField(maximumLength: 3, accepts: .digits)), advancesWhenFull: true),
      FormField("note", "Note", .text(TextField())),
    ])
    for event in keys("072368") { _ = form.handle(event) }
    #expect(form.values == ["pulse": "072", "temperature": "368", "note": ""])
    #expect(form.focusID == "note")
    #expect(form.handle(.key(.backspace)) == .moved)
    #expect(form.focusID == "temperature")
    // A field reached by Tab keeps its Backspace to itself.
    form.setValue("", for: "temperature")
    form.focus("pulse")
    _ = form.handle(.key(.tab))
    _ = form.handle(.key(.backspace))
    #expect(form.focusID == "temperature")
    // A paste fills, but does not jump.
    #expect(form.handle(.paste("371")) == .changed("temperature"))
    #expect(form.focusID == "temperature")
  }

  @Test func greyedFieldsAreSteppedOver() {
    var form = registration()
    for id in ["family", "sex"] { form[id]?.control.isEnabled = false }
    #expect(form.focus("sex") == false)
    form.focus("born")
    _ = form.handle(.key(.tab))
    #expect(form.focusID == "phone")
    _ = form.handle(.key(.backTab))
    _ = form.handle(.key(.backTab))
    #expect(form.focusID == "sms")
    for field in form.fields { form[field.id]?.control.isEnabled = false }
    #expect(form.handle(.key(.tab)) == .moved)
    #expect(form.handle(.key(.character("x"))) == .ignored)
  }

  @Test func valuesGoInAndOutAsText() {
    var form = registration()
    let values = [
      "family": "Lund", "born": "1948-11-20", "sex": "M", "phone": "0301234567", "post": "10117", "town": "Bonn", "sms": "false",
    ]
    for (id, value) in values { form.setValue(value, for: id) }
    #expect(form.values == values)
    form.setValue("Z", for: "sex")
    #expect(form.value("sex") == "")
    #expect(form.value("nothing") == "")
  }

  @Test func focusGoesToTheFirstProblem() {
    var form = registration()
    #expect(form.focusFirstError() == false)
    form.setError("needed", for: "town")
    form.setError("needed", for: "post")
    #expect(form.focusFirstError() == true)
    #expect(form.focusID == "post")
    form.clearErrors()
    #expect(form.errorCount == 0)
  }

  @Test func aLongFormScrollsToTheFocus() {
    var form = Form((1...20).map { FormField("f\($0)", "Field \($0)", .text(TextField("value \($0)", maximumLength: 12))) })
    for height in [1, 3, 5] {
      form.focus("f1")
      for place in 1...20 {
        let canvas = screen(40, height) { form.draw(on: &$0, in: $1, isFocused: true) }
        #expect(canvas.cursorRow.hasPrefix("> Field \(place) "))
        _ = form.handle(.key(.tab))
      }
    }
  }
}
