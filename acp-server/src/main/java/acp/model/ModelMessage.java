package acp.model;

import static java.util.Objects.requireNonNull;

import acp.event.Content;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One message of the conversation as a model sees it. */
public sealed interface ModelMessage {

  /** What the user says. */
  record User(List<Content> content) implements ModelMessage {
    public User {
      content = List.copyOf(content);
    }
  }

  /**
   * What the model said before.
   *
   * @param parts in the order in which they came; each call is answered by a {@link ToolResult}
   *     that follows
   */
  record Assistant(List<Part> parts) implements ModelMessage {
    public Assistant {
      parts = List.copyOf(parts);
    }

    /** Thoughts, then text, then calls; an empty text is no part. */
    public Assistant(String text, List<Thought> thoughts, List<Call> calls) {
      this(inOrder(text, thoughts, calls));
    }

    private static List<Part> inOrder(String text, List<Thought> thoughts, List<Call> calls) {
      List<Part> parts = new ArrayList<>(thoughts);
      if (!text.isEmpty()) {
        parts.add(new Text(text));
      }
      parts.addAll(calls);
      return parts;
    }

    /** All it said; empty when it only called tools. */
    public String text() {
      return of(Text.class).map(Text::text).collect(Collectors.joining());
    }

    /** What it thought aloud, oldest first. */
    public List<Thought> thoughts() {
      return of(Thought.class).toList();
    }

    /** The tools it asked for, oldest first. */
    public List<Call> calls() {
      return of(Call.class).toList();
    }

    private <P extends Part> Stream<P> of(Class<P> kind) {
      return parts.stream().filter(kind::isInstance).map(kind::cast);
    }
  }

  /** A piece of an answer. */
  sealed interface Part {}

  /**
   * What became of one call.
   *
   * @param pictures what the model is shown besides the text
   */
  record ToolResult(
      String callId, String name, String text, boolean failed, List<Content.Image> pictures)
      implements ModelMessage {

    /** A result in words. */
    public ToolResult(String callId, String name, String text, boolean failed) {
      this(callId, name, text, failed, List.of());
    }

    public ToolResult {
      pictures = List.copyOf(pictures);
      requireNonNull(callId, "callId");
      requireNonNull(name, "name");
      requireNonNull(text, "text");
    }
  }

  /** A piece of what it said. */
  record Text(String text) implements Part {
    public Text {
      requireNonNull(text, "text");
    }
  }

  /**
   * A piece of thinking.
   *
   * @param text empty if the provider keeps it to itself
   * @param providerData as in {@link ModelEvent.ThoughtEnded}; null for nothing
   */
  record Thought(String text, @Nullable JsonNode providerData) implements Part {
    public Thought {
      requireNonNull(text, "text");
    }
  }

  /**
   * A call of a tool.
   *
   * @param arguments as the model wrote them; JSON if it did as it should
   * @param providerData as in {@link ModelEvent.ThoughtEnded}; null for nothing
   */
  record Call(String callId, String name, String arguments, @Nullable JsonNode providerData)
      implements Part {

    /** A call with which the provider wants nothing back. */
    public Call(String callId, String name, String arguments) {
      this(callId, name, arguments, null);
    }

    public Call {
      requireNonNull(callId, "callId");
      requireNonNull(name, "name");
      requireNonNull(arguments, "arguments");
    }
  }
}
