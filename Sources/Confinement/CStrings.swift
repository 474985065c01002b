import Glibc

/// Strings for C.
enum CStrings {
  /// Calls with a list of C strings that ends with nil, alive during the call.
  static func with<Result>(
    _ strings: [String],
    _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var copies = unsafe strings.map { unsafe strdup($0) }
    unsafe copies.append(nil)
    defer { unsafe copies.forEach { unsafe free($0) } }
    return unsafe copies.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else {
        preconditionFailure("a list with at least its end has an address")
      }
      return unsafe body(start)
    }
  }
}
