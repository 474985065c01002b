#pragma once
#include <sqlite3.h>

// What Swift does not import: casts in macros and variadic functions.

/// Binds a copy of the bytes. A length of 0 binds an empty blob, never NULL.
static inline int redress_sqlite3_bind_blob(sqlite3_stmt *statement, int index, const void *bytes,
                                            sqlite3_uint64 count) {
  if (count == 0) return sqlite3_bind_zeroblob(statement, index, 0);
  return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/// Binds a copy of the UTF-8 text.
static inline int redress_sqlite3_bind_text(sqlite3_stmt *statement, int index, const char *text,
                                            sqlite3_uint64 count) {
  return sqlite3_bind_text64(statement, index, text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/// Refuses SQL that could write the schema table or corrupt the file on purpose.
static inline int redress_sqlite3_defend(sqlite3 *database) {
  int result = sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  if (result != SQLITE_OK) return result;
  return sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
}

/// Turns extension loading off, for C and for SQL.
static inline int redress_sqlite3_refuse_extensions(sqlite3 *database) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, (int *)0);
}

// Macros that are expressions.
static const int redress_sqlite3_constraint_unique = SQLITE_CONSTRAINT_UNIQUE;
static const int redress_sqlite3_constraint_primary_key = SQLITE_CONSTRAINT_PRIMARYKEY;
static const int redress_sqlite3_constraint_rowid = SQLITE_CONSTRAINT_ROWID;
static const int redress_sqlite3_text = SQLITE_TEXT;
