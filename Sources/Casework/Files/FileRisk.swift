/// Why somebody should think before they open a file on their own machine.
package enum FileRisk: String, Sendable, CaseIterable {
  /// A document that may hold macros or call other places.
  case document
  /// Files inside a file, which nobody has looked at.
  case archive
  /// A program or script.
  case program
  /// A page that a browser would run.
  case page

  private static let byType: [(prefix: String, risk: FileRisk)] = [
    ("application/msword", .document), ("application/vnd.ms-", .document),
    ("application/vnd.openxmlformats", .document), ("application/vnd.oasis", .document),
    ("application/rtf", .document), ("text/rtf", .document), ("application/pdf", .document),
    ("application/cdfv2", .document), ("application/x-ole-storage", .document),
    ("application/zip", .archive), ("application/gzip", .archive), ("application/x-tar", .archive),
    ("application/x-7z", .archive), ("application/x-rar", .archive),
    ("application/vnd.rar", .archive),
    ("application/x-bzip", .archive), ("application/x-xz", .archive),
    ("application/zstd", .archive),
    ("application/x-iso9660", .archive), ("application/java-archive", .program),
    ("application/x-dosexec", .program),
    ("application/vnd.microsoft.portable-executable", .program),
    ("application/x-executable", .program), ("application/x-pie-executable", .program),
    ("application/x-sharedlib", .program), ("application/x-mach-binary", .program),
    ("application/x-msi", .program), ("application/javascript", .program),
    ("text/javascript", .program), ("text/x-shellscript", .program), ("text/x-python", .program),
    ("text/x-perl", .program), ("text/x-msdos-batch", .program), ("text/html", .page),
    ("application/xhtml", .page), ("image/svg", .page), ("text/xml", .page),
    ("application/xml", .page),
  ]

  private static let byEnding: [FileRisk: Set<String>] = [
    .document: [
      "doc", "docx", "docm", "dot", "dotm", "xls", "xlsx", "xlsm", "xlsb", "ppt", "pptx", "pptm",
      "odt",
      "ods", "odp", "rtf", "pdf", "one",
    ],
    .archive: ["zip", "7z", "rar", "tar", "gz", "tgz", "bz2", "xz", "zst", "iso", "img", "cab"],
    .program: [
      "exe", "com", "scr", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta", "msi",
      "lnk",
      "jar", "sh", "py", "pl", "app", "dmg", "apk", "deb", "rpm", "desktop", "reg", "url",
    ],
    .page: ["html", "htm", "xhtml", "mht", "mhtml", "svg", "xml"],
  ]

  /// The risk of a file by its content and by its name, which need not agree; nil where none is known.
  ///
  /// - Parameters:
  ///   - type: the media type as found in the content.
  ///   - name: the name its sender gave it, which decides what a double click does.
  package static func of(type: String, name: String) -> FileRisk? {
    let ending = name.lowercased().split(separator: ".").last.map(String.init) ?? ""
    for risk in [FileRisk.program, .page, .archive, .document]
    where byEnding[risk]?.contains(ending) ?? false {
      return risk
    }
    let type = type.lowercased()
    return byType.first { type.hasPrefix($0.prefix) }?.risk
  }
}
