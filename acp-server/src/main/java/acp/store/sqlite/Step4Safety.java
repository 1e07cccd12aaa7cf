package acp.store.sqlite;

/**
 * Who works in a session at the moment; what is large, once; what was found damaged; and what the
 * upkeep remembers.
 */
final class Step4Safety {
  static final String SQL =
      """
      CREATE TABLE lease (
        session INTEGER PRIMARY KEY, -- session.no
        owner TEXT NOT NULL,         -- of one process, like no other
        host TEXT NOT NULL,
        pid_space TEXT NOT NULL,     -- within which the pid means something
        boot TEXT NOT NULL,          -- since when the host runs
        pid INTEGER NOT NULL,
        started TEXT NOT NULL,       -- which of those that had the pid
        since INTEGER NOT NULL,
        seen_at INTEGER NOT NULL
      ) STRICT;
      ALTER TABLE event ADD COLUMN pieces INTEGER; -- how many parts of its data are blobs
      CREATE TABLE piece (
        event INTEGER NOT NULL, -- event.key
        n INTEGER NOT NULL,
        at INTEGER NOT NULL,    -- where in the data it belongs, in UTF-16 units
        blob INTEGER NOT NULL,  -- blob.no
        PRIMARY KEY (event, n)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX piece_by_blob ON piece (blob);
      CREATE TABLE blob (
        no INTEGER PRIMARY KEY,
        hash BLOB NOT NULL UNIQUE,  -- SHA-256 of the text
        deflated INTEGER NOT NULL,  -- 1 if the data is packed with zlib
        data BLOB NOT NULL          -- UTF-8
      ) STRICT;
      CREATE TABLE damage (
        event INTEGER PRIMARY KEY, -- event.key, or that of a session's seq 0 for its summary
        found_at INTEGER NOT NULL,
        problem TEXT NOT NULL
      ) STRICT;
      CREATE TABLE upkeep (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      """;

  private Step4Safety() {}
}
