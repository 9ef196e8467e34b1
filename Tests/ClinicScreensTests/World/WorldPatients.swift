import ClinicModel

/// The patients of the invented clinic: two surnames, accents, ñ, hyphens, other scripts, look-alikes, twins, a very long name.
enum WorldPatients {
  static let wards = [Ward(code: "A", name: "Medicine"), Ward(code: "B", name: "Surgery"), Ward(code: "C", name: "Emergency")]

  /// Nine digits with a right check digit.
  static func number(_ first: Int) -> RecordNumber {
    let digits = String(first)
    guard let number = RecordNumber(digits + String(RecordNumber.checkDigit(of: digits))) else {
      preconditionFailure("eight digits: \(first)")
    }
    return number
  }

  private static func patient(
    _ index: Int, _ given: String, _ surname1: String, _ surname2: String? = nil, _ born: CalendarDate, _ sex: Sex = .female,
    ward: String? = "A", alert: Bool = false, reason: Bool = true, status: DirectoryEntry.LifeStatus = .active
  ) -> DirectoryEntry {
    DirectoryEntry(
      id: FixedID.make(2, index), recordNumber: number(10_400_000 + index * 337),
      name: PersonName(givenNames: given, surname1: surname1, surname2: surname2), birthDate: born, sex: sex, status: status,
      wardCode: ward, wardName: ward.flatMap { code in wards.first { $0.code == code }?.name },
      bed: ward.map { _ in String(index + 1) },
      attending: index % 3 == 0 ? "Abena Osei" : "Tomás Lindqvist", hasAlert: alert, hasReason: reason)
  }

  /// The first in the list of the nurse: the one with a full chart.
  static let first = patient(0, "María José", "Aguirre", "Núñez", Moments.date(1961, 3, 4), alert: true)
  /// Has a glucose sensor.
  static let withSensor = patient(2, "María", "García", "López", Moments.date(1971, 3, 12))
  /// Nobody here has a reason to open this chart.
  static let stranger = patient(40, "Otto", "Klein", nil, Moments.date(1939, 5, 30), .male, ward: "C", reason: false)

  static let all: [DirectoryEntry] = [first] + ward + others

  private static let ward: [DirectoryEntry] = [
    patient(1, "Begoña", "Cañadas", "Peña", Moments.date(1970, 12, 31)),
    withSensor,
    patient(3, "Marta", "García", "López", Moments.date(1971, 12, 3)),
    patient(4, "Mario", "García", "López", Moments.date(1964, 7, 9), .male),
    patient(5, "Jean-Luc", "Lefèvre-Dubois", nil, Moments.date(1955, 2, 28), .male),
    patient(6, "Inmaculada Concepción", "Fernández de Córdoba", "Álvarez de Toledo", Moments.date(1949, 10, 1)),
    patient(7, "Zoë", "Öztürk", nil, Moments.date(1988, 1, 17)),
    patient(8, "秀英", "Bai 白", nil, Moments.date(1966, 5, 5)),
    patient(28, "美咲", "吴", nil, Moments.date(1966, 5, 6)),
    patient(9, "فاطمة", "Amrani", nil, Moments.date(1979, 8, 23)),
    patient(10, "Siobhán", "O’Neill", nil, Moments.date(1992, 11, 11)),
    patient(11, "Ana", "Ruiz", "Ibáñez", Moments.date(2001, 6, 15)),
    patient(12, "Eva", "Ruiz", "Ibáñez", Moments.date(2001, 6, 15)),
    patient(13, "Dolores", "Sánchez", "Muñoz", Moments.date(1938, 4, 2), alert: true),
    patient(14, "Łucja", "Świątek", nil, Moments.date(1983, 9, 30)),
    patient(15, "Rosario", "Torres", "Vega", Moments.date(1958, 3, 21)),
    patient(16, "Nguyễn", "Trần", nil, Moments.date(1975, 2, 2), .other),
    patient(17, "Carmen", "Urrutia", "Etxeberria", Moments.date(1969, 1, 8)),
    patient(18, "Pilar", "Vázquez", "Castro", Moments.date(1946, 12, 24)),
    patient(19, "Luisa", "Weber", nil, Moments.date(1963, 6, 6)),
    patient(20, "Teresa", "Ximénez", "Soler", Moments.date(1952, 8, 19)),
    patient(21, "Yolanda", "Yáñez", "Prieto", Moments.date(1987, 10, 10)),
    patient(22, "Hans", "Zwingli", nil, Moments.date(1950, 5, 5), .male),
    patient(23, "Unknown", "Zz 2026-11-21", nil, Moments.date(1990, 1, 1), .unknown),
    patient(24, "Consuelo", "Zamora", "Gil", Moments.date(1941, 7, 7)),
    patient(25, "Nieves", "Zapata", "Rey", Moments.date(1967, 7, 7)),
    patient(26, "Olga", "Zubiri", "Goñi", Moments.date(1972, 7, 7)),
  ]

  private static let others: [DirectoryEntry] = [
    stranger,
    patient(41, "Eva", "Novak", nil, Moments.date(1972, 12, 2), ward: "B", reason: false),
    patient(42, "Jürgen", "Groß", "Weiß", Moments.date(1959, 9, 9), .male, ward: "B", reason: false),
    patient(43, "Isabel", "García", "Robles", Moments.date(1980, 4, 14), ward: nil, reason: false),
    patient(44, "Manuel", "García", "Prado", Moments.date(1933, 4, 14), .male, ward: nil, reason: false, status: .deceased),
  ]

  /// Every word typed is the beginning of a part of the name, or of the record number or the birth date.
  static func matches(_ entry: DirectoryEntry, _ text: String) -> Bool {
    let parts = "\(entry.name.givenNames) \(entry.name.family)".lowercased().split(separator: " ")
    return text.lowercased().split(separator: " ").allSatisfy { word in
      parts.contains { $0.hasPrefix(word) } || entry.recordNumber.description.hasPrefix(word)
        || entry.birthDate.description.hasPrefix(word)
    }
  }
}

extension WorldPatients {
  /// What the search for duplicates finds for a form with a birth date.
  static func offerDuplicates(_ state: inout ClinicWorld.State) {
    state.candidates = [
      DuplicateCandidate(entry: first, score: 0.95, level: .block, why: [.sameBirthDate, .sameSurname1, .phone]),
      DuplicateCandidate(
        entry: all.first { $0.name.surname1.hasPrefix("Fernández") } ?? first, score: 0.71, level: .review,
        why: [.surnamesSwapped]),
      DuplicateCandidate(entry: stranger, score: 0.6, level: .review, why: [.birthDateSwapped, .sameGivenNames]),
    ]
  }

  static let draft = Draft(
    content: ["surname_1": "Ibarra", "given_names": "Nekane", "birth_date": "1999-05", "phone": "600 111 222"],
    savedAt: Moments.minutesAgo(7))
}
