/// Makes a story that breaks an invariant shorter: steps and faults are left out as long as it still breaks.
enum Shrinking {
  /// - Returns: the shortest run found within the time.
  static func shortest(
    _ plan: Plan, _ first: Attempt, _ options: SimulationOptions
  ) async throws -> Attempt {
    guard let fault = first.broken else { return first }
    let clock = ContinuousClock()
    let end = clock.now + .seconds(SimulationLimits.shrinkingSecondsMax)
    var best = first
    func stillBreaks(_ steps: [Step]) async throws -> Bool {
      let attempt = try await Attempt.run(plan, steps, options)
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
    while clock.now < end {
      var place = 0
      var hasShrunk = false
      // The last step is the one that shows it.
      while place < best.steps.count - 1, clock.now < end {
        var fewer = best.steps
        fewer.removeSubrange(place..<min(place + size, fewer.count - 1))
        if try await stillBreaks(fewer) { hasShrunk = true } else { place += size }
      }
      if size == 1, !hasShrunk { break }
      size = max(size / 2, 1)
    }
    for place in best.steps.indices.reversed() where clock.now < end {
      guard place < best.steps.count, best.steps[place].cutAfterChanges != nil else { continue }
      var fewer = best.steps
      fewer[place].cutAfterChanges = nil
      _ = try await stillBreaks(fewer)
    }
    return best
  }
}
