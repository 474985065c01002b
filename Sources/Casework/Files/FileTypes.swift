import CMagic
import Identity
import Synchronization

/// The type of a file by its content, through libmagic.
enum FileTypes {
  /// Bytes of the beginning that are looked at.
  static let bytesNeeded = 4_096

  /// libmagic's state, which one thread uses at a time.
  private struct Cookie: ~Copyable {
    let address: UInt

    init?() {
      guard let opened = unsafe magic_open(MAGIC_MIME_TYPE) else { return nil }
      if unsafe magic_load(opened, nil) != 0 {
        unsafe magic_close(opened)
        return nil
      }
      address = UInt(bitPattern: opened)
    }

    func type(of beginning: Bytes) -> String? {
      let cookie = unsafe magic_t(bitPattern: address)
      return unsafe beginning.withUnsafeBytes { buffer in
        guard let text = unsafe magic_buffer(cookie, buffer.baseAddress, buffer.count) else {
          return nil
        }
        return unsafe String(cString: text)
      }
    }
  }

  private static let cookie = Mutex(Cookie())

  /// The media type of a file that begins so; `application/octet-stream` where it cannot be told.
  static func type(of beginning: Bytes) -> String {
    let found: String? = cookie.withLock { cookie in
      switch cookie {
      case .some(let open): open.type(of: beginning)
      case .none: nil
      }
    }
    return found ?? "application/octet-stream"
  }
}
