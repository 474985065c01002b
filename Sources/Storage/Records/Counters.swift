package import Identity

extension ReadTransaction {
  /// How many attempts were counted for this id in the window that began at this second.
  package func attempts(_ organization: OrganizationID, id: Bytes, windowStartSeconds: Int64)
    throws(StorageError) -> Int
  {
    try first(
      """
      SELECT count FROM throttle
      WHERE organization = \(organization) AND id = \(id)
        AND window_start_seconds = \(windowStartSeconds)
      """
    ) { row throws(StorageError) in try row.small(0) } ?? 0
  }

  /// When each job ran last and is due next, in seconds since 1970, by name.
  package func jobDueSeconds(_ organization: OrganizationID) throws(StorageError)
    -> [String: Int64]
  {
    let pairs = try rows(
      "SELECT name, due_seconds FROM job WHERE organization = \(organization) ORDER BY name"
    ) { row throws(StorageError) in (try row.text(0), try row.integer(1)) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }
}

extension WriteTransaction {
  /// Counts one attempt for this id (16 to 32 bytes) and returns how many there are in the window that
  /// began at this second. A new window begins at one.
  package func countAttempt(_ organization: OrganizationID, id: Bytes, windowStartSeconds: Int64)
    throws(StorageError) -> Int
  {
    let counts = try rows(
      """
      INSERT INTO throttle (organization, id, window_start_seconds, count)
      VALUES (\(organization), \(id), \(windowStartSeconds), 1)
      ON CONFLICT (organization, id) DO UPDATE SET
        count = CASE WHEN throttle.window_start_seconds = excluded.window_start_seconds
          THEN throttle.count + 1 ELSE 1 END,
        window_start_seconds = excluded.window_start_seconds
      RETURNING count
      """
    ) { row throws(StorageError) in try row.small(0) }
    return counts.first ?? 0
  }

  /// Forgets the attempts of an id. False when there were none.
  @discardableResult
  package func deleteAttempts(_ organization: OrganizationID, id: Bytes) throws(StorageError)
    -> Bool
  {
    try changesOne("DELETE FROM throttle WHERE organization = \(organization) AND id = \(id)")
  }

  /// Forgets windows that began at or before this second. Returns how many.
  @discardableResult
  package func deleteAttempts(_ organization: OrganizationID, windowStartedBySeconds: Int64)
    throws(StorageError) -> Int
  {
    try run(
      """
      DELETE FROM throttle
      WHERE organization = \(organization)
        AND window_start_seconds <= \(windowStartedBySeconds)
      """)
  }

  /// Takes a job that is due (or was never run) until the lease ends. False when it is not due or somebody
  /// has it. If this process dies, it is due again when the lease has ended.
  package func leaseJob(
    _ organization: OrganizationID, name: String, nowSeconds: Int64, leaseUntilSeconds: Int64
  ) throws(StorageError) -> Bool {
    try changesOne(
      """
      INSERT INTO job (organization, name, due_seconds)
      VALUES (\(organization), \(name), \(leaseUntilSeconds))
      ON CONFLICT (organization, name) DO UPDATE SET due_seconds = excluded.due_seconds
      WHERE job.due_seconds <= \(nowSeconds)
      """)
  }

  /// Ends a job's run and says when it is due next, in seconds since 1970.
  package func finishJob(_ organization: OrganizationID, name: String, dueSeconds: Int64)
    throws(StorageError)
  {
    try run(
      """
      INSERT INTO job (organization, name, due_seconds)
      VALUES (\(organization), \(name), \(dueSeconds))
      ON CONFLICT (organization, name) DO UPDATE SET due_seconds = excluded.due_seconds
      """)
  }
}
