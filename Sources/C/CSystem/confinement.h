#pragma once
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// prctl is variadic, and libc has no functions for Landlock.

static inline int redress_no_new_privileges(void) {
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : errno;
}

static inline int redress_not_dumpable(void) {
  return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : errno;
}

static inline int redress_limit(int resource, uint64_t most) {
  struct rlimit limit = {.rlim_cur = most, .rlim_max = most};
  return setrlimit(resource, &limit) == 0 ? 0 : errno;
}

static inline int redress_close_descriptors_from(int first) {
  return close_range((unsigned)first, ~0U, 0) == 0 ? 0 : errno;
}

// Zero when from now on nothing in the file system can be touched but the given folders, and these only read.
static inline int redress_landlock_read_only(char *const *folders, size_t count) {
  int version =
      (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 0) return errno;
  struct landlock_ruleset_attr rules = {0};
  // All rights of the first version: execute, write, read, and making and removing of every kind.
  rules.handled_access_fs = (1ULL << 13) - 1;
  if (version >= 2) rules.handled_access_fs |= 1ULL << 13;  // moving between folders
  if (version >= 3) rules.handled_access_fs |= 1ULL << 14;  // truncating
  int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
  if (ruleset < 0) return errno;
  for (size_t index = 0; index < count; index++) {
    int folder = open(folders[index], O_RDONLY | O_CLOEXEC);
    if (folder < 0) continue;
    struct landlock_path_beneath_attr rule = {
        .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
        .parent_fd = folder};
    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(folder);
  }
  int outcome = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0 ? 0 : errno;
  close(ruleset);
  return outcome;
}

// Starts a program that has the socket as standard input and output, no standard error, no other descriptor, the
// given environment and default signals. Zero, or the error number.
static inline int redress_spawn_on_socket(
    const char *path, char *const *arguments, char *const *environment, int socket, pid_t *child) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int outcome = posix_spawn_file_actions_init(&actions);
  if (outcome != 0) return outcome;
  outcome = posix_spawnattr_init(&attributes);
  if (outcome != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return outcome;
  }
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  outcome = posix_spawn_file_actions_adddup2(&actions, socket, 0);
  if (outcome == 0) outcome = posix_spawn_file_actions_adddup2(&actions, socket, 1);
  if (outcome == 0) {
    outcome = posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  }
  if (outcome == 0) outcome = posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  if (outcome == 0) outcome = posix_spawnattr_setsigmask(&attributes, &none);
  if (outcome == 0) outcome = posix_spawnattr_setsigdefault(&attributes, &all);
  if (outcome == 0) {
    outcome = posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  if (outcome == 0) {
    outcome = posix_spawn(child, path, &actions, &attributes, arguments, environment);
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return outcome;
}
