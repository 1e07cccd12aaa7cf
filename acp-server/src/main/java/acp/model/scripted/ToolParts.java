package acp.model.scripted;

import acp.model.ModelEvent;
import acp.model.ModelMessage;
import reactor.core.publisher.Flux;

/** The parts that call tools and report what came of it. */
final class ToolParts {
  private static final int QUOTE_CHARS = 2000;
  private static final String[] STEPS = {
    "Look at what there is", "Make a small change", "Tell the user about it"
  };

  private ToolParts() {}

  static Flux<ModelEvent> plan(Scene scene) {
    int told = scene.results().size();
    if (told > 0 && scene.latest().failed()) {
      return Speech.say(scene, failure("The plan was not taken", scene.latest()));
    }
    return switch (told) {
      case 0 ->
          Speech.call(
              scene,
              "I shall do this in three steps.",
              "update_plan",
              plan("in_progress", "pending", "pending"));
      case 1 ->
          Speech.call(
              scene,
              "The steps are easy; I am done with them.",
              "update_plan",
              plan("completed", "completed", "completed"));
      default -> Speech.say(scene, "Done: all three steps of the plan are completed.");
    };
  }

  private static String plan(String... statuses) {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < STEPS.length; i++) {
      entries
          .append(i == 0 ? "" : ",")
          .append(
              Arguments.of(
                  "content",
                  STEPS[i],
                  "priority",
                  i == 0 ? "high" : "medium",
                  "status",
                  statuses[i]));
    }
    return "{\"entries\":[" + entries + "]}";
  }

  static Flux<ModelEvent> read(Scene scene) {
    if (scene.rest().isEmpty()) {
      return Speech.say(scene, "Tell me what to read, as in: read README.md");
    }
    if (scene.results().isEmpty()) {
      return Speech.call(
          scene,
          "I shall read " + scene.rest() + ".",
          "read_file",
          Arguments.of("path", scene.rest()));
    }
    ModelMessage.ToolResult result = scene.latest();
    if (result.failed()) {
      return Speech.say(scene, failure("I could not read " + scene.rest(), result));
    }
    long lines = result.text().lines().count();
    return Speech.say(
        scene,
        "I have read "
            + scene.rest()
            + ", "
            + lines
            + (lines == 1 ? " line:" : " lines:")
            + quote(result.text()));
  }

  static Flux<ModelEvent> run(Scene scene) {
    if (scene.rest().isEmpty()) {
      return Speech.say(scene, "Tell me what to run, as in: run git status");
    }
    if (scene.results().isEmpty()) {
      return Speech.call(
          scene, "I shall run the command.", "run_command", Arguments.of("command", scene.rest()));
    }
    ModelMessage.ToolResult result = scene.latest();
    return Speech.say(
        scene,
        result.failed()
            ? failure("The command did not succeed", result)
            : "The command has run:" + quote(result.text()));
  }

  static Flux<ModelEvent> search(Scene scene) {
    if (scene.rest().isEmpty()) {
      return Speech.say(scene, "Tell me what to search for, as in: search TODO");
    }
    if (scene.results().isEmpty()) {
      return Speech.call(
          scene, "I shall search for it.", "search", Arguments.of("query", scene.rest()));
    }
    ModelMessage.ToolResult result = scene.latest();
    return Speech.say(
        scene,
        result.failed()
            ? failure("The search did not succeed", result)
            : "This is what the search found:" + quote(result.text()));
  }

  /** Calls any tool by its name, with what follows as its arguments. */
  static Flux<ModelEvent> call(Scene scene) {
    String[] words = scene.rest().split("\\s+", 2);
    String tool = words[0];
    if (tool.isEmpty()) {
      return Speech.say(
          scene, "Tell me what to call, as in: call read_file {\"path\":\"README.md\"}");
    }
    if (scene.results().isEmpty()) {
      return Speech.call(
          scene, "I shall call " + tool + ".", tool, words.length < 2 ? "{}" : words[1]);
    }
    ModelMessage.ToolResult result = scene.latest();
    return Speech.say(
        scene,
        result.failed()
            ? failure("The call did not succeed", result)
            : "The call has returned:" + quote(result.text()));
  }

  /** What went wrong, in the tool's own words. */
  static String failure(String what, ModelMessage.ToolResult result) {
    return what + ": " + cut(result.text());
  }

  private static String quote(String text) {
    String fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    return "\n\n" + fence + "\n" + cut(text) + "\n" + fence + "\n";
  }

  private static String cut(String text) {
    String whole = text.stripTrailing();
    if (whole.length() <= QUOTE_CHARS) {
      return whole;
    }
    int end =
        Character.isHighSurrogate(whole.charAt(QUOTE_CHARS - 1)) ? QUOTE_CHARS - 1 : QUOTE_CHARS;
    return whole.substring(0, end) + "\n…";
  }
}
