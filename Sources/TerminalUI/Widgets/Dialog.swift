/// A question in a frame: text, fields, something to type as confirmation, buttons.
///
/// What writes is pressed by its own key only: Enter twice never confirms anything.
public struct Dialog: Sendable {
  /// What an event did.
  public enum Outcome: Sendable, Hashable {
    case ignored
    case moved
    /// The value of this field of the form changed.
    case changed(String)
    /// This button, allowed.
    case pressed(String)
    /// This button, but it is greyed, or the confirmation is missing, or it wants its own key.
    case refused(String)
    /// Esc.
    case cancelled
  }

  /// A paragraph of the text.
  public struct Line: Sendable, Hashable {
    /// In the user's language; wrapped to the dialog.
    public var text: String
    /// Its look.
    public var role: Role

    /// A paragraph.
    public init(_ text: String, role: Role = .text) {
      self.text = text
      self.role = role
    }
  }

  /// Something to press.
  public struct Button: Sendable, Hashable {
    /// What `pressed` and `refused` name.
    public let id: String
    /// In the user's language.
    public var label: String
    /// Its own key, which works wherever the focus is.
    public var key: Key?
    /// Needs its own key, and the typed confirmation where there is one.
    public var isWriting: Bool
    /// Greyed buttons are shown in round brackets and refuse.
    public var isEnabled: Bool

    /// A button; give one that writes a key of its own.
    public init(_ id: String, _ label: String, key: Key? = nil, isWriting: Bool = false, isEnabled: Bool = true) {
      self.id = id
      self.label = label
      self.key = key
      self.isWriting = isWriting
      self.isEnabled = isEnabled
    }
  }

  /// Something from the content that has to be typed: a birth year, a dose and its unit.
  public struct Confirmation: Sendable, Hashable {
    /// Before the field, in the user's language.
    public var prompt: String
    /// Accepted answers; empty where the server compares: then anything typed will do here.
    public var answers: [String]
    /// Where it is typed.
    public internal(set) var field: TextField

    /// A confirmation; `answers` in the spelling shown to the user.
    public init(_ prompt: String, answers: [String] = [], maximumLength: Int = 20, accepts: TextField.Accepted = .any) {
      self.prompt = prompt
      self.answers = answers
      field = TextField(maximumLength: maximumLength, accepts: accepts)
    }

    /// What was typed.
    public var text: String { field.text }

    /// Spaces and case do not count, and comma and point are both decimal marks.
    public var isGiven: Bool {
      let typed = Self.plain(field.text)
      return !typed.isEmpty && (answers.isEmpty || answers.contains { Self.plain($0) == typed })
    }

    private static func plain(_ text: String) -> String {
      text.lowercased().filter { $0 != " " && $0 != "\u{A0}" }.map { $0 == "," ? "." : String($0) }.joined()
    }
  }

  /// In the frame's top line.
  public var title: String
  /// The text, above all else.
  public var lines: [Line]
  /// Fields to fill in; nil is none.
  public var form: Form?
  /// What has to be typed before anything is written; nil is nothing.
  public var confirmation: Confirmation?
  /// From the left; shown in as many rows as needed.
  public var buttons: [Button]
  /// The frame's look, such as `emergency`.
  public var frameRole: Role
  /// Columns it would like, frame and all.
  public var width: Int
  var focus: Focus
  var textOffset = 0
  var textOverflow = 0

  enum Focus: Sendable, Hashable {
    case form, confirmation
    case button(Int)
  }

  /// A dialog with the focus on its first field, confirmation or button.
  public init(
    title: String, lines: [Line] = [], form: Form? = nil, confirmation: Confirmation? = nil, buttons: [Button],
    frameRole: Role = .frameFocus, width: Int = 64
  ) {
    self.title = title
    self.lines = lines
    self.form = form
    self.confirmation = confirmation
    self.buttons = buttons
    self.frameRole = frameRole
    self.width = width
    focus = form != nil ? .form : confirmation != nil ? .confirmation : .button(0)
  }

  /// Whether a button would be pressed now by its key.
  public func isAllowed(_ button: Button) -> Bool {
    button.isEnabled && (!button.isWriting || confirmation?.isGiven ?? true)
  }

  /// Keys of buttons, Tab and arrows between the parts, Esc, PgUp and PgDn in long text, the rest to the field with the focus.
  public mutating func handle(_ event: InputEvent) -> Outcome {
    if case .key(let key) = event {
      if let button = buttons.first(where: { $0.key == key && !(key.isText && isTyping) }) {
        return isAllowed(button) ? .pressed(button.id) : .refused(button.id)
      }
      switch key {
      case .escape: return .cancelled
      case .pageDown where textOverflow > 0:
        textOffset = min(textOverflow, textOffset + 3)
        return .moved
      case .pageUp where textOverflow > 0:
        textOffset = max(0, textOffset - 3)
        return .moved
      default: break
      }
    }
    switch focus {
    case .form: return handleInForm(event)
    case .confirmation: return handleInConfirmation(event)
    case .button(let place): return handleOnButton(place, event)
    }
  }

  private var isTyping: Bool {
    if case .button = focus { false } else { true }
  }

  private mutating func handleInForm(_ event: InputEvent) -> Outcome {
    guard var form else { return .ignored }
    let enabled = form.fields.indices.filter { form.fields[$0].control.isEnabled }
    switch event {
    case .key(.tab) where form.focusIndex == enabled.last, .key(.down) where form.focusIndex == enabled.last: return next(1)
    case .key(.backTab) where form.focusIndex == enabled.first: return next(-1)
    default: break
    }
    let outcome = form.handle(event)
    self.form = form
    switch outcome {
    case .ignored: return .ignored
    case .moved: return .moved
    case .changed(let id): return .changed(id)
    case .submitted: return next(1)
    }
  }

  private mutating func handleInConfirmation(_ event: InputEvent) -> Outcome {
    switch event {
    case .key(.tab), .key(.down), .key(.enter): return next(1)
    case .key(.backTab), .key(.up): return next(-1)
    default:
      return confirmation?.field.handle(event) ?? .ignored == .ignored ? .ignored : .moved
    }
  }

  private mutating func handleOnButton(_ place: Int, _ event: InputEvent) -> Outcome {
    switch event {
    case .key(.tab), .key(.right), .key(.down): return next(1)
    case .key(.backTab), .key(.left), .key(.up): return next(-1)
    case .key(.enter), .key(.character(" ")):
      guard buttons.indices.contains(place) else { return .ignored }
      let button = buttons[place]
      return isAllowed(button) && !(button.isWriting && button.key != nil) ? .pressed(button.id) : .refused(button.id)
    default: return .ignored
    }
  }

  /// Moves the focus through form, confirmation and buttons, round and round.
  private mutating func next(_ step: Int) -> Outcome {
    var stops: [Focus] = form == nil ? [] : [.form]
    if confirmation != nil { stops.append(.confirmation) }
    stops += buttons.indices.map { .button($0) }
    guard let place = stops.firstIndex(of: focus) else { return .moved }
    focus = stops[(place + step + stops.count) % stops.count]
    if focus == .form, let ids = form?.fields.filter({ $0.control.isEnabled }).map(\.id) {
      if let id = step > 0 ? ids.first : ids.last { form?.focus(id) }
    }
    return .moved
  }
}
