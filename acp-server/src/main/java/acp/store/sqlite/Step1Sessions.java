package acp.store.sqlite;

/** The catalogue, and what happened. */
final class Step1Sessions {
  static final String SQL =
      """
      CREATE TABLE session (
        no INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        parent_id TEXT,
        cwd TEXT NOT NULL,
        title TEXT,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        last_seq INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX session_by_time ON session (updated_at DESC, id);
      CREATE INDEX session_by_cwd ON session (cwd, updated_at DESC, id);
      CREATE TABLE event (
        key INTEGER PRIMARY KEY, -- session.no << 32 | seq
        at INTEGER NOT NULL,
        type TEXT NOT NULL,
        data TEXT NOT NULL
      ) STRICT;
      """;

  private Step1Sessions() {}
}
