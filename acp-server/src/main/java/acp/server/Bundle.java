package acp.server;

import acp.cli.Checkup;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The file for a report of a bug. What was said in sessions is not in it, nor any secret: the
 * values of the environment but for a few, the keys, what MCP servers are given, headers.
 */
final class Bundle {
  private static final int MAX_LINES = 400;
  private static final int MAX_LINE = 600;

  /** Variables whose values are shown; of the others only those that are ours. */
  private static final List<String> SHOWN = List.of("LANG", "LC_ALL", "SHELL", "TERM", "TZ");

  private final Confidence confidence;
  private final Folders folders;
  private final Map<String, String> env;
  private final ConfigFile file;

  Bundle(Confidence confidence, Folders folders, Map<String, String> env, ConfigFile file) {
    this.confidence = confidence;
    this.folders = folders;
    this.env = env;
    this.file = file;
  }

  void write(Path bundle, List<Checkup.Found> found, Map<String, String> store) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(
            Files.newOutputStream(
                bundle, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      Modes.close(bundle);
      add(zip, "findings.txt", findings(found));
      add(zip, "program.txt", program());
      add(zip, "environment.txt", environment());
      add(zip, "settings.json", settings());
      add(zip, "store.txt", lines(store));
      add(zip, "log.txt", log());
    }
  }

  private void add(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(confidence.mask(text).getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static String findings(List<Checkup.Found> found) {
    StringBuilder text = new StringBuilder();
    for (Checkup.Found each : found) {
      text.append(
          "%-8s %-18s %s %s%n".formatted(each.verdict(), each.check(), each.says(), each.advice()));
    }
    return text.toString();
  }

  private static String program() {
    Map<String, String> facts = new TreeMap<>();
    facts.put("version", Version.NUMBER);
    for (String name :
        List.of(
            "java.version",
            "java.vendor",
            "java.home",
            "os.name",
            "os.version",
            "os.arch",
            "acp.home",
            "file.encoding")) {
      facts.put(name, String.valueOf(System.getProperty(name)));
    }
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("most memory", Runtime.getRuntime().maxMemory() / 1_000_000 + " MB");
    return lines(facts);
  }

  private static String lines(Map<String, String> facts) {
    StringBuilder text = new StringBuilder();
    facts.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.toString();
  }

  private String environment() {
    Map<String, String> facts = new TreeMap<>();
    env.forEach(
        (name, value) -> {
          if (SHOWN.contains(name)
              || name.startsWith("XDG_")
              || (SettingsCheck.VARIABLES.contains(name) && !name.endsWith("_OPTIONS"))) {
            facts.put(name, value);
          } else if (name.startsWith("ACP_SERVER_")
              || name.endsWith("_KEY")
              || name.endsWith("_BASE_URL")
              || name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy")) {
            facts.put(name, value.isBlank() ? "is blank" : "is set");
          }
        });
    return lines(facts);
  }

  private String settings() {
    return file.root() == null ? "{}" : masked("", file.root()).toPrettyString();
  }

  private JsonNode masked(String key, JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> each : node.properties()) {
        object.set(
            each.getKey(),
            confidence.isPrivate(key)
                ? TextNode.valueOf(Confidence.MASK)
                : masked(each.getKey(), each.getValue()));
      }
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(each -> array.add(masked(key, each)));
      return array;
    }
    if (confidence.isPrivate(key)) {
      return TextNode.valueOf(Confidence.MASK);
    }
    return node.isTextual() ? TextNode.valueOf(withoutQuery(node.asText())) : node;
  }

  /** An address may carry a key behind its question mark. */
  private static String withoutQuery(String text) {
    int query = text.contains("://") ? text.indexOf('?') : -1;
    return query < 0 ? text : text.substring(0, query + 1) + Confidence.MASK;
  }

  /** The last lines, each cut. */
  private String log() {
    Deque<String> last = new ArrayDeque<>();
    try (Stream<String> lines = Files.lines(folders.log(), StandardCharsets.ISO_8859_1)) {
      lines.forEach(
          line -> {
            if (last.size() == MAX_LINES) {
              last.removeFirst();
            }
            last.addLast(line);
          });
    } catch (IOException | java.io.UncheckedIOException none) {
      return "there is no log\n";
    }
    StringBuilder text = new StringBuilder();
    for (String line : last) {
      // Masked before it is cut, because half a secret is not recognised.
      String clean =
          confidence.mask(
              new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
      text.append(clean, 0, Math.min(MAX_LINE, clean.length())).append('\n');
    }
    return text.toString();
  }
}
