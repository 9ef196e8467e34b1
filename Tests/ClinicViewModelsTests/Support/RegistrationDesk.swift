import ClinicModel
import ClinicViewModels
import EventLoop
import Testing

/// A receptionist at the registration form.
@UIActor
final class RegistrationDesk {
  let world = World()
  let saved: Registrations.Answer

  init() throws {
    saved = .saved(PatientID(identifier(40)), try #require(RecordNumber("104-233-719")))
  }

  /// The form, opened, with the draft of an earlier time; nobody is like the person registered.
  func model(draft: Draft? = nil) async throws -> RegistrationModel {
    world.answerQuietly()
    world.readDraft.answer(draft)
    world.findDuplicates.answer([])
    world.saveDraft.succeed()
    world.discardDraft.succeed()
    let session = try await world.signedIn(receptionist)
    session.show(.registration)
    await settle()
    return session.registration
  }

  func fill(_ model: RegistrationModel) {
    for (field, text) in [RegistrationForm.Field.surname1: "García", .givenNames: "Ana", .birthDate: "12/03/1957",
      .sex: "FEMALE"] {
      model.edit(field, text)
    }
  }

  func submit(_ model: RegistrationModel) async {
    model.submit()
    await settle()
  }

  var keys: [UniqueID] { world.register.asked.map(\.key) }
}
