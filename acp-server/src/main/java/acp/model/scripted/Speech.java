package acp.model.scripted;

import acp.model.ModelEvent;
import acp.model.ThoughtLevel;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;

/** How it says things: in a few pieces, then what it cost, then the end. */
final class Speech {
  private static final int PIECE_CHARS = 16;

  private static final List<String> THOUGHTS =
      List.of(
          "The user wants to see me think. ",
          "I cannot, ",
          "but I can show what it looks like.",
          " Since I was told to think long, ",
          "I shall add a little more, ",
          "and then stop.");

  private Speech() {}

  /** A whole answer of text. */
  static Flux<ModelEvent> say(Scene scene, String text) {
    return say(scene, text, ModelEvent.Stop.DONE);
  }

  static Flux<ModelEvent> say(Scene scene, String text, ModelEvent.Stop stop) {
    List<ModelEvent> events = new ArrayList<>(pieces(text));
    end(events, scene, text.length(), stop);
    return Flux.fromIterable(events);
  }

  /** A sentence, then a call of one tool. */
  static Flux<ModelEvent> call(Scene scene, String text, String tool, String arguments) {
    List<ModelEvent> events = new ArrayList<>(pieces(text));
    events.add(new ModelEvent.Call(tool, arguments));
    end(events, scene, text.length() + arguments.length(), ModelEvent.Stop.DONE);
    return Flux.fromIterable(events);
  }

  /** Thinks as long as it was told to, then answers. */
  static Flux<ModelEvent> think(Scene scene, ThoughtLevel level) {
    List<String> thoughts =
        switch (level) {
          case OFF -> List.of();
          case LOW -> THOUGHTS.subList(0, 1);
          case MEDIUM -> THOUGHTS.subList(0, 3);
          case HIGH -> THOUGHTS;
        };
    List<ModelEvent> events = new ArrayList<>();
    thoughts.forEach(thought -> events.add(new ModelEvent.Thought(thought)));
    if (!thoughts.isEmpty()) {
      events.add(new ModelEvent.ThoughtEnded(null));
    }
    String answer =
        thoughts.isEmpty()
            ? "I was told not to think, so here is an answer without a thought."
            : "I have thought about it: this is what thoughts look like.";
    events.addAll(pieces(answer));
    end(events, scene, answer.length() + 70, ModelEvent.Stop.DONE);
    return Flux.fromIterable(events);
  }

  /** What it says when it is asked to sum up a conversation; else it does not know the word. */
  static Flux<ModelEvent> summarise(Scene scene) {
    return scene.rest().startsWith("the conversation")
        ? say(
            scene,
            "## Asked\nThe user tried out the built-in stand-in, which cannot sum anything up.\n"
                + "## Open\nNothing that it knows of.")
        : introduce(scene);
  }

  /** The honest sentence. */
  static Flux<ModelEvent> introduce(Scene scene) {
    return say(
        scene,
        "I am not a language model but the built-in stand-in of acp-server: I only know the commands"
            + " hello, plan, think, read <path>, edit [<path>], run <command>, search <text>, choose <a>"
            + " | <b>, open <url>, call <tool> <json>, slow,"
            + " stream n=100 size=20 delay=0 and fail 500|429|context|refusal|max_tokens. To connect"
            + " a real model, set OPENAI_API_KEY, or OPENAI_BASE_URL with"
            + " ACP_SERVER_MODEL=openai/<model> for any server that speaks Chat Completions, and"
            + " start me again.");
  }

  private static void end(List<ModelEvent> events, Scene scene, int chars, ModelEvent.Stop stop) {
    events.add(usage(scene, chars));
    events.add(new ModelEvent.Ended(stop));
  }

  static ModelEvent.Usage usage(Scene scene, long chars) {
    return new ModelEvent.Usage(scene.heard(), Scene.tokens(chars), 0);
  }

  /** Cuts at blanks, so that no piece ends within a pair, and puts together what is short. */
  static List<ModelEvent> pieces(String text) {
    List<ModelEvent> pieces = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int blank = text.indexOf(' ', Math.min(text.length(), start + PIECE_CHARS));
      int end = blank < 0 ? text.length() : blank + 1;
      pieces.add(new ModelEvent.Text(text.substring(start, end)));
      start = end;
    }
    return pieces;
  }
}
