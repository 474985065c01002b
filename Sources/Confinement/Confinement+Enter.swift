internal import CSeccomp
internal import CSystem

extension Confinement {
  /// Gives up, for the rest of this process, whatever reading does not need. What the machine does not offer
  /// is reported and does not stop the reading.
  package static func enter(_ limits: ConfinementLimits) -> Confinement {
    _ = redress_close_descriptors_from(3)
    let noNewPrivileges = layer(redress_no_new_privileges())
    _ = redress_not_dumpable()
    return Confinement(
      resourceLimits: limitResources(limits), noNewPrivileges: noNewPrivileges,
      fileSystem: closeFileSystem(), systemCalls: refuseSystemCalls())
  }

  private static func layer(_ errorNumber: Int32) -> Layer {
    errorNumber == 0 ? .inForce : .missing(reason: "system error \(errorNumber)")
  }

  private static func limitResources(_ allowed: ConfinementLimits) -> Layer {
    let limits: [(resource: Int32, most: UInt64)] = [
      (Int32(RLIMIT_CPU.rawValue), UInt64(allowed.processorSeconds)),
      (Int32(RLIMIT_AS.rawValue), UInt64(allowed.memoryBytesMax)),
      (Int32(RLIMIT_FSIZE.rawValue), 0),
      (Int32(RLIMIT_NOFILE.rawValue), UInt64(allowed.openFilesMax)),
      (Int32(RLIMIT_CORE.rawValue), 0),
      (Int32(6), 0),
    ]
    for limit in limits {
      let outcome = redress_limit(limit.resource, limit.most)
      if outcome != 0 { return layer(outcome) }
    }
    return .inForce
  }

  /// Where shared libraries and character set tables lie.
  private static let readableFolders = ["/usr/lib", "/lib", "/lib64"]

  private static func closeFileSystem() -> Layer {
    let outcome = unsafe CStrings.with(readableFolders) { folders in
      unsafe redress_landlock_read_only(folders, readableFolders.count)
    }
    return layer(outcome)
  }

  /// Memory, the two open streams, reading files, time, ending: what a program needs that only thinks.
  private static let neededCalls = [
    "read", "readv", "pread64", "write", "writev", "close", "lseek", "openat", "open", "fstat",
    "newfstatat", "stat", "lstat", "statx", "access", "faccessat", "faccessat2", "readlink",
    "readlinkat", "getcwd", "fcntl", "poll", "ppoll",
    "mmap", "munmap", "mprotect", "mremap", "madvise", "brk", "futex", "membarrier",
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall",
    "clock_gettime", "clock_getres", "gettimeofday", "time", "nanosleep", "clock_nanosleep",
    "getrandom", "sched_yield", "sched_getaffinity", "sysinfo", "uname", "getpid", "gettid",
    "getrusage", "tgkill", "exit", "exit_group", "rseq", "set_robust_list",
  ]

  private static func refuseSystemCalls() -> Layer {
    guard let filter = unsafe redress_seccomp_refusing() else {
      return .missing(reason: "no filter to be had")
    }
    defer { unsafe seccomp_release(filter) }
    for name in neededCalls {
      let outcome = unsafe redress_seccomp_allow(filter, name)
      if outcome != 0 { return layer(-outcome) }
    }
    return unsafe layer(-seccomp_load(filter))
  }
}
