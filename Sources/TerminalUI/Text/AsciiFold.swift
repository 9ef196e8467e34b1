/// The closest ASCII spelling of one character.
public enum AsciiFold {
  /// One or more printable ASCII characters; `?` where there is no usual spelling.
  public static func fold(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x20..<0x7F: return String(scalar)
    case 0xA0...0x24F: return latin[Int(scalar.value) - 0xA0]
    case 0x1E00...0x1EFF: return latinAdditional[Int(scalar.value) - 0x1E00]
    default: return signs[scalar] ?? "?"
    }
  }

  /// The whole text as the ASCII terminals show it.
  public static func fold(_ text: String) -> String { TextFunnel.visible(text, glyphs: .ascii) }

  /// Punctuation and signs that occur in clinical text.
  private static let signs: [Unicode.Scalar: String] = [
    "\u{2010}": "-", "\u{2011}": "-", "\u{2012}": "-", "\u{2013}": "-", "\u{2014}": "--", "\u{2015}": "--", "\u{2212}": "-",
    "\u{2018}": "'", "\u{2019}": "'", "\u{201A}": "'", "\u{201C}": "\"", "\u{201D}": "\"", "\u{201E}": "\"",
    "\u{2039}": "<", "\u{203A}": ">", "\u{2020}": "+", "\u{2022}": "*", "\u{2026}": "...", "\u{2030}": "o/oo",
    "\u{2032}": "'", "\u{2033}": "\"", "\u{20AC}": "EUR", "\u{2103}": "degC", "\u{2109}": "degF", "\u{2116}": "No", "\u{2122}": "TM",
    "\u{2126}": "Ohm", "\u{2153}": "1/3", "\u{2154}": "2/3", "\u{215B}": "1/8", "\u{2190}": "<-", "\u{2191}": "^",
    "\u{2192}": "->", "\u{2193}": "v", "\u{2260}": "!=", "\u{2264}": "<=", "\u{2265}": ">=", "\u{2248}": "~", "\u{221E}": "inf",
    "\u{03BC}": "u", "\u{0394}": "delta", "\u{03B1}": "alpha", "\u{03B2}": "beta", "\u{03B3}": "gamma", "\u{2080}": "0",
    "\u{2081}": "1", "\u{2082}": "2", "\u{2083}": "3", "\u{2074}": "4", "\u{2500}": "-", "\u{2502}": "|", "\u{2713}": "x",
  ]

  /// The spellings of a table, one word each.
  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
  }

  // U+00A0 to U+024F: accents taken off, letters without a decomposition spelled as usual.
  private static let latin: [String] = words(
    """
    _ ! c GBP ? JPY | S " (c) a << not ? (R) - deg +/- 2 3 ' u P . , 1 o >> 1/4 1/2 3/4 ? A A A A A A AE C E E E E I I I
    I D N O O O O O x O U U U U Y Th ss a a a a a a ae c e e e e i i i i d n o o o o o / o u u u u y th y A a A a A a C c
    C c C c C c D d D d E e E e E e E e E e G g G g G g G g H h H h I i I i I i I i I i IJ ij J j K k k L l L l L l ? ? L
    l N n N n N n 'n N n O o O o O o OE oe R r R r R r S s S s S s S s T t T t T t U u U u U u U u U u U u W w Y y Y Z z
    Z z Z z s b ? ? ? ? ? ? ? ? ? ? ? ? ? ? E ? ? f ? ? ? ? I ? ? l ? ? ? ? ? O o ? ? ? ? ? ? ? ? ? ? ? ? ? U u ? ? ? ? ?
    ? Z ? ? ? ? ? ? ? ? ? ? ? ? DZ Dz dz LJ Lj lj NJ Nj nj A a I i O o U u U u U u U u U u e A a A a AE ae G g G g K k O
    o O o Z z j DZ Dz dz G g ? ? N n A a AE ae O o A a A a E e E e I i I i O o O o R r R r U u U u S s T t ? ? H h ? ? ?
    ? ? ? A a E e O o O o O o O o Y y ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ?
    """)

  // U+1E00 to U+1EFF.
  private static let latinAdditional: [String] = words(
    """
    A a B b B b B b C c D d D d D d D d D d E e E e E e E e E e F f G g H h H h H h H h H h I i I i K k K k K k L l L l L
    l L l M m M m M m N n N n N n N n O o O o O o O o P p P p R r R r R r R r S s S s S s S s S s T t T t T t T t U u U u
    U u U u U u V v V v W w W w W w W w W w X x X x Y y Z z Z z Z z h t w y a' s ? ? SS ? A a A a A a A a A a A a A a A a
    A a A a A a A a E e E e E e E e E e E e E e E e I i I i O o O o O o O o O o O o O o O o O o O o O o O o U u U u U u U
    u U u U u U u Y y Y y Y y Y y ? ? ? ? ? ?
    """)
}
