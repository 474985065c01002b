import Casework
import Markup
import Procedure

/// The part of a reader's form in which they say of each place that the checker points at why it may stay. The same words
/// are answered once.
struct PlaceAnswers {
  var places: [DraftFindingView]
  var values: CommandValues
  var faults: [FieldFault] = []

  /// How many places a form has fields for; a form is sent whole or not at all, so it has to stay within its bounds.
  static let placesMax = 60

  /// The name of the field with the words of the answer.
  static let reason = "reason"

  func html(at path: String) -> HTML {
    guard !places.isEmpty else { return .empty }
    return fieldset(.class("field")) {
      legend { CaseWords.answersTitle }
      p(.class("hint")) { CaseWords.answersHint }
      div(.class("stack")) {
        for (number, place) in places.prefix(Self.placesMax).enumerated() {
          answer(to: place, at: "\(path).\(number).")
        }
      }
      if places.count > Self.placesMax {
        p(.class("hint")) { CaseWords.furtherPlaces(places.count - Self.placesMax) }
      }
    }
  }

  private func answer(to place: DraftFindingView, at prefix: String) -> HTML {
    HTML {
      hiddenInput(name: prefix + "rule", value: place.rule)
      hiddenInput(name: prefix + "excerpt", value: place.excerpt)
      longField(
        FieldFrame(
          name: prefix + Self.reason,
          label: place.excerpt.isEmpty ? place.why : CaseWords.mayStay(place.excerpt),
          hint: hint(place), isOptional: place.weight != .block, faults: faults),
        value: typed(place), rows: 2)
    }
  }

  private func hint(_ place: DraftFindingView) -> String {
    let better = place.suggestions.map { "“\($0)”" }.joined(separator: ", ")
    return [
      place.excerpt.isEmpty ? "" : place.why, better.isEmpty ? "" : CaseWords.instead + better,
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What was typed about the same words, wherever they stood in the form before.
  private func typed(_ place: DraftFindingView) -> String {
    let block = values.blocks(at: "answers").first { block in
      let words = values.text(block + "excerpt")
      return values.text(block + "rule") == place.rule
        && words.split(whereSeparator: \.isWhitespace)
          == place.excerpt.split(whereSeparator: \.isWhitespace)
    }
    return block.map { values.text($0 + Self.reason) } ?? ""
  }
}

extension CaseLists {
  /// What the checker points at in a draft beyond hints, the gravest first and the same words once.
  func places(ofDraft number: String) -> [DraftFindingView] {
    let findings = view.procedure.drafts.first { "\($0.number)" == number }?.findings ?? []
    let grave = findings.filter { $0.weight == .block } + findings.filter { $0.weight == .warn }
    return grave.reduce(into: []) { found, finding in
      guard let place = finding.pointedAt else { return }
      if !found.contains(where: { $0.pointedAt?.isSame(as: place) ?? false }) {
        found.append(finding)
      }
    }
  }
}
