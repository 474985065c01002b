#pragma once
#include <errno.h>
#include <seccomp.h>
#include <stddef.h>

// Actions are macros with arguments and rules are variadic, neither of which Swift imports.

static inline scmp_filter_ctx redress_seccomp_refusing(void) {
  return seccomp_init(SCMP_ACT_ERRNO(EPERM));
}

// Zero, also for a call that this machine does not know.
static inline int redress_seccomp_allow(scmp_filter_ctx filter, const char *name) {
  int number = seccomp_syscall_resolve_name(name);
  if (number == __NR_SCMP_ERROR) return 0;
  return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, number, 0, NULL);
}
