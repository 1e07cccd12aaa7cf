package acp.model.scripted;

import acp.model.ModelEvent;
import acp.model.ModelMessage;
import java.util.Locale;
import reactor.core.publisher.Flux;

/**
 * The part that changes a file: without a path it writes one of its own; with a path it reads the
 * file and puts a line before its first one, or makes the file if there is none. It never
 * overwrites a file that it could not read.
 */
final class EditPart {
  static final String DEMO_FILE = "acp-server-demo.txt";
  static final String LINE = "This line was put here by the built-in stand-in of acp-server.\n";
  static final String DEMO_TEXT =
      """
      This file was written by the built-in stand-in of acp-server.
      It shows how a change is proposed, approved and made.
      """;

  private EditPart() {}

  static Flux<ModelEvent> play(Scene scene) {
    String path = scene.rest();
    if (scene.results().isEmpty()) {
      return path.isEmpty()
          ? write(scene, DEMO_FILE, DEMO_TEXT)
          : Speech.call(
              scene, "I shall look at the file first.", "read_file", Arguments.of("path", path));
    }
    ModelMessage.ToolResult result = scene.latest();
    return result.name().equals("read_file")
        ? afterReading(scene, path, result)
        : report(scene, path.isEmpty() ? DEMO_FILE : path, result);
  }

  private static Flux<ModelEvent> afterReading(
      Scene scene, String path, ModelMessage.ToolResult result) {
    String text = result.text();
    if (result.failed()) {
      return isAbsent(text)
          ? write(scene, path, LINE)
          : Speech.say(scene, ToolParts.failure("I could not read " + path, result));
    }
    if (text.isBlank() || isSaidToBeEmpty(text, path)) {
      return write(scene, path, LINE);
    }
    String beginning = beginning(withoutNote(text));
    return Speech.call(
        scene,
        "I shall put a line at its beginning.",
        "edit_file",
        Arguments.edit(path, beginning, LINE + beginning));
  }

  private static Flux<ModelEvent> write(Scene scene, String path, String text) {
    return Speech.call(
        scene,
        "I shall write " + path + ".",
        "write_file",
        Arguments.of("path", path, "content", text));
  }

  private static Flux<ModelEvent> report(Scene scene, String path, ModelMessage.ToolResult result) {
    return Speech.say(
        scene,
        result.failed()
            ? ToolParts.failure("I did not change " + path, result)
            : "I have changed " + path + ".");
  }

  /** As many lines from the start as it takes to be found only once; all of it if need be. */
  private static String beginning(String text) {
    int end = 0;
    do {
      int feed = text.indexOf('\n', end);
      end = feed < 0 ? text.length() : feed + 1;
    } while (end < text.length()
        && (text.substring(0, end).isBlank() || text.indexOf(text.substring(0, end), 1) >= 0));
    return text.substring(0, end);
  }

  /** Of a long file only the beginning is read, under a line in brackets that says so. */
  private static String withoutNote(String text) {
    return text.startsWith("[Lines ") ? text.substring(text.indexOf('\n') + 1) : text;
  }

  /** An empty result would be none, so the tool says in words that the file has nothing in it. */
  private static boolean isSaidToBeEmpty(String text, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return text.endsWith(name + " is empty.") && text.indexOf('\n') < 0;
  }

  /** A tool says it in words only; anything else that fails must not lead to overwriting. */
  private static boolean isAbsent(String why) {
    String words = why.toLowerCase(Locale.ROOT);
    return words.contains("no such file")
        || words.contains("does not exist")
        || words.contains("not found");
  }
}
