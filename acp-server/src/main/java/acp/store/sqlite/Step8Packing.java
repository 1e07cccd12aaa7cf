package acp.store.sqlite;

/** Rows of events in less room. Those that were there before are {@link OldRows}. */
final class Step8Packing {
  static final String SQL =
      """
      ALTER TABLE event ADD COLUMN packed BLOB; -- the data, packed; in data stands nothing then
      """;

  private Step8Packing() {}
}
