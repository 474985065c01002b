/// Makes a story that breaks an invariant shorter: steps and faults are left out as long as it still breaks.
enum Shrinking {
  /// - Returns: the shortest run found before so many steps were lived through again; counted and not timed, so that the
  ///   same seed finds the same on a slow machine.
  static func shortest(
    _ plan: Plan, _ first: Attempt, _ options: SimulationOptions
  ) async throws -> Attempt {
    guard let fault = first.broken else { return first }
    var best = first
    var livedCount = 0
    var mayGoOn: Bool { livedCount < SimulationLimits.shrinkingStepsMax }
    func stillBreaks(_ steps: [Step]) async throws -> Bool {
      let attempt = try await Attempt.run(plan, steps, options)
      livedCount += attempt.steps.count
      guard attempt.broken?.invariant == fault.invariant else { return false }
      best = attempt
      return true
    }
    // Whatever is about other cases goes first: mostly nothing else is needed.
    if let number = fault.caseNumber {
      let own = best.steps.filter { $0.caseNumber == nil || $0.caseNumber == number }
      if own.count < best.steps.count { _ = try await stillBreaks(own) }
    }
    var size = max(best.steps.count / 2, 1)
    while mayGoOn {
      var place = 0
      var hasShrunk = false
      // The last step is the one that shows it.
      while place < best.steps.count - 1, mayGoOn {
        var fewer = best.steps
        fewer.removeSubrange(place..<min(place + size, fewer.count - 1))
        if try await stillBreaks(fewer) { hasShrunk = true } else { place += size }
      }
      if size == 1, !hasShrunk { break }
      size = max(size / 2, 1)
    }
    for place in best.steps.indices.reversed() where mayGoOn {
      guard place < best.steps.count, best.steps[place].cut != nil else { continue }
      var fewer = best.steps
      fewer[place].cut = nil
      _ = try await stillBreaks(fewer)
    }
    return best
  }
}
