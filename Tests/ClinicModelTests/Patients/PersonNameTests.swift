import ClinicModel
import Testing

@Suite struct PersonNameTests {
  @Test func bothSurnamesMakeTheFamilyName() {
    #expect(PersonName(givenNames: "Ana", surname1: "García", surname2: "Núñez").family == "García Núñez")
  }

  @Test func oneSurnameIsEnough() {
    #expect(PersonName(givenNames: "Ana", surname1: "Wu").family == "Wu")
    #expect(PersonName(givenNames: "Ana", surname1: "Wu", surname2: "").family == "Wu")
  }

  @Test func listsShowTheSurnamesFirstInCapitals() {
    #expect(PersonName(givenNames: "María José", surname1: "García", surname2: "Núñez").listed == "GARCÍA NÚÑEZ, María José")
    #expect(PersonName(givenNames: "明", surname1: "李").listed == "李, 明")
  }
}

@Suite struct ListOrderTests {
  private func sorted(_ names: [String]) -> [String] { names.sorted { ListOrder($0) < ListOrder($1) } }

  @Test func marksDoNotCount() {
    #expect(sorted(["Zapata", "Álvarez", "Alonso", "ÁVILA"]) == ["Alonso", "Álvarez", "ÁVILA", "Zapata"])
  }

  @Test func eneFollowsN() {
    #expect(sorted(["Ñíguez", "Oca", "Nzinga", "Navas"]) == ["Navas", "Nzinga", "Ñíguez", "Oca"])
    #expect(ListOrder("N\u{303}u") == ListOrder("Ñu"))
  }

  @Test func caseAndPunctuationDoNotCount() {
    #expect(ListOrder("O'BRIEN") == ListOrder("Obrien"))
    #expect(ListOrder("GARCÍA  PÉREZ") == ListOrder("garcia-perez"))
  }

  @Test func aShorterNameComesFirst() {
    #expect(sorted(["García Pérez", "Garcíandía", "García"]) == ["García", "García Pérez", "Garcíandía"])
  }

  @Test func numbersGoByTheirValue() {
    #expect(sorted(["10", "9", "1B", "1A", "01", "100", "2"]).map { $0 == "01" ? "1" : $0 } == ["1", "1A", "1B", "2", "9", "10",
      "100"])
    #expect(sorted(["M2 12-10", "M2 12-9", "M2 4-1", "M1 40-1"]) == ["M1 40-1", "M2 4-1", "M2 12-9", "M2 12-10"])
  }

  @Test func otherScriptsHaveAnOrderToo() {
    #expect(ListOrder("李") != ListOrder("王"))
    #expect(sorted(["王", "Wu", "李"]).first == "Wu")
  }
}
