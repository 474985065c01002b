import Casework
import Foundation
import Procedure
import Tracing

/// `redress trace`: with which opening of which case a text left.
enum TraceCommand {
  static let command = Command(
    words: ["trace"],
    summary: "Say with which opening of a case a copied text or a printed PDF left.",
    operands: "FILE",
    options: [.data, .machineKey, .json],
    discussion: """
      FILE is the text as it was copied (- for standard input), a saved page, or a PDF that a browser printed; PDF needs
      pdftotext (Debian: poppler-utils). Every page of a case carries a mark of its opening, in a line at its end and in
      the spacing of its text. Text that was typed anew carries none. Needs no key of a case. Ends with 0 when an opening
      fits, and with 1 when none does.
      """,
    run: { try await run($0) })

  private static func run(_ arguments: Arguments) async throws -> ExitStatus {
    guard let path = arguments.operands.first, arguments.operands.count == 1 else {
      throw CommandFailure(.usage, "Please name one file: redress trace FILE --data DIR.")
    }
    let leaked = try LeakedFile(path: path)
    let organization = try await Installation.open(try Configuration(arguments))
    let trace = try await organization.trace(spacing: leaked.spacing, written: leaked.written)
    if arguments.has("json") {
      try Output.json(Document(trace))
    } else {
      for line in lines(of: trace) { Output.line(line) }
    }
    return trace.findings.isEmpty ? .failure : .success
  }

  private static func lines(of trace: LeakTrace) -> [String] {
    guard !trace.findings.isEmpty else {
      return [
        """
        No opening fits. The spacing tells \(trace.knownBits) of 64 bits, compared with \(trace.comparedCount) possible \
        openings; some forty words that were copied and not typed are needed.
        """
      ]
    }
    return trace.findings.map { finding in
      let stamp = finding.stamp
      let opened = "\(stamp.codeName), opened by \(stamp.memberName) at \(stamp.at.text)"
      switch finding.evidence {
      case .written: return "\(opened): its mark stands in the text. Anybody can write it there."
      case .spacing(let agreeing, let chance):
        return """
          \(opened): the spacing agrees in \(agreeing) of \(trace.knownBits) bits. By accident one of \
          \(trace.comparedCount) would agree as well with a chance of \(String(format: "%.1g", chance)).
          """
      }
    }
  }

  private struct Document: Encodable {
    struct Finding: Encodable {
      var codeName: String
      var member: String
      var opened: String
      var mark: String
      var isWritten: Bool
      var agreeingBits: Int?
      var chanceOfAccident: Double?
    }
    var comparedOpenings: Int
    var knownBits: Int
    var findings: [Finding]

    init(_ trace: LeakTrace) {
      comparedOpenings = trace.comparedCount
      knownBits = trace.knownBits
      findings = trace.findings.map { finding in
        var document = Finding(
          codeName: finding.stamp.codeName, member: finding.stamp.memberName,
          opened: finding.stamp.at.text, mark: finding.stamp.mark.text,
          isWritten: finding.evidence == .written)
        if case .spacing(let agreeing, let chance) = finding.evidence {
          document.agreeingBits = agreeing
          document.chanceOfAccident = chance
        }
        return document
      }
    }
  }
}

/// A file that turned up outside, and what it says of its spacing.
private struct LeakedFile {
  let spacing: MarkedText
  let written: [TracingMark]

  init(path: String) throws {
    let contents: Data
    do {
      contents =
        try path == "-"
        ? Data(Input.standardInput()) : Data(contentsOf: URL(filePath: path))
    } catch {
      throw CommandFailure(.noInput, "\(path) cannot be read: \(error.localizedDescription)")
    }
    if contents.starts(with: Data("%PDF-".utf8)) {
      let words = try PrintedPage.words(of: contents)
      spacing = PrintedPage.spacing(of: words)
      written = TracingMark.written(in: words.map(\.text).joined(separator: " "))
      return
    }
    var text = String(decoding: contents, as: UTF8.self)
    if text.lowercased().hasPrefix("<!doctype html") || text.lowercased().hasPrefix("<html") {
      text = text.replacing(/<[^>]*>/, with: "")
        .replacing("&amp;", with: "&").replacing("&#39;", with: "'").replacing("&quot;", with: "\"")
        .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
    }
    spacing = MarkedText(text)
    written = TracingMark.written(in: text)
  }
}
