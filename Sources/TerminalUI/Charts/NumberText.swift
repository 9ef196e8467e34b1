import Glibc

/// Numbers as text without a locale library.
public enum NumberText {
  /// A value with so many decimals (0 to 9), rounded half away from zero, never `-0`. Beyond 15 digits as Swift writes it.
  public static func fixed(_ value: Double, decimals: Int, mark: String = ".") -> String {
    guard value.isFinite else { return value.isNaN ? "?" : value < 0 ? "-inf" : "inf" }
    let decimals = min(max(0, decimals), 9)
    let scale = pow(10, Double(decimals))
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 1e15 else { return "\(value)" }
    let whole = Int(scaled)
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(whole) }
    let digits = String(whole)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return sign + padded.dropLast(decimals) + mark + padded.suffix(decimals)
  }
}
