package acp.store.sqlite;

/** What the user has allowed in projects, and what was decided about deeds. */
final class Step3Rules {
  static final String SQL =
      """
      CREATE TABLE permission_rule (
        id INTEGER PRIMARY KEY AUTOINCREMENT, -- what was revoked is never meant again
        project TEXT, -- null for everywhere
        tool TEXT NOT NULL,
        match TEXT NOT NULL,
        path TEXT NOT NULL,
        exact INTEGER NOT NULL,
        effect TEXT NOT NULL,
        made_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX permission_rule_by_project ON permission_rule (project);
      CREATE TABLE permission_audit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at INTEGER NOT NULL,
        project TEXT NOT NULL,
        session_id TEXT NOT NULL,
        call_id TEXT NOT NULL,
        tool TEXT NOT NULL,
        subject TEXT NOT NULL,
        allowed INTEGER NOT NULL,
        basis TEXT NOT NULL,
        rule TEXT
      ) STRICT;
      CREATE INDEX permission_audit_by_project ON permission_audit (project, at);
      CREATE INDEX permission_audit_by_session ON permission_audit (session_id, at);
      """;

  private Step3Rules() {}
}
