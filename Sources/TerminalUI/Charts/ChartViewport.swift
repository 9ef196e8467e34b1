/// The stretch of time a chart shows. Zooming keeps the point under the cursor where it is; nothing leaves the data.
public struct ChartViewport: Sendable, Hashable {
  /// All there is, in seconds since 1970.
  public private(set) var extent: ClosedRange<Int>
  /// What is shown; always inside `extent`.
  public private(set) var visible: ClosedRange<Int>
  /// The shortest stretch, in seconds.
  public let minimumSpan: Int

  /// Shows everything, with a margin of one fiftieth at either end so that no point stands on the edge.
  ///
  /// - Parameter times: of the first and last point.
  public init(_ times: ClosedRange<Int>, minimumSpan: Int = 3_600) {
    self.minimumSpan = max(1, minimumSpan)
    extent = Self.padded(times, self.minimumSpan)
    visible = extent
  }

  private static func padded(_ times: ClosedRange<Int>, _ minimumSpan: Int) -> ClosedRange<Int> {
    let low = max(times.lowerBound, -100_000_000_000)
    let high = max(low, min(times.upperBound, 250_000_000_000))
    let margin = max((high - low) / 50, max(0, minimumSpan - (high - low)) / 2 + 1)
    return (low - margin)...(high + margin)
  }

  /// Seconds shown.
  public var span: Int { visible.upperBound - visible.lowerBound }
  /// Everything is shown.
  public var isWhole: Bool { visible == extent }

  /// New data; what is shown stays, or stays whole, or follows the newest if the newest was shown.
  public mutating func setTimes(_ times: ClosedRange<Int>) {
    let wasWhole = isWhole
    let followed = visible.upperBound == extent.upperBound
    let span = span
    extent = Self.padded(times, minimumSpan)
    if wasWhole {
      visible = extent
    } else {
      place(from: followed ? extent.upperBound - span : visible.lowerBound, span: span)
    }
  }

  /// Shows half as much, keeping `time` in its column; outside what is shown, the middle.
  public mutating func zoomIn(around time: Int? = nil) { zoom(to: span / 2, around: time) }

  /// Shows twice as much.
  public mutating func zoomOut(around time: Int? = nil) { zoom(to: span * 2, around: time) }

  /// Moves by parts of what is shown: -0.5 is half a screen back.
  public mutating func pan(by part: Double) {
    place(from: visible.lowerBound + Int((Double(span) * min(max(part, -100), 100)).rounded()), span: span)
  }

  /// Shows everything.
  public mutating func fit() { visible = extent }

  /// Shows the newest `seconds`.
  public mutating func showLast(_ seconds: Int) {
    let span = min(max(seconds, minimumSpan), extent.upperBound - extent.lowerBound)
    place(from: extent.upperBound - span, span: span)
  }

  /// Moves just as far as needed to show a time, with a tenth of room beside it.
  public mutating func reveal(_ time: Int) {
    let room = span / 10
    if time < visible.lowerBound { place(from: time - room, span: span) }
    if time > visible.upperBound { place(from: time + room - span, span: span) }
  }

  private mutating func zoom(to wanted: Int, around time: Int?) {
    let whole = extent.upperBound - extent.lowerBound
    let span = min(max(wanted, minimumSpan), whole)
    let middle = visible.lowerBound + self.span / 2
    let center = time.flatMap { visible.contains($0) ? $0 : nil } ?? middle
    let part = Double(center - visible.lowerBound) / Double(max(1, self.span))
    place(from: center - Int((Double(span) * part).rounded()), span: span)
  }

  private mutating func place(from start: Int, span: Int) {
    let span = min(span, extent.upperBound - extent.lowerBound)
    let low = min(max(start, extent.lowerBound), extent.upperBound - span)
    visible = low...(low + span)
  }
}
