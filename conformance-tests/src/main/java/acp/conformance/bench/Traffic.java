package acp.conformance.bench;

/**
 * What the reader has counted since the last reset.
 *
 * @param updates lines that are a {@code session/update}
 * @param texts those of them that carry text of the agent
 * @param bytes all bytes of the updates, newlines included
 * @param firstText when the first text came, in {@link System#nanoTime()}; 0 if none has
 */
record Traffic(long updates, long texts, long bytes, long firstText) {
  static final Traffic NONE = new Traffic(0, 0, 0, 0);

  Traffic plus(boolean isText, long length, long time) {
    boolean isFirst = isText && firstText == 0;
    return new Traffic(
        updates + 1, texts + (isText ? 1 : 0), bytes + length, isFirst ? time : firstText);
  }
}
