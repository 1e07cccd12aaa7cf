package acp.store.sqlite;

/** Sessions that were deleted keep their rows and are not listed. */
final class Step2Deletion {
  static final String SQL =
      """
      ALTER TABLE session ADD COLUMN deleted_at INTEGER;
      DROP INDEX session_by_time;
      DROP INDEX session_by_cwd;
      CREATE INDEX session_by_time ON session (updated_at DESC, id) WHERE deleted_at IS NULL;
      CREATE INDEX session_by_cwd ON session (cwd, updated_at DESC, id) WHERE deleted_at IS NULL;
      """;

  private Step2Deletion() {}
}
