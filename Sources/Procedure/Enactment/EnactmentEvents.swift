/// `consult`: a party is told of the planned resolution and asked (rows G13, E14, R5).
package struct Consulting: Hashable, Codable, Sendable {
  package var proposal: Int
  package var party: PartyID
  package var text: String
  /// Set by `Casework`.
  package var message: MessageReference?

  package init(proposal: Int, party: PartyID, text: String, message: MessageReference? = nil) {
    self.proposal = proposal
    self.party = party
    self.text = text
    self.message = message
  }
}

/// `consultationAsked`.
package struct ConsultationAsking: Hashable, Codable, Sendable {
  package var proposal: Int
  package var party: PartyID
  package var message: MessageReference

  package init(proposal: Int, party: PartyID, message: MessageReference) {
    self.proposal = proposal
    self.party = party
    self.message = message
  }
}

/// `recordConsultation` and `consultationRecorded`: what somebody said by another way.
package struct ConsultationNote: Hashable, Codable, Sendable {
  package var proposal: Int
  package var party: PartyID
  package var answer: ConsultationAnswer
  package var account: String

  package init(proposal: Int, party: PartyID, answer: ConsultationAnswer, account: String) {
    self.proposal = proposal
    self.party = party
    self.answer = answer
    self.account = account
  }
}

/// `waiveConsultation` and `consultationWaived`: why a party could not be asked.
package struct ConsultationWaiver: Hashable, Codable, Sendable {
  package var proposal: Int
  package var party: PartyID
  package var reason: String

  package init(proposal: Int, party: PartyID, reason: String) {
    self.proposal = proposal
    self.party = party
    self.reason = reason
  }
}

/// `enact`.
package struct ResolutionNaming: Hashable, Codable, Sendable {
  package var proposal: Int

  package init(proposal: Int) {
    self.proposal = proposal
  }
}

/// `resolutionEnacted`: the measures are in force and the tasks are open.
package struct Enactment: Hashable, Codable, Sendable {
  package var proposal: Int
  package var tasks: [CaseTask]

  package init(proposal: Int, tasks: [CaseTask]) {
    self.proposal = proposal
    self.tasks = tasks
  }
}

/// Something to be done by somebody until some time (rows H8, B8).
package struct CaseTask: Hashable, Codable, Sendable {
  package var kind: TaskKind
  package var title: String
  package var party: PartyID?
  package var space: SpaceID?
  /// Number of the measure it carries out, from 1.
  package var measure: Int?
  package var owner: MemberID?
  package var due: Moment

  package init(
    kind: TaskKind, title: String, party: PartyID? = nil, space: SpaceID? = nil,
    measure: Int? = nil, owner: MemberID? = nil, due: Moment
  ) {
    self.kind = kind
    self.title = title
    self.party = party
    self.space = space
    self.measure = measure
    self.owner = owner
    self.due = due
  }
}

/// `addTask` and `taskAdded`.
package struct TaskAddition: Hashable, Codable, Sendable {
  package var title: String
  package var owner: MemberID?
  package var space: SpaceID?
  package var due: Moment

  package init(title: String, owner: MemberID? = nil, space: SpaceID? = nil, due: Moment) {
    self.title = title
    self.owner = owner
    self.space = space
    self.due = due
  }
}

/// `assignTask` and `taskAssigned`.
package struct TaskAssignment: Hashable, Codable, Sendable {
  /// Number of the task, from 1.
  package var task: Int
  package var owner: MemberID
  package var due: Moment?

  package init(task: Int, owner: MemberID, due: Moment? = nil) {
    self.task = task
    self.owner = owner
    self.due = due
  }
}

/// `completeTask` and `taskCompleted`; `dropTask` and `taskDropped`.
package struct TaskCompletion: Hashable, Codable, Sendable {
  package var task: Int
  /// What was done and who confirmed it; or why it is dropped.
  package var account: String

  package init(task: Int, account: String) {
    self.task = task
    self.account = account
  }
}

/// `recordCondition` and `conditionRecorded`: whether a condition of a measure is met (row B9).
package struct ConditionRecord: Hashable, Codable, Sendable {
  package var measure: Int
  /// Number of the condition, from 1.
  package var condition: Int
  package var isMet: Bool
  package var account: String

  package init(measure: Int, condition: Int, isMet: Bool, account: String) {
    self.measure = measure
    self.condition = condition
    self.isMet = isMet
    self.account = account
  }
}

/// `recordReadmissionRequest` and `readmissionRequested`.
package struct ReadmissionRequest: Hashable, Codable, Sendable {
  package var measure: Int
  package var account: String

  package init(measure: Int, account: String) {
    self.measure = measure
    self.account = account
  }
}

/// `endMeasure` and `measureEnded`.
package struct MeasureEnding: Hashable, Codable, Sendable {
  package var measure: Int
  package var reason: String

  package init(measure: Int, reason: String) {
    self.measure = measure
    self.reason = reason
  }
}

/// What a task is for.
package enum TaskKind: String, Codable, Sendable, CaseIterable {
  /// The reporter is told first of all (`Clause.H10.1`).
  case tellReporter
  /// The person whom a measure concerns gets their letter.
  case tellReported
  /// A measure is carried out in one space, or as a whole.
  case carryOut
  /// A measure is ended in one space.
  case carryOutEnd
  case followUp
}
