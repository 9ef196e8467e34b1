/// A width and a height in cells.
public struct Size: Hashable, Sendable {
  public var width: Int
  public var height: Int

  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// The whole area, from column 0 and row 0.
  public var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }
}

/// A cell's place: column `x` and row `y`, both from 0 at the top left.
public struct Point: Hashable, Sendable {
  public var x: Int
  public var y: Int

  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }

  /// The point so many columns and rows further.
  public func offset(x: Int = 0, y: Int = 0) -> Point { Point(x: self.x + x, y: self.y + y) }
}

/// A rectangle of cells; never of negative size.
public struct Rect: Hashable, Sendable {
  public var x: Int
  public var y: Int
  public var width: Int
  public var height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  public init(origin: Point, size: Size) {
    self.init(x: origin.x, y: origin.y, width: size.width, height: size.height)
  }

  public static let zero = Rect(x: 0, y: 0, width: 0, height: 0)

  public var origin: Point { Point(x: x, y: y) }
  public var size: Size { Size(width: width, height: height) }
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// One past the last column.
  public var maxX: Int { x + width }

  /// One past the last row.
  public var maxY: Int { y + height }

  /// The columns and rows inside, as ranges.
  public var columns: Range<Int> { x..<maxX }
  public var rows: Range<Int> { y..<maxY }

  public func contains(_ point: Point) -> Bool { columns.contains(point.x) && rows.contains(point.y) }

  /// The part both share; empty where there is none.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
  }

  /// Smaller by so many cells on each side.
  public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
    Rect(x: x + left, y: y + top, width: width - left - right, height: height - top - bottom)
  }

  /// Smaller by `margin` cells on every side; 1 is the inside of a frame.
  public func inset(_ margin: Int) -> Rect { inset(left: margin, top: margin, right: margin, bottom: margin) }

  /// The row `index` rows below the top, as a rectangle one cell high; empty outside.
  public func row(_ index: Int) -> Rect {
    Rect(x: x, y: y + index, width: width, height: (0..<height).contains(index) ? 1 : 0)
  }

  /// Cuts `rows` rows off the top: these, and the rest.
  public func split(top rows: Int) -> (top: Rect, rest: Rect) {
    let cut = min(max(0, rows), height)
    return (Rect(x: x, y: y, width: width, height: cut), Rect(x: x, y: y + cut, width: width, height: height - cut))
  }

  /// Cuts `rows` rows off the bottom: the rest, and these.
  public func split(bottom rows: Int) -> (rest: Rect, bottom: Rect) {
    let parts = split(top: height - min(max(0, rows), height))
    return (parts.top, parts.rest)
  }

  /// Cuts `columns` columns off the left: these, and the rest.
  public func split(left columns: Int) -> (left: Rect, rest: Rect) {
    let cut = min(max(0, columns), width)
    return (Rect(x: x, y: y, width: cut, height: height), Rect(x: x + cut, y: y, width: width - cut, height: height))
  }

  /// Cuts `columns` columns off the right: the rest, and these.
  public func split(right columns: Int) -> (rest: Rect, right: Rect) {
    let parts = split(left: width - min(max(0, columns), width))
    return (parts.left, parts.rest)
  }

  /// A rectangle of this size in the middle of this one, cut to fit.
  public func centered(_ size: Size) -> Rect {
    let width = min(size.width, self.width)
    let height = min(size.height, self.height)
    return Rect(x: x + (self.width - width) / 2, y: y + (self.height - height) / 2, width: width, height: height)
  }
}
