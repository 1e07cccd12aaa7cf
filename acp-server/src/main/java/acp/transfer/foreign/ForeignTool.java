package acp.transfer.foreign;

import acp.event.Location;
import acp.event.ToolKind;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tool of another program, as it was called: what sort of deed that is, and a title for it. */
public record ForeignTool(
    String name, String title, ToolKind kind, List<Location> locations, @Nullable JsonNode input) {
  private static final int TITLE = 200;
  private static final int LOOKED_AT = 4 * TITLE;

  private static final Map<String, ToolKind> KINDS =
      Map.ofEntries(
          Map.entry("read", ToolKind.READ),
          Map.entry("view", ToolKind.READ),
          Map.entry("cat", ToolKind.READ),
          Map.entry("write", ToolKind.EDIT),
          Map.entry("edit", ToolKind.EDIT),
          Map.entry("patch", ToolKind.EDIT),
          Map.entry("replace", ToolKind.EDIT),
          Map.entry("create", ToolKind.EDIT),
          Map.entry("delete", ToolKind.DELETE),
          Map.entry("move", ToolKind.MOVE),
          Map.entry("grep", ToolKind.SEARCH),
          Map.entry("glob", ToolKind.SEARCH),
          Map.entry("search", ToolKind.SEARCH),
          Map.entry("list", ToolKind.SEARCH),
          Map.entry("tree", ToolKind.SEARCH),
          Map.entry("find", ToolKind.SEARCH),
          Map.entry("bash", ToolKind.EXECUTE),
          Map.entry("shell", ToolKind.EXECUTE),
          Map.entry("exec", ToolKind.EXECUTE),
          Map.entry("execute", ToolKind.EXECUTE),
          Map.entry("run", ToolKind.EXECUTE),
          Map.entry("command", ToolKind.EXECUTE),
          Map.entry("fetch", ToolKind.FETCH),
          Map.entry("web", ToolKind.FETCH),
          Map.entry("think", ToolKind.THINK));

  /** Fields that say best what a call is about, the best first. */
  private static final List<String> TELLING =
      List.of(
          "command",
          "cmd",
          "file_path",
          "path",
          "notebook_path",
          "pattern",
          "query",
          "url",
          "description",
          "prompt");

  private static final List<String> PATHS = List.of("file_path", "path", "notebook_path");

  public ForeignTool {
    locations = List.copyOf(locations);
  }

  /** A call of the tool with that name. */
  public static ForeignTool of(String name, @Nullable JsonNode input) {
    ToolKind kind = kind(name);
    String about = input == null ? "" : about(input);
    String title = about.isEmpty() ? name : kind == ToolKind.EXECUTE ? about : name + " " + about;
    return new ForeignTool(name, line(title), kind, locations(input), input);
  }

  private static List<Location> locations(@Nullable JsonNode input) {
    if (input == null) {
      return List.of();
    }
    return PATHS.stream()
        .map(field -> input.path(field).asText(""))
        .filter(path -> path.startsWith("/"))
        .limit(1)
        .map(path -> new Location(path, null))
        .toList();
  }

  /** By the first word of the name, behind the name of a server, that says something. */
  private static ToolKind kind(String name) {
    String own = name.substring(name.lastIndexOf("__") < 0 ? 0 : name.lastIndexOf("__") + 2);
    String words = own.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    for (String word : words.split("[^a-z]+", -1)) {
      ToolKind kind = KINDS.get(word);
      if (kind != null) {
        return kind;
      }
    }
    return ToolKind.OTHER;
  }

  private static String about(JsonNode input) {
    for (String field : TELLING) {
      JsonNode value = input.path(field);
      if (value.isTextual() && !value.asText().isBlank()) {
        return value.asText();
      }
      if (value.isArray() && !value.isEmpty()) {
        StringBuilder words = new StringBuilder();
        value.forEach(word -> words.append(words.isEmpty() ? "" : " ").append(word.asText()));
        return words.toString();
      }
    }
    return "";
  }

  private static String line(String text) {
    // no more than can be in it, since looking for the ends of lines in blanks takes long
    String start = text.strip();
    start = start.substring(0, Math.min(start.length(), LOOKED_AT));
    String line = start.replaceAll("\\s*[\\r\\n]+\\s*", " ⏎ ");
    return line.codePointCount(0, line.length()) <= TITLE
        ? line
        : line.substring(0, line.offsetByCodePoints(0, TITLE - 1)) + "…";
  }
}
