/// Collects fields and counts files, with every limit of a ``FormReception``.
struct FormCollector: Sendable {
  private enum Part {
    case field(name: String, value: [UInt8])
    /// A file; `hasBegun` once its first bytes have come.
    case file(FilePart, byteCount: UInt64, hasBegun: Bool)
    /// A part whose content is passed over.
    case dropped
  }

  private let reception: FormReception
  private var form = Form()
  private var part = Part.dropped
  private var partCount = 0
  private var fieldsBytes = 0

  init(_ reception: FormReception) { self.reception = reception }

  /// Takes one event of a multipart body.
  mutating func take(
    _ event: MultipartReader.Event, _ steps: inout [BodyReader.SinkStep]
  ) throws(BodyError) {
    switch event {
    case .began(let head): try begin(head)
    case .content(let bytes): try content(bytes, &steps)
    case .ended: try end(&steps)
    }
  }

  /// All parts have come.
  mutating func finish() throws(BodyError) -> Form {
    // After a fault the sink has dropped everything, so nothing must seem to be kept.
    if form.fault != nil { form.files = [] }
    return form
  }

  /// Takes a whole urlencoded body (WHATWG URL section 5.1, but strict).
  mutating func urlencoded(_ bytes: [UInt8]) throws(BodyError) -> Form {
    for pair in bytes.split(separator: UInt8(ascii: "&")) {
      partCount += 1
      guard partCount <= reception.fieldsMax else {
        throw .tooManyFields(fieldsMax: reception.fieldsMax)
      }
      let halves = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let nameBytes: [UInt8]
      var value: [UInt8] = []
      do throws(PercentEncoding.Fault) {
        nameBytes = try PercentEncoding.decodedBytes(halves[0], plusIsSpace: true)
        if halves.count == 2 {
          value = try PercentEncoding.decodedBytes(halves[1], plusIsSpace: true)
        }
      } catch { throw .malformedPercentEncoding }
      guard nameBytes.count <= Limits.fieldNameBytesMax else {
        throw .fieldNameTooLong(bytesMax: Limits.fieldNameBytesMax)
      }
      guard let name = String(validating: nameBytes, as: UTF8.self) else {
        throw .notUTF8(name: nil)
      }
      guard !nameBytes.contains(0) else { throw .nulCharacter(name: nil) }
      var kept: [UInt8] = []
      try keep(value[...], of: name, in: &kept)
      try endField(name: name, value: kept)
    }
    return form
  }

  private mutating func begin(_ head: MultipartReader.PartHead) throws(BodyError) {
    partCount += 1
    guard partCount <= reception.fieldsMax else {
      throw .tooManyFields(fieldsMax: reception.fieldsMax)
    }
    if let fileName = head.fileName {
      part = .file(
        FilePart(
          fieldName: head.fieldName, fileName: fileName, contentType: head.contentType?.essence),
        byteCount: 0, hasBegun: false)
    } else {
      guard head.contentType?.isUTF8 != false else { throw .unsupportedCharset }
      part = .field(name: head.fieldName, value: [])
    }
  }

  private mutating func content(
    _ bytes: [UInt8], _ steps: inout [BodyReader.SinkStep]
  ) throws(BodyError) {
    switch part {
    case .field(let name, var value):
      part = .dropped
      try keep(bytes[...], of: name, in: &value)
      part = .field(name: name, value: value)
    case .file(let file, let byteCount, let hasBegun):
      guard form.fault == nil else {
        part = .dropped
        return
      }
      if let fault = fault(of: file, byteCount: byteCount + UInt64(bytes.count), hasBegun) {
        part = .dropped
        try note(fault)
        steps.append(.abort)
        return
      }
      if !hasBegun { steps.append(.begin(file)) }
      steps.append(.chunk(bytes))
      part = .file(file, byteCount: byteCount + UInt64(bytes.count), hasBegun: true)
    case .dropped: break
    }
  }

  private func fault(of file: FilePart, byteCount: UInt64, _ hasBegun: Bool) -> BodyError? {
    guard let limits = reception.files else { return .filesNotTaken }
    if !hasBegun, form.files.count >= limits.filesMax {
      return .tooManyFiles(filesMax: limits.filesMax)
    }
    let earlier = form.files.reduce(UInt64(0)) { $0 + $1.byteCount }
    let ofAll = limits.filesBytesMax - min(earlier, limits.filesBytesMax)
    guard byteCount > min(limits.fileBytesMax, ofAll) else { return nil }
    return limits.fileBytesMax <= ofAll
      ? .fileTooLarge(field: file.fieldName, bytesMax: limits.fileBytesMax)
      : .filesTooLarge(bytesMax: limits.filesBytesMax)
  }

  private mutating func end(_ steps: inout [BodyReader.SinkStep]) throws(BodyError) {
    let ended = part
    part = .dropped
    switch ended {
    case .field(let name, let value):
      try endField(name: name, value: value)
      if form.fault == nil, let kept = form.fields.pairs.last {
        steps.append(.field(name: kept.name, value: kept.value))
      }
    case .file(let file, let byteCount, let hasBegun):
      guard hasBegun, form.fault == nil else { return }
      steps.append(.finish)
      form.files.append(ReceivedFile(part: file, byteCount: byteCount))
    case .dropped: break
    }
  }

  /// Adds bytes to a field's value as far as the limits allow.
  private mutating func keep(
    _ bytes: ArraySlice<UInt8>, of name: String, in value: inout [UInt8]
  ) throws(BodyError) {
    // The limit that the bytes reach first is the one that is told, however they are cut into pieces.
    let ofField = max(0, reception.fieldBytesMax - value.count)
    let ofAll = max(0, reception.fieldsBytesMax - fieldsBytes)
    let room = min(bytes.count, ofField, ofAll)
    if bytes.count > room {
      try note(
        ofField <= ofAll
          ? .fieldTooLarge(name: name, bytesMax: reception.fieldBytesMax)
          : .fieldsTooLarge(bytesMax: reception.fieldsBytesMax))
    }
    fieldsBytes += room
    value.append(contentsOf: bytes.prefix(room))
  }

  private mutating func endField(name: String, value: [UInt8]) throws(BodyError) {
    var text: String
    if let valid = String(validating: value, as: UTF8.self) {
      text = valid
    } else {
      // A text that was cut off at its limit may end in the middle of a character: that is no fault of its own.
      if form.fault == nil { try note(.notUTF8(name: name)) }
      text = String(decoding: value, as: UTF8.self)
    }
    if value.contains(0) {
      try note(.nulCharacter(name: name))
      text.unicodeScalars.removeAll { $0 == "\0" }
    }
    // Browsers tell in this field of which charset the others are (WHATWG HTML, 4.10.22).
    if name == "_charset_", text.lowercased() != "utf-8" { throw .unsupportedCharset }
    form.fields.pairs.append(Parameters.Pair(name: name, value: text))
  }

  /// A fault that leaves the rest readable: refused, or kept for the route to show.
  private mutating func note(_ fault: BodyError) throws(BodyError) {
    switch reception.faults {
    case .refused: throw fault
    case .shownByRoute: if form.fault == nil { form.fault = fault }
    }
  }
}
