package acp.store.sqlite;

/**
 * Finds the prompts of a session, and what was taken back of it, without reading what lies between.
 * Of other events there is nothing in it. One index and not two, since making one in a large store
 * takes a walk through all of it.
 */
final class Step7Landmarks {
  static final String SQL =
      """
      CREATE INDEX event_landmark ON event (type, key)
        WHERE type IN ('prompt_accepted', 'rewound', 'rewind_undone');
      """;

  private Step7Landmarks() {}
}
