extension Case {
  /// What follows from a command: events to append, or a refusal. Changes nothing.
  package func decide(
    _ command: Command, by actor: Actor, at now: Moment, under policy: Policy
  ) throws(Refusal) -> [Event] { [] }

  /// For each command that belongs to the phase: whether the actor may give it now, or what it waits for.
  /// Empty for who may not know that the case exists.
  package func availableCommands(
    for actor: Actor, at now: Moment, under policy: Policy
  ) -> [CommandAvailability] { [] }

  /// What the rules do by themselves at this moment: escalations, letting silence in. The server appends
  /// these; asking again afterwards yields nothing.
  package func duties(at now: Moment, under policy: Policy) -> [Event] { [] }
}
