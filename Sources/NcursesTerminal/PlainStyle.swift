import TerminalUI

/// The look without a theme: the selection reversed, what is urgent bold or reversed, no colours.
public struct PlainStyle: ThemeStyle {
  public init() {}

  public func style(for role: Role, depth: ColorDepth) -> ResolvedStyle {
    let reversed: [Role] = [.selectRow, .bannerPatient, .emergency, .flagCriticalHigh, .flagCriticalLow]
    let bold: [Role] = [.title, .textStrong, .flagHigh, .flagLow, .danger]
    if reversed.contains(role) { return ResolvedStyle(attributes: .reverse) }
    return ResolvedStyle(attributes: bold.contains(role) ? .bold : [])
  }
}
