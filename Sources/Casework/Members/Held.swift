/// A secret in a box that can be handed to another thread: wiped when nobody holds the box any more.
final class Held<Secret: ~Copyable & Sendable>: Sendable {
  let value: Secret

  init(_ value: consuming Secret) { self.value = value }
}
