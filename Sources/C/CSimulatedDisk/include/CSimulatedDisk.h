#pragma once
#include <stdint.h>

// A disk under SQLite that lives in memory and can lose its power. For tests only.
//
// What was written and not yet synced is kept apart. When the power is cut, each sector of it is lost, torn or kept
// by itself, in no order, decided by a seed; so are sizes, new files and deletions.

typedef struct simulated_disk simulated_disk;

/// Registers an empty disk as a SQLite file system of this name. Null when there is no memory.
simulated_disk *simulated_disk_create(const char *name);
/// Unregisters the disk. It is freed when the last file on it is closed.
void simulated_disk_release(simulated_disk *disk);

/// The power fails during the n-th change from now (write, truncation, sync, creation, deletion). 0: at once.
void simulated_disk_cut_after(simulated_disk *disk, int64_t changes);
/// The power fails in the n-th commit to the write-ahead log from now: before its last frame is written, so that it is
/// lost for certain, or when all of it is synced and nobody was told yet, so that it is kept. What else is not synced
/// survives by chance, as always.
void simulated_disk_cut_at_commit(simulated_disk *disk, int64_t commits, int keeps);
/// Whether the power has failed.
int simulated_disk_is_cut(simulated_disk *disk);
/// How many changes there were.
int64_t simulated_disk_changes(simulated_disk *disk);
/// What is found when the power is back: a new disk of another name.
simulated_disk *simulated_disk_survivor(simulated_disk *disk, const char *name, uint64_t seed);

/// The n-th call from now (read, write, truncation, sync, opening, deletion, size) fails once, or from then on
/// always. 0: none.
void simulated_disk_fail_after(simulated_disk *disk, int64_t calls, int always);
/// Whether a call was made to fail since it was last asked for.
int simulated_disk_has_failed(simulated_disk *disk);
/// The bytes that all files together may have. -1: no limit.
void simulated_disk_limit(simulated_disk *disk, int64_t bytes);
/// The bytes that all files together have.
int64_t simulated_disk_used(simulated_disk *disk);

/// The size of a file as programs see it; -1 when there is none.
int64_t simulated_disk_file_size(simulated_disk *disk, const char *path);
/// Copies up to count bytes of a file from its beginning and returns how many; -1 when there is none.
int64_t simulated_disk_file_read(simulated_disk *disk, const char *path, void *bytes, int64_t count);
