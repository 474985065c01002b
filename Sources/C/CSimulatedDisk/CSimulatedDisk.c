#include "CSimulatedDisk.h"
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { sector_bytes = 512, shm_locks = SQLITE_SHM_NLOCK, name_bytes_max = 512 };

// One write or truncation that was not synced. Without data: a truncation to the offset.
typedef struct {
  int64_t offset;
  int64_t count;
  unsigned char *data;
} change;

typedef struct {
  unsigned char *data;
  int64_t size;
  int64_t capacity;
} content;

typedef struct {
  int references;
  content current;
  content durable;
  change *changes;
  int64_t changes_count;
  int64_t changes_capacity;
  // Locks of the file.
  int shared_count;
  void *reserved_by;
  void *pending_by;
  void *exclusive_by;
  // Shared memory beside the file.
  void **regions;
  int regions_count;
  int mapped_count;
  int shm_shared[shm_locks];
  void *shm_exclusive[shm_locks];
} inode;

typedef struct {
  char *name;
  inode *file;
} directory_entry;

typedef struct {
  directory_entry *entries;
  int count;
} directory;

struct simulated_disk {
  sqlite3_vfs vfs;
  pthread_mutex_t mutex;
  int references;
  char *name;
  directory current;
  directory durable;
  int is_cut;
  int64_t changes;
  int64_t cut_at;
  // Commits of the write-ahead log, counted from the last cut_at_commit on.
  int64_t commits_to_cut;
  int cut_keeps;
  int64_t calls;
  int64_t fail_at;
  int fail_always;
  int has_failed;
  int64_t limit;
};

typedef struct {
  sqlite3_file base;
  simulated_disk *disk;
  inode *file;
  char *name;
  int lock;
  int syncs_directory;
  int deletes_on_close;
  int is_mapped;
  int is_log;
  int ends_with_kept_commit;
  unsigned shm_shared;
  unsigned shm_exclusive;
} open_file;

// MARK: Content

static int content_resize(content *c, int64_t size) {
  if (size > c->capacity) {
    int64_t capacity = size < 4096 ? 4096 : size + size / 2;
    unsigned char *data = realloc(c->data, (size_t)capacity);
    if (!data) return 0;
    c->data = data;
    c->capacity = capacity;
  }
  if (size > c->size) memset(c->data + c->size, 0, (size_t)(size - c->size));
  c->size = size;
  return 1;
}

static int content_write(content *c, int64_t offset, const void *bytes, int64_t count) {
  if (offset + count > c->size && !content_resize(c, offset + count)) return 0;
  memcpy(c->data + offset, bytes, (size_t)count);
  return 1;
}

static int content_copy(content *to, const content *from) {
  if (!content_resize(to, from->size)) return 0;
  if (from->size) memcpy(to->data, from->data, (size_t)from->size);
  return 1;
}

static void inode_forget_changes(inode *file) {
  for (int64_t i = 0; i < file->changes_count; i++) free(file->changes[i].data);
  file->changes_count = 0;
}

static void inode_free_regions(inode *file) {
  for (int i = 0; i < file->regions_count; i++) free(file->regions[i]);
  free(file->regions);
  file->regions = NULL;
  file->regions_count = 0;
}

static void inode_release(inode *file) {
  if (--file->references > 0) return;
  inode_forget_changes(file);
  inode_free_regions(file);
  free(file->changes);
  free(file->current.data);
  free(file->durable.data);
  free(file);
}

static int inode_note(inode *file, int64_t offset, const void *bytes, int64_t count) {
  if (file->changes_count == file->changes_capacity) {
    int64_t capacity = file->changes_capacity ? file->changes_capacity * 2 : 16;
    change *changes = realloc(file->changes, (size_t)capacity * sizeof(change));
    if (!changes) return 0;
    file->changes = changes;
    file->changes_capacity = capacity;
  }
  change noted = {offset, count, NULL};
  if (bytes) {
    noted.data = malloc((size_t)(count ? count : 1));
    if (!noted.data) return 0;
    memcpy(noted.data, bytes, (size_t)count);
  }
  file->changes[file->changes_count++] = noted;
  return 1;
}

// What was noted since the last sync, in its order, makes the durable content the current one.
static int inode_make_durable(inode *file) {
  for (int64_t i = 0; i < file->changes_count; i++) {
    const change *noted = &file->changes[i];
    int done = noted->data ? noted->count == 0 || content_write(&file->durable, noted->offset,
                                                                noted->data, noted->count)
                           : content_resize(&file->durable, noted->offset);
    if (!done) return 0;
  }
  inode_forget_changes(file);
  return 1;
}

// MARK: Directory

static inode *directory_find(const directory *d, const char *name) {
  for (int i = 0; i < d->count; i++)
    if (strcmp(d->entries[i].name, name) == 0) return d->entries[i].file;
  return NULL;
}

static int directory_add(directory *d, const char *name, inode *file) {
  directory_entry *entries = realloc(d->entries, (size_t)(d->count + 1) * sizeof(directory_entry));
  if (!entries) return 0;
  d->entries = entries;
  char *copy = strdup(name);
  if (!copy) return 0;
  entries[d->count++] = (directory_entry){copy, file};
  file->references++;
  return 1;
}

static int directory_remove(directory *d, const char *name) {
  for (int i = 0; i < d->count; i++) {
    if (strcmp(d->entries[i].name, name) != 0) continue;
    free(d->entries[i].name);
    inode_release(d->entries[i].file);
    d->entries[i] = d->entries[--d->count];
    return 1;
  }
  return 0;
}

static void directory_clear(directory *d) {
  while (d->count) directory_remove(d, d->entries[0].name);
  free(d->entries);
  d->entries = NULL;
}

static int directory_sync(simulated_disk *disk) {
  directory fresh = {NULL, 0};
  for (int i = 0; i < disk->current.count; i++)
    if (!directory_add(&fresh, disk->current.entries[i].name, disk->current.entries[i].file)) return 0;
  directory_clear(&disk->durable);
  disk->durable = fresh;
  return 1;
}

// MARK: Power and faults

/// Counts a change; true when the power fails during it, or has failed before.
static int power_fails(simulated_disk *disk) {
  if (disk->is_cut) return 1;
  disk->changes++;
  if (disk->cut_at && disk->changes >= disk->cut_at) disk->is_cut = 1;
  return disk->is_cut;
}

/// Counts a call; true when it is to fail.
static int call_fails(simulated_disk *disk) {
  if (disk->is_cut) return 1;
  disk->calls++;
  if (!disk->fail_at || disk->calls < disk->fail_at) return 0;
  if (!disk->fail_always && disk->calls > disk->fail_at) return 0;
  disk->has_failed = 1;
  return 1;
}

static int64_t used_bytes(simulated_disk *disk) {
  int64_t used = 0;
  for (int i = 0; i < disk->current.count; i++) used += disk->current.entries[i].file->current.size;
  return used;
}

static void disk_release_locked(simulated_disk *disk) {
  int last = --disk->references == 0;
  pthread_mutex_unlock(&disk->mutex);
  if (!last) return;
  directory_clear(&disk->current);
  directory_clear(&disk->durable);
  pthread_mutex_destroy(&disk->mutex);
  free(disk->name);
  free(disk);
}

// MARK: Files

static int file_close(sqlite3_file *base) {
  open_file *f = (open_file *)base;
  simulated_disk *disk = f->disk;
  pthread_mutex_lock(&disk->mutex);
  if (f->deletes_on_close && f->name) directory_remove(&disk->current, f->name);
  inode_release(f->file);
  free(f->name);
  disk_release_locked(disk);
  return SQLITE_OK;
}

static int file_read(sqlite3_file *base, void *bytes, int count, sqlite3_int64 offset) {
  open_file *f = (open_file *)base;
  pthread_mutex_lock(&f->disk->mutex);
  int result = SQLITE_OK;
  if (call_fails(f->disk)) {
    result = SQLITE_IOERR_READ;
  } else {
    int64_t available = f->file->current.size - offset;
    if (available < 0) available = 0;
    if (available > count) available = count;
    if (available) memcpy(bytes, f->file->current.data + offset, (size_t)available);
    if (available < count) {
      memset((char *)bytes + available, 0, (size_t)(count - available));
      result = SQLITE_IOERR_SHORT_READ;
    }
  }
  pthread_mutex_unlock(&f->disk->mutex);
  return result;
}

/// Whether a write is the head of the frame that ends a commit: 24 bytes, of which the second four name the size that
/// the database has then (SQLite's description of the format, "The WAL File").
static int ends_commit(const open_file *f, const void *bytes, int count, sqlite3_int64 offset) {
  enum { log_head_bytes = 32, frame_head_bytes = 24 };
  if (!f->is_log || count != frame_head_bytes || offset < log_head_bytes) return 0;
  const unsigned char *head = bytes;
  return head[4] || head[5] || head[6] || head[7];
}

/// Counts a commit that is about to be written; true when the power fails before its last frame.
static int commit_is_lost(simulated_disk *disk, open_file *f) {
  if (disk->is_cut || !disk->commits_to_cut || --disk->commits_to_cut) return 0;
  if (disk->cut_keeps) {
    f->ends_with_kept_commit = 1;
    return 0;
  }
  return disk->is_cut = 1;
}

static int file_write(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 offset) {
  open_file *f = (open_file *)base;
  simulated_disk *disk = f->disk;
  pthread_mutex_lock(&disk->mutex);
  if (ends_commit(f, bytes, count, offset) && commit_is_lost(disk, f)) {
    pthread_mutex_unlock(&disk->mutex);
    return SQLITE_IOERR_WRITE;
  }
  int result = SQLITE_OK;
  int64_t growth = offset + count - f->file->current.size;
  if (call_fails(disk)) {
    result = SQLITE_IOERR_WRITE;
  } else if (disk->limit >= 0 && growth > 0 && used_bytes(disk) + growth > disk->limit) {
    disk->has_failed = 1;
    result = SQLITE_FULL;
  } else if (!inode_note(f->file, offset, bytes, count) ||
             !content_write(&f->file->current, offset, bytes, count)) {
    result = SQLITE_IOERR_NOMEM;
  } else if (power_fails(disk)) {
    result = SQLITE_IOERR_WRITE;
  }
  pthread_mutex_unlock(&disk->mutex);
  return result;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
  open_file *f = (open_file *)base;
  pthread_mutex_lock(&f->disk->mutex);
  int result = SQLITE_OK;
  if (call_fails(f->disk)) {
    result = SQLITE_IOERR_TRUNCATE;
  } else if (!inode_note(f->file, size, NULL, 0) || !content_resize(&f->file->current, size)) {
    result = SQLITE_IOERR_NOMEM;
  } else if (power_fails(f->disk)) {
    result = SQLITE_IOERR_TRUNCATE;
  }
  pthread_mutex_unlock(&f->disk->mutex);
  return result;
}

static int file_sync(sqlite3_file *base, int flags) {
  (void)flags;
  open_file *f = (open_file *)base;
  pthread_mutex_lock(&f->disk->mutex);
  int result = SQLITE_OK;
  if (call_fails(f->disk) || power_fails(f->disk)) {
    result = SQLITE_IOERR_FSYNC;
  } else if (!inode_make_durable(f->file)) {
    result = SQLITE_IOERR_NOMEM;
  } else {
    // As SQLite's own file system does: the first sync of a new journal or log also syncs the folder.
    if (f->syncs_directory) {
      f->syncs_directory = 0;
      if (!directory_sync(f->disk)) result = SQLITE_IOERR_NOMEM;
    }
    if (f->ends_with_kept_commit) {
      f->disk->is_cut = 1;
      result = SQLITE_IOERR_FSYNC;
    }
  }
  pthread_mutex_unlock(&f->disk->mutex);
  return result;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size) {
  open_file *f = (open_file *)base;
  pthread_mutex_lock(&f->disk->mutex);
  int result = call_fails(f->disk) ? SQLITE_IOERR_FSTAT : SQLITE_OK;
  *size = f->file->current.size;
  pthread_mutex_unlock(&f->disk->mutex);
  return result;
}

static int is_foreign(const void *owner, const open_file *f) { return owner && owner != f; }

static int lock_level(open_file *f, int level) {
  inode *file = f->file;
  if (f->lock >= level) return SQLITE_OK;
  if (f->disk->is_cut) return SQLITE_IOERR_LOCK;
  if (is_foreign(file->exclusive_by, f)) return SQLITE_BUSY;
  if (level == SQLITE_LOCK_SHARED) {
    if (is_foreign(file->pending_by, f)) return SQLITE_BUSY;
    file->shared_count++;
    f->lock = SQLITE_LOCK_SHARED;
    return SQLITE_OK;
  }
  if (level == SQLITE_LOCK_RESERVED) {
    if (is_foreign(file->reserved_by, f) || is_foreign(file->pending_by, f)) return SQLITE_BUSY;
    file->reserved_by = f;
    f->lock = SQLITE_LOCK_RESERVED;
    return SQLITE_OK;
  }
  if (is_foreign(file->pending_by, f) || is_foreign(file->reserved_by, f)) return SQLITE_BUSY;
  file->pending_by = f;
  f->lock = SQLITE_LOCK_PENDING;
  if (file->shared_count > 1) return SQLITE_BUSY;
  file->exclusive_by = f;
  f->lock = SQLITE_LOCK_EXCLUSIVE;
  return SQLITE_OK;
}

static int file_lock(sqlite3_file *base, int level) {
  open_file *f = (open_file *)base;
  pthread_mutex_lock(&f->disk->mutex);
  int result = lock_level(f, level);
  pthread_mutex_unlock(&f->disk->mutex);
  return result;
}

static int file_unlock(sqlite3_file *base, int level) {
  open_file *f = (open_file *)base;
  pthread_mutex_lock(&f->disk->mutex);
  if (f->lock > level) {
    if (f->file->exclusive_by == f) f->file->exclusive_by = NULL;
    if (f->file->pending_by == f) f->file->pending_by = NULL;
    if (f->file->reserved_by == f) f->file->reserved_by = NULL;
    if (level == SQLITE_LOCK_NONE && f->lock >= SQLITE_LOCK_SHARED) f->file->shared_count--;
    f->lock = level;
  }
  pthread_mutex_unlock(&f->disk->mutex);
  return SQLITE_OK;
}

static int file_check_reserved(sqlite3_file *base, int *is_reserved) {
  open_file *f = (open_file *)base;
  pthread_mutex_lock(&f->disk->mutex);
  *is_reserved = f->file->reserved_by || f->file->pending_by || f->file->exclusive_by;
  pthread_mutex_unlock(&f->disk->mutex);
  return SQLITE_OK;
}

static int file_control(sqlite3_file *base, int operation, void *argument) {
  (void)base;
  (void)operation;
  (void)argument;
  return SQLITE_NOTFOUND;
}

static int file_sector_size(sqlite3_file *base) {
  (void)base;
  return sector_bytes;
}

static int file_characteristics(sqlite3_file *base) {
  (void)base;
  // What SQLite assumes of every disk by itself: bytes beside the written ones stay as they are.
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

// MARK: Shared memory

static int shm_map(sqlite3_file *base, int region, int size, int extends, void volatile **address) {
  open_file *f = (open_file *)base;
  inode *file = f->file;
  pthread_mutex_lock(&f->disk->mutex);
  int result = SQLITE_OK;
  *address = NULL;
  if (f->disk->is_cut) {
    result = SQLITE_IOERR_SHMMAP;
  } else {
    if (!f->is_mapped) {
      f->is_mapped = 1;
      file->mapped_count++;
    }
    while (extends && file->regions_count <= region) {
      void **regions = realloc(file->regions, (size_t)(file->regions_count + 1) * sizeof(void *));
      if (regions) file->regions = regions;
      void *fresh = regions ? calloc(1, (size_t)size) : NULL;
      if (!fresh) {
        result = SQLITE_IOERR_NOMEM;
        break;
      }
      file->regions[file->regions_count++] = fresh;
    }
    if (region < file->regions_count) *address = file->regions[region];
  }
  pthread_mutex_unlock(&f->disk->mutex);
  return result;
}

static int shm_lock_range(open_file *f, int offset, int count, int flags) {
  inode *file = f->file;
  unsigned mask = ((1u << count) - 1u) << offset;
  if (flags & SQLITE_SHM_UNLOCK) {
    for (int i = offset; i < offset + count; i++) {
      if (file->shm_exclusive[i] == f) file->shm_exclusive[i] = NULL;
      if (f->shm_shared & (1u << i)) file->shm_shared[i]--;
    }
    f->shm_shared &= ~mask;
    f->shm_exclusive &= ~mask;
    return SQLITE_OK;
  }
  if (f->disk->is_cut) return SQLITE_IOERR_SHMLOCK;
  for (int i = offset; i < offset + count; i++) {
    if (is_foreign(file->shm_exclusive[i], f)) return SQLITE_BUSY;
    int others = file->shm_shared[i] - ((f->shm_shared >> i) & 1u ? 1 : 0);
    if ((flags & SQLITE_SHM_EXCLUSIVE) && others > 0) return SQLITE_BUSY;
  }
  for (int i = offset; i < offset + count; i++) {
    if (flags & SQLITE_SHM_EXCLUSIVE) {
      file->shm_exclusive[i] = f;
    } else if (!(f->shm_shared & (1u << i))) {
      file->shm_shared[i]++;
    }
  }
  if (flags & SQLITE_SHM_EXCLUSIVE) {
    f->shm_exclusive |= mask;
  } else {
    f->shm_shared |= mask;
  }
  return SQLITE_OK;
}

static int shm_lock(sqlite3_file *base, int offset, int count, int flags) {
  open_file *f = (open_file *)base;
  pthread_mutex_lock(&f->disk->mutex);
  int result = shm_lock_range(f, offset, count, flags);
  pthread_mutex_unlock(&f->disk->mutex);
  return result;
}

static void shm_barrier(sqlite3_file *base) {
  open_file *f = (open_file *)base;
  pthread_mutex_lock(&f->disk->mutex);
  pthread_mutex_unlock(&f->disk->mutex);
}

static int shm_unmap(sqlite3_file *base, int deletes) {
  (void)deletes;
  open_file *f = (open_file *)base;
  pthread_mutex_lock(&f->disk->mutex);
  if (f->is_mapped) {
    shm_lock_range(f, 0, shm_locks, SQLITE_SHM_UNLOCK);
    f->is_mapped = 0;
    if (--f->file->mapped_count == 0) inode_free_regions(f->file);
  }
  pthread_mutex_unlock(&f->disk->mutex);
  return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
};

// MARK: The file system

static int disk_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *given) {
  simulated_disk *disk = vfs->pAppData;
  open_file *f = (open_file *)base;
  memset(f, 0, sizeof(*f));
  pthread_mutex_lock(&disk->mutex);
  int result = SQLITE_OK;
  inode *file = name ? directory_find(&disk->current, name) : NULL;
  if (call_fails(disk)) {
    result = SQLITE_CANTOPEN;
  } else if (file && (flags & SQLITE_OPEN_CREATE) && (flags & SQLITE_OPEN_EXCLUSIVE)) {
    result = SQLITE_CANTOPEN;
  } else if (!file && name && !(flags & SQLITE_OPEN_CREATE)) {
    result = SQLITE_CANTOPEN;
  } else if (!file) {
    file = calloc(1, sizeof(inode));
    if (!file) {
      result = SQLITE_NOMEM;
    } else if (name && !directory_add(&disk->current, name, file)) {
      free(file);
      result = SQLITE_NOMEM;
    } else if (name && power_fails(disk)) {
      result = SQLITE_CANTOPEN;
    }
    f->syncs_directory =
        (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL)) != 0;
  }
  if (result == SQLITE_OK) {
    f->name = name ? strdup(name) : NULL;
    f->disk = disk;
    f->file = file;
    f->is_log = (flags & SQLITE_OPEN_WAL) != 0;
    f->deletes_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    f->base.pMethods = &methods;
    file->references++;
    disk->references++;
    if (given) *given = flags;
  }
  pthread_mutex_unlock(&disk->mutex);
  return result;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int syncs_directory) {
  simulated_disk *disk = vfs->pAppData;
  pthread_mutex_lock(&disk->mutex);
  int result = SQLITE_OK;
  if (call_fails(disk)) {
    result = SQLITE_IOERR_DELETE;
  } else if (!directory_find(&disk->current, name)) {
    result = SQLITE_IOERR_DELETE_NOENT;
  } else {
    directory_remove(&disk->current, name);
    if (power_fails(disk)) {
      result = SQLITE_IOERR_DELETE;
    } else if (syncs_directory && !directory_sync(disk)) {
      result = SQLITE_IOERR_NOMEM;
    }
  }
  pthread_mutex_unlock(&disk->mutex);
  return result;
}

static int disk_access(sqlite3_vfs *vfs, const char *name, int flags, int *answer) {
  simulated_disk *disk = vfs->pAppData;
  pthread_mutex_lock(&disk->mutex);
  inode *file = directory_find(&disk->current, name);
  *answer = file && (flags != SQLITE_ACCESS_EXISTS || file->current.size > 0);
  int result = disk->is_cut ? SQLITE_IOERR_ACCESS : SQLITE_OK;
  pthread_mutex_unlock(&disk->mutex);
  return result;
}

static int disk_full_path(sqlite3_vfs *vfs, const char *name, int count, char *full) {
  (void)vfs;
  if ((int)strlen(name) >= count) return SQLITE_CANTOPEN;
  strcpy(full, name);
  return SQLITE_OK;
}

static int disk_randomness(sqlite3_vfs *vfs, int count, char *bytes) {
  (void)vfs;
  sqlite3_vfs *real = sqlite3_vfs_find(NULL);
  return real->xRandomness(real, count, bytes);
}

static int disk_sleep(sqlite3_vfs *vfs, int microseconds) {
  (void)vfs;
  sqlite3_vfs *real = sqlite3_vfs_find(NULL);
  return real->xSleep(real, microseconds);
}

static int disk_time(sqlite3_vfs *vfs, double *now) {
  (void)vfs;
  sqlite3_vfs *real = sqlite3_vfs_find(NULL);
  return real->xCurrentTime(real, now);
}

static int disk_last_error(sqlite3_vfs *vfs, int count, char *text) {
  (void)vfs;
  (void)count;
  (void)text;
  return 0;
}

simulated_disk *simulated_disk_create(const char *name) {
  simulated_disk *disk = calloc(1, sizeof(*disk));
  if (!disk) return NULL;
  disk->name = strdup(name);
  if (!disk->name) {
    free(disk);
    return NULL;
  }
  pthread_mutex_init(&disk->mutex, NULL);
  disk->references = 1;
  disk->limit = -1;
  disk->vfs = (sqlite3_vfs){
      .iVersion = 1,
      .szOsFile = sizeof(open_file),
      .mxPathname = name_bytes_max,
      .zName = disk->name,
      .pAppData = disk,
      .xOpen = disk_open,
      .xDelete = disk_delete,
      .xAccess = disk_access,
      .xFullPathname = disk_full_path,
      .xRandomness = disk_randomness,
      .xSleep = disk_sleep,
      .xCurrentTime = disk_time,
      .xGetLastError = disk_last_error,
  };
  if (sqlite3_vfs_register(&disk->vfs, 0) != SQLITE_OK) {
    pthread_mutex_destroy(&disk->mutex);
    free(disk->name);
    free(disk);
    return NULL;
  }
  return disk;
}

void simulated_disk_release(simulated_disk *disk) {
  sqlite3_vfs_unregister(&disk->vfs);
  pthread_mutex_lock(&disk->mutex);
  disk_release_locked(disk);
}

void simulated_disk_cut_after(simulated_disk *disk, int64_t changes) {
  pthread_mutex_lock(&disk->mutex);
  if (changes <= 0) {
    disk->is_cut = 1;
  } else {
    disk->cut_at = disk->changes + changes;
  }
  pthread_mutex_unlock(&disk->mutex);
}

void simulated_disk_cut_at_commit(simulated_disk *disk, int64_t commits, int keeps) {
  pthread_mutex_lock(&disk->mutex);
  disk->commits_to_cut = commits;
  disk->cut_keeps = keeps;
  pthread_mutex_unlock(&disk->mutex);
}

int simulated_disk_is_cut(simulated_disk *disk) {
  pthread_mutex_lock(&disk->mutex);
  int is_cut = disk->is_cut;
  pthread_mutex_unlock(&disk->mutex);
  return is_cut;
}

int64_t simulated_disk_changes(simulated_disk *disk) {
  pthread_mutex_lock(&disk->mutex);
  int64_t changes = disk->changes;
  pthread_mutex_unlock(&disk->mutex);
  return changes;
}

void simulated_disk_fail_after(simulated_disk *disk, int64_t calls, int always) {
  pthread_mutex_lock(&disk->mutex);
  disk->fail_at = calls > 0 ? disk->calls + calls : 0;
  disk->fail_always = always;
  disk->has_failed = 0;
  pthread_mutex_unlock(&disk->mutex);
}

int simulated_disk_has_failed(simulated_disk *disk) {
  pthread_mutex_lock(&disk->mutex);
  int has_failed = disk->has_failed;
  pthread_mutex_unlock(&disk->mutex);
  return has_failed;
}

void simulated_disk_limit(simulated_disk *disk, int64_t bytes) {
  pthread_mutex_lock(&disk->mutex);
  disk->limit = bytes;
  pthread_mutex_unlock(&disk->mutex);
}

int64_t simulated_disk_used(simulated_disk *disk) {
  pthread_mutex_lock(&disk->mutex);
  int64_t used = used_bytes(disk);
  pthread_mutex_unlock(&disk->mutex);
  return used;
}

int64_t simulated_disk_file_size(simulated_disk *disk, const char *path) {
  return simulated_disk_file_read(disk, path, NULL, INT64_MAX);
}

int64_t simulated_disk_file_read(simulated_disk *disk, const char *path, void *bytes, int64_t count) {
  pthread_mutex_lock(&disk->mutex);
  inode *file = directory_find(&disk->current, path);
  int64_t size = file ? file->current.size : -1;
  if (size > count) size = count;
  if (bytes && size > 0) memcpy(bytes, file->current.data, (size_t)size);
  pthread_mutex_unlock(&disk->mutex);
  return size;
}

// MARK: What survives

static uint64_t random_next(uint64_t *state) {
  uint64_t z = (*state += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static int64_t random_below(uint64_t *state, int64_t bound) {
  return (int64_t)(random_next(state) % (uint64_t)bound);
}

/// One sector of an unsynced write: lost, kept, or torn somewhere inside.
static int survive_piece(content *c, const change *written, int64_t from, int64_t to, int percent,
                         uint64_t *state) {
  if (random_below(state, 100) >= percent) return 1;
  if (random_below(state, 8) == 0) {
    int64_t middle = from + random_below(state, to - from + 1);
    if (random_below(state, 2)) {
      from = middle;
    } else {
      to = middle;
    }
  }
  if (from == to) return 1;
  return content_write(c, from, written->data + (from - written->offset), to - from);
}

static int survive_file(content *c, const inode *file, uint64_t *state) {
  static const int percents[] = {0, 10, 50, 90, 100};
  if (!content_copy(c, &file->durable)) return 0;
  int percent = percents[random_below(state, 5)];
  for (int64_t i = 0; i < file->changes_count; i++) {
    const change *changed = &file->changes[i];
    if (!changed->data) {
      if (random_below(state, 100) < percent && !content_resize(c, changed->offset)) return 0;
      continue;
    }
    int64_t end = changed->offset + changed->count;
    for (int64_t from = changed->offset; from < end;) {
      int64_t to = (from / sector_bytes + 1) * sector_bytes;
      if (to > end) to = end;
      if (!survive_piece(c, changed, from, to, percent, state)) return 0;
      from = to;
    }
  }
  return 1;
}

static int survive_name(simulated_disk *disk, simulated_disk *fresh, const char *name,
                        uint64_t *state) {
  inode *now = directory_find(&disk->current, name);
  inode *before = directory_find(&disk->durable, name);
  inode *chosen = now == before || random_below(state, 2) ? now : before;
  if (!chosen) return 1;
  inode *file = calloc(1, sizeof(inode));
  if (!file) return 0;
  return directory_add(&fresh->current, name, file) &&
         directory_add(&fresh->durable, name, file) &&
         survive_file(&file->durable, chosen, state) && content_copy(&file->current, &file->durable);
}

simulated_disk *simulated_disk_survivor(simulated_disk *disk, const char *name, uint64_t seed) {
  simulated_disk *fresh = simulated_disk_create(name);
  if (!fresh) return NULL;
  uint64_t state = seed;
  int is_complete = 1;
  pthread_mutex_lock(&disk->mutex);
  for (int i = 0; i < disk->current.count && is_complete; i++)
    is_complete = survive_name(disk, fresh, disk->current.entries[i].name, &state);
  for (int i = 0; i < disk->durable.count && is_complete; i++)
    if (!directory_find(&disk->current, disk->durable.entries[i].name))
      is_complete = survive_name(disk, fresh, disk->durable.entries[i].name, &state);
  pthread_mutex_unlock(&disk->mutex);
  if (is_complete) return fresh;
  simulated_disk_release(fresh);
  return NULL;
}
