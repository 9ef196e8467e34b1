import Testing

@testable import TerminalUI

@Suite struct AsciiFoldTests {
  @Test(arguments: [
    ("Núñez", "Nunez"), ("Ærø", "AEro"), ("Straße", "Strasse"), ("Łódź", "Lodz"), ("Þór", "Thor"), ("Đorđe", "Dorde"),
    ("Çelik", "Celik"), ("Nguyễn", "Nguyen"), ("O’Brien", "O'Brien"), ("36,5 °C", "36,5 degC"), ("≤ 7 µmol", "<= 7 umol"),
    ("Δ +0.6", "delta +0.6"), ("e\u{301}", "e"), ("Ελένη", "?????"), ("高橋", "??"), ("₂ → ½", "2 -> 1/2"),
  ]) func folds(_ text: String, _ plain: String) {
    #expect(AsciiFold.fold(text) == plain)
  }

  @Test func tablesCoverTheirBlocks() {
    #expect(AsciiFold.fold("\u{A1}" as Unicode.Scalar) == "!")
    #expect(AsciiFold.fold("\u{FF}" as Unicode.Scalar) == "y")
    #expect(AsciiFold.fold("\u{17E}" as Unicode.Scalar) == "z")
    #expect(AsciiFold.fold("\u{21B}" as Unicode.Scalar) == "t")
    #expect(AsciiFold.fold("\u{1E00}" as Unicode.Scalar) == "A")
    #expect(AsciiFold.fold("\u{1EF9}" as Unicode.Scalar) == "y")
    for value in 0xA0...0x24F { #expect(!AsciiFold.fold(Unicode.Scalar(UInt16(value))!).isEmpty) }
    for value in 0x1E00...0x1EFF { #expect(!AsciiFold.fold(Unicode.Scalar(UInt16(value))!).isEmpty) }
  }
}
