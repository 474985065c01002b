internal import Identity

/// Seals any number of bytes in chunks: none is ever held whole. Files and backups are made of it.
///
/// Invariant: every chunk but the last has `VaultLimits.chunkBytes` plain bytes; the last, and only it,
/// carries the mark FINAL. So nothing can be cut off, moved or added unseen.
struct StreamSealer: ~Copyable, Sendable {
  private var state: StreamState
  private let associated: Bytes
  private var pending: Bytes = []

  /// - Parameter header: Receives the bytes that stand in front.
  init(
    key: borrowing Secret, associated: CanonicalEncoding, header: inout Bytes
  ) throws(VaultError) {
    self.state = try StreamState.sealing(key: key, header: &header)
    self.associated = associated.bytes
  }

  /// What can be written so far.
  mutating func add(_ plain: some Collection<UInt8>) throws(VaultError) -> Bytes {
    pending.append(contentsOf: plain)
    var sealed = Bytes()
    var position = 0
    // One byte more is waited for, so that the last chunk is never empty.
    while pending.count - position > VaultLimits.chunkBytes {
      let chunk = Bytes(pending[position..<position + VaultLimits.chunkBytes])
      sealed += try state.seal(chunk, associated: associated, isLast: false)
      position += VaultLimits.chunkBytes
    }
    pending.removeFirst(position)
    return sealed
  }

  /// The last bytes.
  mutating func finish() throws(VaultError) -> Bytes {
    let sealed = try state.seal(pending, associated: associated, isLast: true)
    pending = []
    return sealed
  }
}

/// Opens what `StreamSealer` sealed, chunk by chunk.
struct StreamOpener: ~Copyable, Sendable {
  private let key: Secret
  private let associated: Bytes
  private let what: String
  private var state: StreamState?
  private var pending: Bytes = []
  private var isComplete = false

  init(
    key: borrowing Secret, associated: CanonicalEncoding, _ what: String
  ) throws(VaultError) {
    self.key = try Secret(part: 0..<key.byteCount, of: key)
    self.associated = associated.bytes
    self.what = what
    self.state = nil
  }

  /// What was opened so far; each chunk is authentic, but the whole is known only after `finish`.
  mutating func add(_ sealed: some Collection<UInt8>) throws(VaultError) -> Bytes {
    if sealed.isEmpty { return [] }
    guard !isComplete else { throw .doesNotOpen(what) }
    pending.append(contentsOf: sealed)
    var plain = Bytes()
    var position = 0
    if state == nil {
      guard pending.count >= StreamState.headerBytes else { return [] }
      state = try StreamState.opening(
        key: key, header: Bytes(pending.prefix(StreamState.headerBytes)))
      position = StreamState.headerBytes
    }
    let chunkBytes = VaultLimits.chunkBytes + StreamState.overheadBytes
    while pending.count - position >= chunkBytes {
      guard !isComplete else { throw .doesNotOpen(what) }
      plain += try open(Bytes(pending[position..<position + chunkBytes]))
      position += chunkBytes
    }
    guard !isComplete || position == pending.count else { throw .doesNotOpen(what) }
    pending.removeFirst(position)
    return plain
  }

  /// The last bytes.
  ///
  /// - Throws: `doesNotOpen` where the mark FINAL was missing or something came after it.
  mutating func finish() throws(VaultError) -> Bytes {
    var plain = Bytes()
    if !pending.isEmpty {
      guard !isComplete else { throw .doesNotOpen(what) }
      plain = try open(pending)
      pending = []
    }
    guard isComplete else { throw .doesNotOpen(what) }
    return plain
  }

  private mutating func open(_ chunk: Bytes) throws(VaultError) -> Bytes {
    var isLast = false
    guard let plain = try state?.open(chunk, associated: associated, isLast: &isLast, what) else {
      throw .doesNotOpen(what)
    }
    isComplete = isLast
    return plain
  }
}
