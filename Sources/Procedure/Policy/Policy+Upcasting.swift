/// Files of an earlier format are read for ever: cases are open that began under one.
extension JSONNode {
  /// A file of format 1 as one of format 2.
  ///
  /// What format 1 could not say (the procedure after the first answer, and what belongs to it) is that of the shipped
  /// policy of the same name, otherwise that of `django` without its clauses. What the file says stays as it is.
  func upcastFromFirstFormat(basis: JSONNode, isSameCommunity: Bool) -> JSONNode {
    guard case .integer(1) = self["format"]?.value else { return self }
    let basis = isSameCommunity ? basis : basis.withoutClauses
    var upcast = self
    upcast["format"] = JSONNode(value: .integer(2), offset: offset)
    for section in Policy.sectionsSinceSecondFormat where upcast[section] == nil {
      upcast[section] = basis[section]
    }
    for section in ["group", "templates", "citations"] {
      guard let known = basis[section], var own = upcast[section] else { continue }
      own.fill(from: known)
      upcast[section] = own
    }
    upcast["deadlines"] = upcast["deadlines"]?.fillingDeadlines(from: basis["deadlines"])
    guard !isSameCommunity else { return upcast }
    upcast["board"]?["liaisonRole"] = JSONNode(value: .null, offset: offset)
    upcast["decisions"]?["severeTypes"] = severeTypes(of: basis)
    upcast.fitDecisionsToGroup()
    return upcast
  }

  /// A file of format 2 as one of format 3: rules that came since are cited as the basis does, and drafts begin with its
  /// words, as far as this file knows the measures.
  func upcastFromSecondFormat(basis: JSONNode, isSameCommunity: Bool) -> JSONNode {
    guard case .integer(2) = self["format"]?.value else { return self }
    let basis = isSameCommunity ? basis : basis.withoutClauses
    var upcast = self
    upcast["format"] = JSONNode(value: .integer(3), offset: offset)
    for section in ["templates", "citations"] {
      guard let known = basis[section], var own = upcast[section] else { continue }
      own.fill(from: known)
      upcast[section] = own
    }
    guard var measures = upcast["measures"], var list = measures["list"]?.elements else {
      return upcast
    }
    let known = basis["measures"]?["list"]?.elements ?? []
    for index in list.indices where list[index]["request"] == nil {
      let same = known.first { $0["id"]?.value == list[index]["id"]?.value }
      list[index]["request"] =
        same?["request"] ?? JSONNode(value: .flag(false), offset: list[index].offset)
    }
    measures["list"] = JSONNode(value: .list(list), offset: offset)
    if measures["letters"] == nil, var letters = basis["measures"]?["letters"] {
      let names = Set(list.compactMap { $0["id"]?.value })
      let own = (letters["measures"]?.elements ?? []).filter { entry in
        entry["measure"].map { names.contains($0.value) } ?? false
      }
      letters["measures"] = JSONNode(value: .list(own), offset: offset)
      measures["letters"] = letters
    }
    upcast["measures"] = measures
    return upcast
  }

  /// A file of format 3 as one of format 4: it has no words yet for a policy that is proposed or adopted.
  func upcastFromThirdFormat(basis: JSONNode) -> JSONNode {
    guard case .integer(3) = self["format"]?.value else { return self }
    var upcast = self
    upcast["format"] = JSONNode(value: .integer(4), offset: offset)
    guard let known = basis["templates"], var own = upcast["templates"] else { return upcast }
    own.fill(from: known, only: [TemplateKind.policyProposed, .policyAdopted].map(\.rawValue))
    upcast["templates"] = own
    return upcast
  }

  /// The severe types of the basis, as far as this file knows them.
  private func severeTypes(of basis: JSONNode) -> JSONNode {
    let known = Set((self["violationTypes"]?.elements ?? []).compactMap { $0["id"]?.value })
    let severe = (basis["decisions"]?["severeTypes"]?.elements ?? []).filter {
      known.contains($0.value)
    }
    return JSONNode(value: .list(severe), offset: offset)
  }

  /// A group that may be smaller than three decides with those it has.
  private mutating func fitDecisionsToGroup() {
    guard case .integer(let membersMin) = self["group"]?["membersMin"]?.value, membersMin < 3,
      var decisions = self["decisions"]
    else { return }
    decisions["eligibleMin"] = JSONNode(value: .integer(membersMin), offset: offset)
    decisions["ordinary"] = decisions["severe"]
    self["decisions"] = decisions
  }

  private func fillingDeadlines(from basis: JSONNode?) -> JSONNode {
    guard var list = elements else { return self }
    let names = Set(list.compactMap { $0["id"]?.value })
    for index in list.indices where list[index]["runsAfterClosing"] == nil {
      list[index]["runsAfterClosing"] = JSONNode(value: .flag(false), offset: list[index].offset)
    }
    list += (basis?.elements ?? []).filter { rule in
      guard let name = rule["id"]?.value, !names.contains(name) else { return false }
      return !Policy.deadlinesOfFirstFormat.contains { name == .text($0) }
    }
    return JSONNode(value: .list(list), offset: offset)
  }

  /// Adds the members that are missing.
  ///
  /// - Parameter keys: the only ones that may be; nil for any.
  private mutating func fill(from known: JSONNode, only keys: [String]? = nil) {
    guard case .object(let members) = known.value else { return }
    for member in members where self[member.key] == nil && keys?.contains(member.key) ?? true {
      self[member.key] = member.node
    }
  }

  /// The same with every `clause` null: another community's documents say nothing here.
  private var withoutClauses: JSONNode {
    switch value {
    case .list(let list):
      return JSONNode(value: .list(list.map(\.withoutClauses)), offset: offset)
    case .object(let members):
      let changed = members.map { member in
        var member = member
        member.node =
          member.key == "clause"
          ? JSONNode(value: .null, offset: member.node.offset) : member.node.withoutClauses
        return member
      }
      return JSONNode(value: .object(changed), offset: offset)
    case .null, .flag, .integer, .real, .text: return self
    }
  }

  /// The elements of a list; nil for anything else.
  private var elements: [JSONNode]? {
    guard case .list(let list) = value else { return nil }
    return list
  }

  /// The value of a key of an object; setting anything else does nothing.
  private subscript(key: String) -> JSONNode? {
    get {
      guard case .object(let members) = value else { return nil }
      return members.first { $0.key == key }?.node
    }
    set {
      guard case .object(var members) = value, let newValue else { return }
      if let index = members.firstIndex(where: { $0.key == key }) {
        members[index].node = newValue
      } else {
        members.append(JSONMember(key: key, keyOffset: offset, node: newValue))
      }
      value = .object(members)
    }
  }
}

extension Policy {
  /// What format 2 added at the top level.
  static let sectionsSinceSecondFormat = [
    "onCall", "assessment", "measures", "decisions", "consultation", "board", "publicVoice",
    "closing",
  ]

  /// The deadlines that format 1 knew; a file that left one of them out meant it.
  static let deadlinesOfFirstFormat = [
    "receipt", "acknowledgement", "step-in", "gate", "agency", "first-answer", "reply",
  ]

  /// A parsed file in the newest format.
  static func upcast(_ root: JSONNode) -> JSONNode {
    guard case .object(let members) = root.value,
      members.contains(where: { member in
        member.key == "format" && (1..<4).contains { member.node.value == .integer($0) }
      })
    else { return root }
    let name = members.first { $0.key == "name" }?.node.value
    let shipped = shippedNames.first { name == .text($0) }
    guard let bytes = shippedBytes(named: shipped ?? "django") else { return root }
    do {
      let basis = try JSON5Parser.parse(bytes)
      let isSameCommunity = shipped != nil
      return root.upcastFromFirstFormat(basis: basis, isSameCommunity: isSameCommunity)
        .upcastFromSecondFormat(basis: basis, isSameCommunity: isSameCommunity)
        .upcastFromThirdFormat(basis: basis)
    } catch {
      // The shipped files parse, as the tests hold; without one, the missing sections are named as faults.
      return root
    }
  }
}
