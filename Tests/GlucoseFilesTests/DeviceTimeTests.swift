import Foundation
import Testing

@testable import GlucoseFiles

@Suite struct DeviceTimeTests {
  private let madrid = TimeZone(identifier: "Europe/Madrid")!

  @Test(arguments: [
    ("2016-10-24T11:24:17", DateOrder?.none), ("2016-10-24 11:24:17", nil), ("24/10/16 11:24:17", .dayFirst), ("10/24/16 11:24:17", .monthFirst),
    ("10-24-2016 11:24:17 AM", .monthFirst), ("24.10.2016 11:24:17", .dayFirst),
  ])
  func oneMomentInManySpellings(_ text: String, _ order: DateOrder?) {
    #expect(DeviceTime(text, order: order)?.seconds == 1_477_308_257)
  }

  @Test func halvesOfTheDay() {
    let day: Int64 = 1_477_267_200
    #expect(DeviceTime("2016-10-24 12:05 AM", order: nil)?.seconds == day + 300)
    #expect(DeviceTime("2016-10-24 12:05 PM", order: nil)?.seconds == day + 43_500)
    #expect(DeviceTime("2016-10-24 1:05 pm", order: nil)?.seconds == day + 47_100)
  }

  @Test(arguments: [
    "", "yesterday", "2016-13-01T00:00:00", "2016-02-30T00:00:00", "2016-10-24T24:00:00", "2016-10-24T11:60:00", "2016-10-24T11:24:60",
    "2016-10-24 13:00 PM", "606/2/20 8:02", "6/2/020 8:02", "2016-10-24", "2016-10-24T11:24:17Z",
  ])
  func whatIsNoMoment(_ text: String) {
    #expect(DeviceTime(text, order: .dayFirst) == nil)
  }

  @Test func withoutAnOrderNothingIsGuessed() {
    #expect(DeviceTime("6/2/20 8:02", order: nil) == nil)
    #expect(DeviceTime.order(of: ["6/2/20 8:02", "1/1/20 8:02"]) == nil)
    #expect(DeviceTime.order(of: ["6/2/20 8:02", "6/13/20 8:02"]) == .monthFirst)
    #expect(DeviceTime.order(of: ["6/2/20 8:02", "13/6/20 8:02"]) == .dayFirst)
    #expect(DeviceTime.order(of: ["6/13/20 8:02", "13/6/20 8:02"]) == nil, "contradiction")
    #expect(DeviceTime.order(of: ["2020-06-13 8:02"]) == nil)
  }

  @Test func zones() throws {
    func moments(_ text: String) throws -> [Int64] { try #require(DeviceTime(text, order: nil)).moments(in: madrid) }
    #expect(try moments("2026-01-15T12:00:00") == [1_768_474_800])
    #expect(try moments("2026-07-15T12:00:00") == [1_784_109_600])
    #expect(try moments("2026-03-29T02:30:00").isEmpty, "the clock is put forward from 2 to 3")
    #expect(try moments("2026-03-29T03:00:00").count == 1)
    let twice = try moments("2026-10-25T02:30:00")
    #expect(twice.count == 2 && twice[1] - twice[0] == 3600)
  }
}
