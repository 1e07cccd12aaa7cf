package acp.transfer.claude;

import acp.event.Shown;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The change of a file, as far as the file of the session holds both texts whole. */
final class Changes {
  /** In characters: a text that would be longer is none that a session ever held. */
  private static final int LONGEST = 16 << 20;

  private Changes() {}

  /**
   * The change that a result tells of; empty if it tells of none.
   *
   * @param kept what is kept beside the result
   */
  static List<Shown> of(JsonNode kept) {
    String path = kept.path("filePath").asText("");
    String before = kept.path("originalFile").textValue();
    String content = kept.path("content").textValue();
    String old = kept.path("oldString").textValue();
    String fresh = kept.path("newString").textValue();
    if (!path.startsWith("/")) {
      return List.of();
    }
    if (content != null && kept.path("type").asText().matches("create|update")) {
      return List.of(new Shown.Diff(path, before, content));
    }
    if (before == null || old == null || fresh == null || old.isEmpty() || !before.contains(old)) {
      return List.of();
    }
    int at = before.indexOf(old);
    if (!kept.path("replaceAll").asBoolean()) {
      String after = before.substring(0, at) + fresh + before.substring(at + old.length());
      return List.of(new Shown.Diff(path, before, after));
    }
    long times = 0;
    for (int next = at; next >= 0; next = before.indexOf(old, next + old.length())) {
      times++;
    }
    return before.length() + times * (fresh.length() - old.length()) > LONGEST
        ? List.of()
        : List.of(new Shown.Diff(path, before, before.replace(old, fresh)));
  }
}
