package acp.transfer.claude;

import acp.event.Shown;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The change of a file, as far as the file of the session holds both texts whole. */
final class Changes {
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
    String after =
        kept.path("replaceAll").asBoolean()
            ? before.replace(old, fresh)
            : before.substring(0, at) + fresh + before.substring(at + old.length());
    return List.of(new Shown.Diff(path, before, after));
  }
}
