/// The tables as SQLite has them. The file of another engine says the same in its own words.
///
/// Numbered and append-only: the first makes format 1, the second turns format 1 into format 2, and so on.
/// A migration that was released is never changed.
enum SQLiteSchema {
  /// What leads from each format to the next; their number is the current format.
  static let migrations = [format1, format2]

  /// The beginning.
  private static let format1 = """
    \(organizations)
    \(vaults)
    \(anchors)
    \(people)
    \(intake)
    \(work)
    """

  /// On-call duty.
  private static let format2 = """
    CREATE TABLE rota_event (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      number INTEGER NOT NULL CHECK (number >= 1),
      blob BLOB NOT NULL,
      generation INTEGER NOT NULL CHECK (generation >= 0),
      PRIMARY KEY (organization, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER rota_event_follows BEFORE INSERT ON rota_event
    WHEN NEW.number > 1 AND NOT EXISTS (
      SELECT 1 FROM rota_event
      WHERE organization = NEW.organization AND number = NEW.number - 1)
    BEGIN SELECT RAISE(ABORT, 'rota_event: a number was left out'); END;

    CREATE TABLE calendar_feed (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      principal BLOB NOT NULL CHECK (length(principal) = 16),
      token_id BLOB NOT NULL CHECK (length(token_id) BETWEEN 16 AND 32),
      PRIMARY KEY (organization, principal),
      UNIQUE (organization, token_id)
    ) STRICT, WITHOUT ROWID;
    """

  private static let organizations = """
    CREATE TABLE policy (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      text TEXT NOT NULL,
      adopted_seconds INTEGER NOT NULL,
      PRIMARY KEY (organization, hash)
    ) STRICT;

    CREATE TABLE organization (
      organization BLOB NOT NULL PRIMARY KEY CHECK (length(organization) = 16),
      policy_hash BLOB NOT NULL CHECK (length(policy_hash) = 32),
      created_seconds INTEGER NOT NULL,
      FOREIGN KEY (organization, policy_hash) REFERENCES policy (organization, hash)
    ) STRICT;

    CREATE TABLE server_seed (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      generation INTEGER NOT NULL CHECK (generation >= 0),
      wrapped BLOB NOT NULL,
      recovery_box BLOB,
      PRIMARY KEY (organization, generation)
    ) STRICT, WITHOUT ROWID;
    """

  private static let vaults = """
    CREATE TABLE entry (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      vault BLOB NOT NULL CHECK (length(vault) = 16),
      sequence INTEGER NOT NULL CHECK (sequence >= 0),
      epoch INTEGER NOT NULL CHECK (epoch >= 0),
      header BLOB NOT NULL,
      body BLOB,
      body_hash BLOB NOT NULL CHECK (length(body_hash) = 32),
      link BLOB NOT NULL CHECK (length(link) = 32),
      signature BLOB CHECK (length(signature) BETWEEN 64 AND 65536),
      PRIMARY KEY (organization, vault, sequence)
    ) STRICT;

    CREATE TRIGGER entry_has_body BEFORE INSERT ON entry
    WHEN NEW.body IS NULL
    BEGIN SELECT RAISE(ABORT, 'entry: an entry begins with a body'); END;

    CREATE TRIGGER entry_follows BEFORE INSERT ON entry
    WHEN NEW.sequence > 0 AND NOT EXISTS (
      SELECT 1 FROM entry WHERE organization = NEW.organization AND vault = NEW.vault
        AND sequence = NEW.sequence - 1)
    BEGIN SELECT RAISE(ABORT, 'entry: a sequence was left out'); END;

    CREATE TRIGGER entry_stays BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'entry: entries are never deleted'); END;

    CREATE TRIGGER entry_is_final BEFORE UPDATE ON entry
    WHEN NEW.body IS NOT NULL OR NEW.organization <> OLD.organization OR NEW.vault <> OLD.vault
      OR NEW.sequence <> OLD.sequence OR NEW.epoch <> OLD.epoch OR NEW.header <> OLD.header
      OR NEW.body_hash <> OLD.body_hash OR NEW.link <> OLD.link
      OR NEW.signature IS NOT OLD.signature
    BEGIN SELECT RAISE(ABORT, 'entry: only a body can be erased'); END;

    CREATE TABLE taken_key (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      vault BLOB NOT NULL CHECK (length(vault) = 16),
      sequence INTEGER NOT NULL,
      blob BLOB NOT NULL,
      PRIMARY KEY (organization, vault, sequence),
      FOREIGN KEY (organization, vault, sequence)
        REFERENCES entry (organization, vault, sequence)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER taken_key_is_final BEFORE UPDATE ON taken_key
    BEGIN SELECT RAISE(ABORT, 'taken_key: written once'); END;

    CREATE TRIGGER taken_key_needs_body BEFORE INSERT ON taken_key
    WHEN NOT EXISTS (
      SELECT 1 FROM entry WHERE organization = NEW.organization AND vault = NEW.vault
        AND sequence = NEW.sequence AND body IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, 'taken_key: the body is erased or missing'); END;

    CREATE TRIGGER taken_key_falls AFTER UPDATE OF body ON entry
    WHEN NEW.body IS NULL
    BEGIN
      DELETE FROM taken_key WHERE organization = NEW.organization AND vault = NEW.vault
        AND sequence = NEW.sequence;
    END;

    CREATE TABLE head (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      vault BLOB NOT NULL CHECK (length(vault) = 16),
      sequence INTEGER NOT NULL CHECK (sequence >= 0),
      link BLOB NOT NULL CHECK (length(link) = 32),
      epoch INTEGER NOT NULL CHECK (epoch >= 0),
      epoch_key BLOB NOT NULL CHECK (length(epoch_key) = 32),
      tag BLOB NOT NULL CHECK (length(tag) BETWEEN 32 AND 64),
      PRIMARY KEY (organization, vault)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER head_begins BEFORE INSERT ON head
    WHEN NEW.sequence <> 0
    BEGIN SELECT RAISE(ABORT, 'head: a vault begins with its first entry'); END;

    CREATE TRIGGER head_advances BEFORE UPDATE ON head
    WHEN NEW.organization <> OLD.organization OR NEW.vault <> OLD.vault
      OR NOT (NEW.sequence = OLD.sequence + 1
        OR (NEW.sequence = OLD.sequence AND NEW.link = OLD.link AND NEW.epoch = OLD.epoch
          AND NEW.epoch_key = OLD.epoch_key))
      OR NEW.epoch < OLD.epoch
    BEGIN SELECT RAISE(ABORT, 'head: a head moves one entry on'); END;

    CREATE TRIGGER head_stays BEFORE DELETE ON head
    BEGIN SELECT RAISE(ABORT, 'head: heads are never deleted'); END;

    CREATE TABLE vault_grant (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      principal BLOB NOT NULL CHECK (length(principal) = 16),
      vault BLOB NOT NULL CHECK (length(vault) = 16),
      epoch INTEGER NOT NULL CHECK (epoch >= 0),
      class TEXT NOT NULL CHECK (class IN ('waiting', 'reserve', 'open', 'taken')),
      key_id BLOB NOT NULL CHECK (length(key_id) = 16),
      server_generation INTEGER NOT NULL CHECK (server_generation >= 0),
      blob BLOB NOT NULL,
      PRIMARY KEY (organization, principal, vault, epoch)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX vault_grant_by_vault ON vault_grant (organization, vault, epoch, principal);
    """

  private static let anchors = """
    CREATE TABLE lane (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      lane BLOB NOT NULL CHECK (length(lane) = 16),
      number INTEGER NOT NULL CHECK (number >= 0),
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      PRIMARY KEY (organization, lane)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER lane_advances BEFORE UPDATE ON lane
    WHEN NEW.organization <> OLD.organization OR NEW.lane <> OLD.lane
      OR NEW.number <> OLD.number + 1
    BEGIN SELECT RAISE(ABORT, 'lane: a lane moves one anchor on'); END;

    CREATE TRIGGER lane_stays BEFORE DELETE ON lane
    BEGIN SELECT RAISE(ABORT, 'lane: lanes are never deleted'); END;

    CREATE TABLE anchor (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      lane BLOB NOT NULL CHECK (length(lane) = 16),
      number INTEGER NOT NULL CHECK (number >= 1),
      bytes BLOB NOT NULL,
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      signature BLOB NOT NULL CHECK (length(signature) BETWEEN 64 AND 128),
      PRIMARY KEY (organization, lane, number),
      FOREIGN KEY (organization, lane) REFERENCES lane (organization, lane)
    ) STRICT;

    CREATE TRIGGER anchor_is_final BEFORE UPDATE ON anchor
    BEGIN SELECT RAISE(ABORT, 'anchor: anchors are never changed'); END;

    CREATE TRIGGER anchor_stays BEFORE DELETE ON anchor
    BEGIN SELECT RAISE(ABORT, 'anchor: anchors are never deleted'); END;

    CREATE TABLE anchored (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      vault BLOB NOT NULL CHECK (length(vault) = 16),
      sequence INTEGER NOT NULL CHECK (sequence >= 0),
      lane BLOB NOT NULL CHECK (length(lane) = 16),
      number INTEGER NOT NULL,
      PRIMARY KEY (organization, vault, sequence),
      FOREIGN KEY (organization, vault, sequence)
        REFERENCES entry (organization, vault, sequence),
      FOREIGN KEY (organization, lane, number) REFERENCES anchor (organization, lane, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TRIGGER anchored_is_final BEFORE UPDATE ON anchored
    BEGIN SELECT RAISE(ABORT, 'anchored: never changed'); END;

    CREATE TRIGGER anchored_stays BEFORE DELETE ON anchored
    BEGIN SELECT RAISE(ABORT, 'anchored: never deleted'); END;

    CREATE TABLE checkpoint (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      number INTEGER NOT NULL CHECK (number >= 1),
      bytes BLOB NOT NULL,
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      signature BLOB NOT NULL CHECK (length(signature) BETWEEN 64 AND 128),
      PRIMARY KEY (organization, number)
    ) STRICT;

    CREATE TRIGGER checkpoint_follows BEFORE INSERT ON checkpoint
    WHEN NEW.number > 1 AND NOT EXISTS (
      SELECT 1 FROM checkpoint
      WHERE organization = NEW.organization AND number = NEW.number - 1)
    BEGIN SELECT RAISE(ABORT, 'checkpoint: a number was left out'); END;

    CREATE TRIGGER checkpoint_is_final BEFORE UPDATE ON checkpoint
    BEGIN SELECT RAISE(ABORT, 'checkpoint: checkpoints are never changed'); END;

    CREATE TRIGGER checkpoint_stays BEFORE DELETE ON checkpoint
    BEGIN SELECT RAISE(ABORT, 'checkpoint: checkpoints are never deleted'); END;

    CREATE TABLE tombstone (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      number INTEGER NOT NULL CHECK (number >= 1),
      bytes BLOB NOT NULL,
      hash BLOB NOT NULL CHECK (length(hash) = 32),
      signature BLOB NOT NULL CHECK (length(signature) BETWEEN 64 AND 128),
      PRIMARY KEY (organization, number)
    ) STRICT;

    CREATE TRIGGER tombstone_follows BEFORE INSERT ON tombstone
    WHEN NEW.number > 1 AND NOT EXISTS (
      SELECT 1 FROM tombstone
      WHERE organization = NEW.organization AND number = NEW.number - 1)
    BEGIN SELECT RAISE(ABORT, 'tombstone: a number was left out'); END;

    CREATE TRIGGER tombstone_is_final BEFORE UPDATE ON tombstone
    BEGIN SELECT RAISE(ABORT, 'tombstone: tombstones are never changed'); END;

    CREATE TRIGGER tombstone_stays BEFORE DELETE ON tombstone
    BEGIN SELECT RAISE(ABORT, 'tombstone: tombstones are never deleted'); END;
    """

  private static let people = """
    CREATE TABLE principal (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      principal BLOB NOT NULL CHECK (length(principal) = 16),
      box_key BLOB NOT NULL CHECK (length(box_key) = 32),
      sign_key BLOB NOT NULL CHECK (length(sign_key) = 32),
      key_id BLOB NOT NULL CHECK (length(key_id) = 16),
      roles TEXT NOT NULL,
      state TEXT NOT NULL CHECK (length(state) BETWEEN 1 AND 64),
      PRIMARY KEY (organization, principal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE address (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      address_id BLOB NOT NULL CHECK (length(address_id) = 16),
      principal BLOB NOT NULL CHECK (length(principal) = 16),
      PRIMARY KEY (organization, address_id)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX address_by_principal ON address (organization, principal);

    CREATE TABLE profile (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      principal BLOB NOT NULL CHECK (length(principal) = 16),
      blob BLOB NOT NULL,
      generation INTEGER NOT NULL CHECK (generation >= 0),
      PRIMARY KEY (organization, principal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE password_lock (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      principal BLOB NOT NULL CHECK (length(principal) = 16),
      lock_generation INTEGER NOT NULL CHECK (lock_generation >= 0),
      salt BLOB NOT NULL CHECK (length(salt) = 16),
      operations INTEGER NOT NULL CHECK (operations > 0),
      memory_bytes INTEGER NOT NULL CHECK (memory_bytes > 0),
      blob BLOB NOT NULL,
      last_step INTEGER NOT NULL,
      PRIMARY KEY (organization, principal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE recovery_code_use (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      principal BLOB NOT NULL CHECK (length(principal) = 16),
      code BLOB NOT NULL CHECK (length(code) = 16),
      PRIMARY KEY (organization, principal, code)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE session (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      id BLOB NOT NULL CHECK (length(id) = 32),
      principal BLOB NOT NULL CHECK (length(principal) = 16),
      created_seconds INTEGER NOT NULL,
      expires_seconds INTEGER NOT NULL CHECK (expires_seconds > created_seconds),
      blob BLOB NOT NULL,
      PRIMARY KEY (organization, id)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX session_by_principal ON session (organization, principal, created_seconds);
    CREATE INDEX session_by_expiry ON session (organization, expires_seconds);

    CREATE TABLE invitation (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      id BLOB NOT NULL CHECK (length(id) = 32),
      principal BLOB CHECK (length(principal) = 16),
      purpose TEXT NOT NULL CHECK (length(purpose) BETWEEN 1 AND 64),
      expires_seconds INTEGER NOT NULL,
      used_seconds INTEGER,
      PRIMARY KEY (organization, id)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX invitation_by_expiry ON invitation (organization, expires_seconds);

    CREATE TABLE throttle (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      id BLOB NOT NULL CHECK (length(id) BETWEEN 16 AND 32),
      window_start_seconds INTEGER NOT NULL,
      count INTEGER NOT NULL CHECK (count > 0),
      PRIMARY KEY (organization, id)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX throttle_by_window ON throttle (organization, window_start_seconds);
    """

  private static let intake = """
    CREATE TABLE receipt (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      lookup_id BLOB NOT NULL CHECK (length(lookup_id) = 16),
      salt BLOB NOT NULL CHECK (length(salt) = 16),
      box_key BLOB NOT NULL CHECK (length(box_key) = 32),
      sign_key BLOB NOT NULL CHECK (length(sign_key) = 32),
      principal BLOB NOT NULL CHECK (length(principal) = 16),
      channel BLOB NOT NULL CHECK (length(channel) = 16),
      PRIMARY KEY (organization, lookup_id),
      UNIQUE (organization, principal)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX receipt_by_channel ON receipt (organization, channel);

    CREATE TABLE resubmission (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      id BLOB NOT NULL CHECK (length(id) = 32),
      blob BLOB NOT NULL,
      expires_seconds INTEGER NOT NULL,
      PRIMARY KEY (organization, id)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX resubmission_by_expiry ON resubmission (organization, expires_seconds);

    CREATE TABLE mail_seen (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      id BLOB NOT NULL CHECK (length(id) = 16),
      seconds INTEGER NOT NULL,
      PRIMARY KEY (organization, id)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX mail_seen_by_time ON mail_seen (organization, seconds);

    CREATE TABLE reply_token (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      token_id BLOB NOT NULL CHECK (length(token_id) = 16),
      channel BLOB NOT NULL CHECK (length(channel) = 16),
      sender_id BLOB CHECK (length(sender_id) = 16),
      tag BLOB NOT NULL CHECK (length(tag) = 16),
      PRIMARY KEY (organization, token_id)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX reply_token_by_channel ON reply_token (organization, channel);

    CREATE TABLE file (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      blob BLOB NOT NULL CHECK (length(blob) = 16),
      vault BLOB NOT NULL CHECK (length(vault) = 16),
      ciphertext_hash BLOB NOT NULL CHECK (length(ciphertext_hash) = 32),
      stored_bytes INTEGER NOT NULL CHECK (stored_bytes >= 0),
      PRIMARY KEY (organization, blob)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX file_by_vault ON file (organization, vault);
    """

  private static let work = """
    CREATE TABLE case_index (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      vault BLOB NOT NULL CHECK (length(vault) = 16),
      due_minute INTEGER,
      blob BLOB NOT NULL,
      generation INTEGER NOT NULL CHECK (generation >= 0),
      revision INTEGER NOT NULL,
      PRIMARY KEY (organization, vault)
    ) STRICT;

    CREATE UNIQUE INDEX case_index_by_revision ON case_index (organization, revision);

    CREATE INDEX case_index_by_due ON case_index (organization, due_minute, vault)
    WHERE due_minute IS NOT NULL;

    CREATE TABLE outbox (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      row BLOB NOT NULL CHECK (length(row) = 16),
      created_seconds INTEGER NOT NULL,
      due_seconds INTEGER NOT NULL,
      attempts INTEGER NOT NULL CHECK (attempts >= 0),
      reply_code INTEGER,
      reply BLOB,
      blob BLOB NOT NULL,
      generation INTEGER NOT NULL CHECK (generation >= 0),
      state TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'failed')),
      PRIMARY KEY (organization, row)
    ) STRICT;

    CREATE INDEX outbox_by_due ON outbox (organization, due_seconds, row)
    WHERE state <> 'failed';
    CREATE INDEX outbox_by_state ON outbox (organization, state);

    CREATE TABLE fact (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      row BLOB NOT NULL CHECK (length(row) = 16),
      blob BLOB NOT NULL,
      generation INTEGER NOT NULL CHECK (generation >= 0),
      PRIMARY KEY (organization, row)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE setting (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
      blob BLOB NOT NULL,
      generation INTEGER NOT NULL CHECK (generation >= 0),
      PRIMARY KEY (organization, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE job (
      organization BLOB NOT NULL CHECK (length(organization) = 16),
      name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
      due_seconds INTEGER NOT NULL,
      PRIMARY KEY (organization, name)
    ) STRICT, WITHOUT ROWID;
    """
}
