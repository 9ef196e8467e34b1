import ClinicModel
import Testing

@Suite struct LookAlikeTests {
  private func entry(_ number: UInt64, _ given: String, _ surname1: String, _ surname2: String? = nil, bornOn day: Int = 0) throws -> DirectoryEntry {
    DirectoryEntry(
      id: PatientID(UniqueID(high: 0, low: number)), recordNumber: try #require(RecordNumber("104-233-719")),
      name: PersonName(givenNames: given, surname1: surname1, surname2: surname2),
      birthDate: CalendarDate(daysSinceEpoch: day), sex: .female)
  }

  private func areAlike(_ one: (String, String, String?), _ other: (String, String, String?)) throws -> Bool {
    let entries = [try entry(1, one.0, one.1, one.2, bornOn: 1), try entry(2, other.0, other.1, other.2, bornOn: 2)]
    let found = LookAlike.patients(in: entries)
    #expect(found == LookAlike.patients(in: entries.reversed()))
    #expect(found.isEmpty || found.count == 2)
    return !found.isEmpty
  }

  @Test func theSameNameIsALookAlike() throws {
    #expect(try areAlike(("Ana", "García", "Núñez"), ("Ana", "García", "Núñez")))
  }

  @Test func accentsCaseHyphensAndSpacesAreNoDifference() throws {
    #expect(try areAlike(("María José", "García", "Núñez"), ("MARIA-JOSE", "Garcia", "Nunez")))
    #expect(try areAlike(("Ana", "O'Brien", nil), ("Ana", "O’Brien", nil)))
    #expect(try areAlike(("Ana", "Nu\u{301}n\u{303}ez", nil), ("Ana", "Núñez", nil)))
  }

  @Test(arguments: [("Ana", "Anna"), ("Ana", "Ena"), ("Marta", "Mrata"), ("Luisa", "Luis"), ("Eva", "Ava")])
  func oneLetterApartIsALookAlike(one: String, other: String) throws {
    #expect(try areAlike((one, "García", "Núñez"), (other, "García", "Núñez")))
    #expect(try areAlike(("Rosa", one, nil), ("Rosa", other, nil)))
  }

  @Test(arguments: [("Ana", "Inés"), ("Marta", "Mario"), ("Carmen", "Carla"), ("Abcd", "Badc")])
  func moreThanOneLetterApartIsNot(one: String, other: String) throws {
    #expect(try !areAlike((one, "García", "Núñez"), (other, "García", "Núñez")))
  }

  @Test func theSurnamesInTheOtherOrderAreALookAlike() throws {
    #expect(try areAlike(("Carmen", "García", "López"), ("Carmen", "López", "García")))
    #expect(try areAlike(("Carmen", "De la Fuente", "Ybarra"), ("Carmen", "Ybarra", "de la Fuente")))
    #expect(try !areAlike(("Carmen", "García", "López"), ("Rosa", "López", "García")))
  }

  @Test func twinsAreALookAlike() throws {
    let (one, twin, sister) = (
      try entry(1, "Julia", "Peñalver", "Soto", bornOn: 5_000), try entry(2, "Lucía", "Peñalver", "Soto", bornOn: 5_000),
      try entry(3, "Marta", "Peñalver", "Soto", bornOn: 6_000)
    )
    #expect(LookAlike.patients(in: [one, twin, sister]) == [one.id, twin.id])
  }

  @Test func bothPartsALittleDifferentIsNot() throws {
    #expect(try !areAlike(("Ana", "García", nil), ("Anna", "Garcías", nil)))
  }

  @Test func theSamePatientTwiceIsNotHerOwnLookAlike() throws {
    let one = try entry(1, "Ana", "García")
    #expect(LookAlike.patients(in: [one, one]).isEmpty)
  }

  @Test func onlyThePairIsMarked() throws {
    let entries = [try entry(1, "Ana", "García"), try entry(2, "Berta", "Ruiz"), try entry(3, "Ana", "Garcia")]
    #expect(LookAlike.patients(in: entries) == [entries[0].id, entries[2].id])
  }

  @Test func namesOfOtherScriptsAreCompared() throws {
    #expect(try areAlike(("明", "李", nil), ("明", "李", nil)))
    #expect(try !areAlike(("明华", "李", nil), ("小红", "王", nil)))
    #expect(try areAlike(("فاطمة", "علي", nil), ("فاطمه", "علي", nil)))
  }

  @Test func anEmptyListHasNone() {
    #expect(LookAlike.patients(in: []).isEmpty)
  }

  @Test func folding() {
    #expect(String(String.UnicodeScalarView(LookAlike.folded("Ñandú-Øre 3B"))) == "nanduore3b")
    #expect(LookAlike.folded(" .-'").isEmpty)
  }
}
