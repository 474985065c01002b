/// Reads one body as its reception says, in pieces, with every limit. Knows no socket and no sink: it says what the
/// sink is to do.
struct BodyReader: Sendable {
  /// What the sink is to do next.
  enum SinkStep: Hashable, Sendable {
    /// A field that is complete, for sinks that need one before the files behind it.
    case field(name: String, value: String)
    case begin(FilePart)
    case chunk([UInt8])
    case finish
    case abort
  }

  private enum Kind: Sendable {
    case none
    case buffered
    case urlencoded
    case multipart(MultipartReader)
  }

  private var kind: Kind
  /// Most bytes of the body.
  let bytesMax: UInt64
  private var bytesRead: UInt64 = 0
  private var buffer: [UInt8] = []
  private var collector: FormCollector

  /// Decides from the head. Throws the ``BodyError`` with which the body is refused before any of it is read.
  init(_ reception: BodyReception, _ head: RequestHead) throws(BodyError) {
    let declared = head.contentLengthBytes
    let hasBody = (declared ?? 0) > 0 || head.headers[.transferEncoding] != nil
    if hasBody, let coding = head.headers[HeaderName("content-encoding")],
      coding.lowercased() != "identity"
    {
      throw .unsupportedContentCoding
    }
    let mediaType = head.headers[.contentType].flatMap { MediaType($0) }
    collector = FormCollector(FormReception())
    switch reception {
    case .none:
      guard !hasBody else { throw .unexpectedBody }
      kind = .none
      bytesMax = 0
    case .buffered(let bytesMax, let mediaTypes):
      kind = .buffered
      self.bytesMax = UInt64(bytesMax)
      if hasBody, !mediaTypes.isEmpty {
        guard let mediaType, mediaTypes.contains(mediaType.essence) else {
          throw .unsupportedMediaType(taken: mediaTypes)
        }
        guard mediaType.isUTF8 else { throw .unsupportedCharset }
      }
    case .form(let form):
      collector = FormCollector(form)
      guard hasBody || mediaType != nil else {
        kind = .urlencoded
        bytesMax = 0
        return
      }
      switch mediaType?.essence {
      case "application/x-www-form-urlencoded":
        kind = .urlencoded
        bytesMax = min(form.bodyBytesMax, UInt64(form.urlencodedBytesMax))
      case "multipart/form-data":
        kind = .multipart(try MultipartReader(boundary: mediaType?.parameters["boundary"]))
        bytesMax = form.bodyBytesMax
      case "application/json" where form.acceptsJSON:
        kind = .buffered
        bytesMax = UInt64(Limits.jsonBodyBytesMax)
      default: throw .unsupportedMediaType(taken: form.mediaTypes)
      }
      guard mediaType?.isUTF8 != false else { throw .unsupportedCharset }
    }
    if let declared, declared > bytesMax { throw .tooLarge(bytesMax: bytesMax) }
  }

  /// Takes the next piece. Throws when the body is refused as a whole; nothing may be fed after that.
  mutating func read(_ bytes: [UInt8]) throws(BodyError) -> [SinkStep] {
    bytesRead += UInt64(bytes.count)
    guard bytesRead <= bytesMax else { throw .tooLarge(bytesMax: bytesMax) }
    switch kind {
    case .none: throw .unexpectedBody
    case .buffered, .urlencoded:
      buffer.append(contentsOf: bytes)
      return []
    case .multipart(var reader):
      // The reader is moved out and back, so that its buffer is not copied.
      kind = .none
      var steps: [SinkStep] = []
      try reader.read(bytes) { event throws(BodyError) in try collector.take(event, &steps) }
      kind = .multipart(reader)
      return steps
    }
  }

  /// The body is complete. Throws when it is not, or when a fault was found that the route does not want to show.
  mutating func finish() throws(BodyError) -> RequestBody {
    switch kind {
    case .none: return .none
    case .buffered:
      let bytes = buffer
      buffer = []
      return .bytes(bytes)
    case .urlencoded:
      let bytes = buffer
      buffer = []
      return .form(try collector.urlencoded(bytes))
    case .multipart(let reader):
      guard reader.isClosed else { throw .truncated }
      return .form(try collector.finish())
    }
  }
}

extension FormReception {
  /// Urlencoded texts are up to three times as long as what they stand for.
  var urlencodedBytesMax: Int { min(3 * fieldsBytesMax + 64 * 1024, 16 << 20) }

  /// The media types that are taken.
  var mediaTypes: [String] {
    ["multipart/form-data", "application/x-www-form-urlencoded"]
      + (acceptsJSON ? ["application/json"] : [])
  }
}
