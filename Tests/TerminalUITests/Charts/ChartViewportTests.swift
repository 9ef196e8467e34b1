import Testing

@testable import TerminalUI

@Suite struct ChartViewportTests {
  private let year = 365 * 86_400

  @Test func beginsWithEverythingAndAMargin() {
    let view = ChartViewport(0...year)
    #expect(view.isWhole)
    #expect(view.visible.lowerBound < 0 && view.visible.upperBound > year)
    #expect(view.span == year + 2 * (year / 50))
  }

  @Test func zoomingKeepsThePointInItsColumn() {
    var view = ChartViewport(0...year)
    let time = year / 4
    let before = Double(time - view.visible.lowerBound) / Double(view.span)
    for _ in 0..<6 {
      view.zoomIn(around: time)
      let now = Double(time - view.visible.lowerBound) / Double(view.span)
      #expect(abs(now - before) < 0.001)
    }
    for _ in 0..<6 { view.zoomOut(around: time) }
    #expect(abs(view.visible.lowerBound - view.extent.lowerBound) < 64)
    view.zoomOut()
    #expect(view.isWhole)
  }

  @Test func zoomingEnds() {
    var view = ChartViewport(0...year, minimumSpan: 7_200)
    for _ in 0..<60 { view.zoomIn(around: year / 2) }
    #expect(view.span == 7_200)
    for _ in 0..<60 { view.zoomOut() }
    #expect(view.isWhole)
  }

  @Test func panningStopsAtTheEnds() {
    var view = ChartViewport(0...year)
    view.zoomIn()
    let span = view.span
    view.pan(by: 0.5)
    #expect(view.span == span)
    for _ in 0..<20 { view.pan(by: 0.5) }
    #expect(view.visible.upperBound == view.extent.upperBound && view.span == span)
    for _ in 0..<20 { view.pan(by: -1) }
    #expect(view.visible.lowerBound == view.extent.lowerBound && view.span == span)
  }

  @Test func theNewestCanBeShown() {
    var view = ChartViewport(0...year)
    view.showLast(90 * 86_400)
    #expect(view.span == 90 * 86_400)
    #expect(view.visible.upperBound == view.extent.upperBound)
    view.showLast(10 * year)
    #expect(view.isWhole)
  }

  @Test func aTimeIsRevealedByTheLeastMove() {
    var view = ChartViewport(0...year)
    view.showLast(30 * 86_400)
    let shown = view.visible
    view.reveal(shown.lowerBound + 5)
    #expect(view.visible == shown)
    view.reveal(year / 2)
    #expect(view.visible.contains(year / 2))
    #expect(view.span == shown.upperBound - shown.lowerBound)
  }

  @Test func newDataIsFollowedOrLeftAlone() {
    var view = ChartViewport(0...year)
    view.setTimes(0...(2 * year))
    #expect(view.isWhole)
    view.showLast(86_400 * 30)
    view.setTimes(0...(3 * year))
    #expect(view.visible.upperBound == view.extent.upperBound)
    #expect(view.span == 86_400 * 30)
    view.pan(by: -3)
    let shown = view.visible
    view.setTimes(0...(4 * year))
    #expect(view.visible == shown)
  }

  @Test func anySequenceStaysInside() {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<200 {
      let first = Int.random(in: -1_000_000_000...2_000_000_000, using: &random)
      var view = ChartViewport(first...(first + Int.random(in: 0...1_000_000_000, using: &random)))
      for _ in 0..<40 {
        let time = first + Int.random(in: -1_000_000...1_000_000_000, using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: view.zoomIn(around: time)
        case 1: view.zoomOut(around: time)
        case 2: view.pan(by: Double.random(in: -3...3, using: &random))
        case 3: view.showLast(Int.random(in: 0...100_000_000, using: &random))
        case 4: view.reveal(time)
        case 5: view.setTimes(first...(first + Int.random(in: 0...1_000_000_000, using: &random)))
        default: view.fit()
        }
        #expect(view.visible.lowerBound >= view.extent.lowerBound && view.visible.upperBound <= view.extent.upperBound)
        #expect(view.span >= view.minimumSpan || view.isWhole)
      }
    }
  }

  @Test func extremeTimesDoNotOverflow() {
    var view = ChartViewport(Int.min...Int.max)
    view.zoomIn(around: Int.max)
    view.pan(by: .infinity)
    view.zoomOut()
    #expect(view.visible.upperBound <= view.extent.upperBound)
    let single = ChartViewport(5...5)
    #expect(single.visible.contains(5) && single.span >= 3_600)
  }
}
