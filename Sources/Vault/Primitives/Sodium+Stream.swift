internal import CSodium
internal import Identity

/// The state of a secretstream, in locked memory.
struct StreamState: ~Copyable, Sendable {
  fileprivate let memory: Secret
  private init(memory: consuming Secret) { self.memory = memory }

  static let headerBytes = Int(crypto_secretstream_xchacha20poly1305_HEADERBYTES)
  static let overheadBytes = Int(crypto_secretstream_xchacha20poly1305_ABYTES)

  /// Begins to seal; the header goes in front of the chunks.
  static func sealing(
    key: borrowing Secret, header: inout Bytes
  ) throws(VaultError) -> StreamState {
    precondition(key.byteCount == 32, "A key of 32 bytes.")
    let memory = try Secret(
      byteCount: MemoryLayout<crypto_secretstream_xchacha20poly1305_state>.size)
    header = Bytes(repeating: 0, count: headerBytes)
    try Sodium.check(
      unsafe crypto_secretstream_xchacha20poly1305_init_push(
        pointer(memory), &header, key.pointer), "the beginning of a stream")
    return StreamState(memory: memory)
  }

  static func opening(key: borrowing Secret, header: Bytes) throws(VaultError) -> StreamState {
    precondition(key.byteCount == 32, "A key of 32 bytes.")
    guard header.count == headerBytes else { throw .malformed("stream header") }
    let memory = try Secret(
      byteCount: MemoryLayout<crypto_secretstream_xchacha20poly1305_state>.size)
    try Sodium.check(
      unsafe crypto_secretstream_xchacha20poly1305_init_pull(
        pointer(memory), header, key.pointer), "the beginning of a stream")
    return StreamState(memory: memory)
  }

  mutating func seal(_ chunk: Bytes, associated: Bytes, isLast: Bool) throws(VaultError) -> Bytes {
    var sealed = Bytes(repeating: 0, count: chunk.count + Self.overheadBytes)
    let tag =
      isLast
      ? UInt8(crypto_secretstream_xchacha20poly1305_TAG_FINAL)
      : UInt8(crypto_secretstream_xchacha20poly1305_TAG_MESSAGE)
    try Sodium.check(
      unsafe crypto_secretstream_xchacha20poly1305_push(
        StreamState.pointer(memory), &sealed, nil, chunk, UInt64(chunk.count), associated,
        UInt64(associated.count), tag), "a chunk of a stream")
    return sealed
  }

  mutating func open(
    _ sealed: Bytes, associated: Bytes, isLast: inout Bool, _ what: String
  ) throws(VaultError) -> Bytes {
    guard sealed.count >= Self.overheadBytes else { throw .doesNotOpen(what) }
    var chunk = Bytes(repeating: 0, count: sealed.count - Self.overheadBytes)
    var tag: UInt8 = 0
    let code = unsafe crypto_secretstream_xchacha20poly1305_pull(
      StreamState.pointer(memory), &chunk, nil, &tag, sealed, UInt64(sealed.count), associated,
      UInt64(associated.count))
    guard code == 0 else { throw .doesNotOpen(what) }
    try Sodium.check(code, "a chunk of a stream")
    isLast = tag == UInt8(crypto_secretstream_xchacha20poly1305_TAG_FINAL)
    return chunk
  }

  private static func pointer(
    _ memory: borrowing Secret
  ) -> UnsafeMutablePointer<crypto_secretstream_xchacha20poly1305_state> {
    unsafe UnsafeMutableRawPointer(memory.pointer).assumingMemoryBound(
      to: crypto_secretstream_xchacha20poly1305_state.self)
  }
}

/// A hash of more bytes than are held at once.
struct RunningHash: ~Copyable, Sendable {
  private let memory: Secret

  /// Begins with these bytes, normally the encoding of what is hashed.
  static func beginning(with bytes: Bytes) throws(VaultError) -> RunningHash {
    let memory = try Secret(byteCount: crypto_generichash_statebytes())
    try Sodium.check(
      unsafe crypto_generichash_init(RunningHash.pointer(memory), nil, 0, 32), "a hash")
    let hash = RunningHash(memory: memory)
    try hash.add(bytes)
    return hash
  }

  private init(memory: consuming Secret) { self.memory = memory }

  func add(_ bytes: Bytes) throws(VaultError) {
    try Sodium.check(
      unsafe crypto_generichash_update(RunningHash.pointer(memory), bytes, UInt64(bytes.count)),
      "a hash")
  }

  consuming func finish() throws(VaultError) -> Digest {
    var digest = Bytes(repeating: 0, count: 32)
    try Sodium.check(
      unsafe crypto_generichash_final(RunningHash.pointer(memory), &digest, 32), "a hash")
    return Digest(uncheckedBytes: digest)
  }

  private static func pointer(_ memory: borrowing Secret) -> OpaquePointer {
    unsafe OpaquePointer(UnsafeMutableRawPointer(memory.pointer))
  }
}
