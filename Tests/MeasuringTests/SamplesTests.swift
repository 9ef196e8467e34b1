import Measuring
import Testing

@Suite struct SamplesTests {
  @Test func percentilesAreNearestRanks() {
    let samples = Samples((1...100).reversed().map(Double.init))
    #expect(samples.median == 50)
    #expect(samples.percentile(0.95) == 95)
    #expect(samples.percentile(0.99) == 99)
    #expect(samples.percentile(1) == 100)
    #expect(samples.maximum == 100)
  }

  @Test func fewValuesGiveTheWorstNotAMixture() {
    let samples = Samples([3, 1, 2])
    #expect(samples.median == 2)
    #expect(samples.percentile(0.99) == 3)
    #expect(samples.percentile(0) == 1)
  }

  @Test func nothingMeasuredIsZero() {
    #expect(Samples([]).percentile(0.5) == 0)
    #expect(Samples([]).count == 0)
  }

  @Test func mergedValuesCountOnce() {
    let all = Samples([5, 1]).merged(with: Samples([3]))
    #expect(all == Samples([1, 3, 5]))
  }

  @Test func tablesAlignNumbersToTheRight() {
    var table = TextTable([("what", .left), ("ms", .right)])
    table.add(["search", "1.25"])
    table.add(["a list", "10.00"])
    table.add(["none"])
    #expect(table.text == "what       ms\nsearch   1.25\na list  10.00\nnone\n")
  }

  @Test func numbersOfProcFiles() {
    let rollup = "5581 ---p 00000000 [rollup]\nRss:    6124 kB\nPss:    2511 kB\nPss_Anon:   900 kB\n"
    #expect(ProcessFigures.kilobytes("Pss:", in: rollup) == 2_511)
    #expect(ProcessFigures.kilobytes("Swap:", in: rollup) == nil)
    #expect(ProcessFigures.number("voluntary_ctxt_switches:", in: "Name:\tx\nvoluntary_ctxt_switches:\t12\nnonvoluntary_ctxt_switches:\t7\n") == 12)
  }
}
