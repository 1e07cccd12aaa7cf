package acp.model;

import static java.util.Objects.requireNonNull;

import acp.event.Content;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
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
   * @param text empty when it only called tools
   * @param thoughts what it thought aloud, oldest first
   * @param calls the tools it asked for, each of which is answered by a {@link ToolResult} that
   *     follows
   */
  record Assistant(String text, List<Thought> thoughts, List<Call> calls) implements ModelMessage {
    public Assistant {
      requireNonNull(text, "text");
      thoughts = List.copyOf(thoughts);
      calls = List.copyOf(calls);
    }
  }

  /** What became of one call. */
  record ToolResult(String callId, String name, String text, boolean failed)
      implements ModelMessage {
    public ToolResult {
      requireNonNull(callId, "callId");
      requireNonNull(name, "name");
      requireNonNull(text, "text");
    }
  }

  /**
   * A piece of thinking.
   *
   * @param providerData what the provider wants back with it; null for nothing
   */
  record Thought(String text, @Nullable JsonNode providerData) {
    public Thought {
      requireNonNull(text, "text");
    }
  }

  /**
   * A call of a tool.
   *
   * @param arguments as the model wrote them; JSON if it did as it should
   */
  record Call(String callId, String name, String arguments) {
    public Call {
      requireNonNull(callId, "callId");
      requireNonNull(name, "name");
      requireNonNull(arguments, "arguments");
    }
  }
}
