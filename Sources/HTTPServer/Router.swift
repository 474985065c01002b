/// What is wrong with a table of routes. All faults are reported at once.
package struct RouterError: Error, Hashable, Sendable, CustomStringConvertible {
  package let faults: [Fault]

  /// One thing that is wrong with a table of routes.
  package enum Fault: Hashable, Sendable {
    case badPattern(route: String, PathPattern.Fault)
    /// Two routes of the same method and pattern.
    case duplicate(route: String, other: String)
    /// No request can ever reach `route`, or some path would match both without one being more exact:
    /// the two patterns differ only in the kinds of their captures.
    case shadowed(route: String, by: String)
    /// Two routes share a name.
    case nameTwice(String)
    /// HEAD and OPTIONS are answered by the router.
    case reservedMethod(route: String)
    /// GET and DELETE take no body.
    case bodyOnBodilessMethod(route: String)
  }

  package var description: String {
    faults.map { fault in
      switch fault {
      case .badPattern(let route, let fault): "\(route): the pattern is wrong (\(fault))"
      case .duplicate(let route, let other): "\(route) and \(other) have the same method and path"
      case .shadowed(let route, let by): "\(route) is shadowed by \(by)"
      case .nameTwice(let name): "the name \(name) is used twice"
      case .reservedMethod(let route): "\(route): HEAD and OPTIONS are answered by the router"
      case .bodyOnBodilessMethod(let route): "\(route): GET and DELETE take no body"
      }
    }.joined(separator: "; ")
  }
}

/// Finds the route of a request. Literal segments win over captures, segment by segment from the left, whatever the
/// order of declaration.
package struct Router<Context: Sendable>: Sendable {
  /// A route with its pattern read.
  struct Entry: Sendable {
    var route: Route<Context>
    var pattern: PathPattern
  }

  private let entries: [Entry]

  /// Checks the table. Throws ``RouterError`` with all that is wrong.
  package init(_ routes: [Route<Context>]) throws(RouterError) {
    var faults: [RouterError.Fault] = []
    var entries: [Entry] = []
    var names: Set<String> = []
    for route in routes {
      if !names.insert(route.name).inserted { faults.append(.nameTwice(route.name)) }
      switch route.method {
      case .head, .options: faults.append(.reservedMethod(route: route.name))
      case .get, .delete:
        if case .none = route.reception {
        } else {
          faults.append(.bodyOnBodilessMethod(route: route.name))
        }
      case .post, .put, .patch: break
      }
      let pattern: PathPattern
      do throws(PathPattern.Fault) {
        pattern = try PathPattern(parsing: route.pattern)
      } catch {
        faults.append(.badPattern(route: route.name, error))
        continue
      }
      for other in entries where other.route.method == route.method {
        switch Precedence.compare(other.pattern, pattern) {
        case .same: faults.append(.duplicate(route: route.name, other: other.route.name))
        case .ambiguous: faults.append(.shadowed(route: route.name, by: other.route.name))
        case .distinct: break
        }
      }
      entries.append(Entry(route: route, pattern: pattern))
    }
    guard faults.isEmpty else { throw RouterError(faults: faults) }
    self.entries = entries.sorted { Precedence.isMoreExact($0.pattern, $1.pattern) }
  }

  /// All routes, in the order of declaration being of no account: sorted by path and method.
  package var descriptions: [RouteDescription] {
    entries.map {
      RouteDescription(
        name: $0.route.name, method: $0.route.method, path: $0.pattern,
        reception: $0.route.reception, metadata: $0.route.metadata)
    }.sorted {
      ($0.path.description, $0.method.rawValue) < ($1.path.description, $1.method.rawValue)
    }
  }

  /// The outcome of looking for a route.
  enum Finding: Sendable {
    case route(Route<Context>, captures: [String: String])
    /// The path is known, the method is not; these are.
    case otherMethods([Method])
    case nothing
  }

  /// Finds the route for a method (HEAD finds GET) and a path.
  func find(_ method: Method, _ path: [String]) -> Finding {
    let wanted = method == .head ? .get : method
    var allowed: Set<Method> = []
    for entry in entries {
      guard let captures = entry.pattern.match(path) else { continue }
      if entry.route.method == wanted { return .route(entry.route, captures: captures) }
      allowed.insert(entry.route.method)
    }
    guard !allowed.isEmpty else { return .nothing }
    if allowed.contains(.get) { allowed.insert(.head) }
    allowed.insert(.options)
    return .otherMethods(Method.allCases.filter(allowed.contains))
  }
}

/// Which of two patterns is asked first.
enum Precedence {
  /// How two patterns of one method stand to each other.
  enum Comparison { case same, ambiguous, distinct }

  static func compare(_ one: PathPattern, _ other: PathPattern) -> Comparison {
    let shapes = [one, other].map { pattern in
      pattern.segments.map { segment -> String? in
        switch segment {
        case .literal(let text): text
        case .capture(_, .rest): "/"
        case .capture: nil
        }
      }
    }
    guard shapes[0] == shapes[1] else { return .distinct }
    let kinds = [one, other].map { pattern in
      pattern.segments.map { segment -> PathPattern.Kind? in
        switch segment {
        case .literal: nil
        case .capture(_, let kind): kind
        }
      }
    }
    return kinds[0] == kinds[1] ? .same : .ambiguous
  }

  /// Literals before captures, captures before the rest, from the left.
  static func isMoreExact(_ one: PathPattern, _ other: PathPattern) -> Bool {
    for (left, right) in zip(one.segments, other.segments) {
      let ranks = (rank(left), rank(right))
      if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    }
    return one.description < other.description
  }

  private static func rank(_ segment: PathPattern.Segment) -> Int {
    switch segment {
    case .literal: 0
    case .capture(_, .rest): 2
    case .capture: 1
    }
  }
}
