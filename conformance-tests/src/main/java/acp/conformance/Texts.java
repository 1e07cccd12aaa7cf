package acp.conformance;

/** How the kit shows long texts to people. */
final class Texts {
  private Texts() {}

  /** The text itself, or its beginning and a note of how long it was. */
  static String shorten(String text, int limit) {
    return text.length() <= limit
        ? text
        : text.substring(0, limit) + "… (" + text.length() + " characters)";
  }
}
