package acp.store.sqlite;

/**
 * Finds the prompts of a session, and what was taken back of it, without reading what lies between.
 * Of other events there is nothing in these.
 */
final class Step7Landmarks {
  static final String SQL =
      """
      CREATE INDEX event_prompt ON event (key) WHERE type = 'prompt_accepted';
      CREATE INDEX event_rewind ON event (key) WHERE type IN ('rewound', 'rewind_undone');
      """;

  private Step7Landmarks() {}
}
