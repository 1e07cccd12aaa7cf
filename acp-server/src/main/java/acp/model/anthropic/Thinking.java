package acp.model.anthropic;

import acp.model.ModelFacts;
import acp.model.ThoughtLevel;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How long the model may answer, and how it is told to think.
 *
 * @param maxTokens of the whole answer, thoughts included
 * @param budget tokens of thoughts; 0 for none, or where the model decides
 * @param effort how much of everything, by a word; null where it is not told so
 */
record Thinking(long maxTokens, long budget, @Nullable String effort) {
  /** Lets the older models think between calls of tools, too. */
  static final String INTERLEAVED = "interleaved-thinking-2025-05-14";

  private static final long UNKNOWN_OUTPUT = 8192;
  private static final long LOW = 4_000;
  private static final long MEDIUM = 12_000;
  private static final long HIGH = 24_000;
  private static final long LEAST = 1024;

  /** The answer's share of the context, in percent. */
  private static final long SHARE = 15;

  /**
   * What to ask for. The answer may take up a quarter of the context: its limit is held free for
   * it, and would else push long conversations out.
   *
   * @param level null to leave it to the model
   */
  static Thinking of(ModelFacts facts, @Nullable ThoughtLevel level, Conversation conversation) {
    long output = facts.maxOutput() > 0 ? facts.maxOutput() : UNKNOWN_OUTPUT;
    long most = facts.window() > 0 ? Math.min(output, facts.window() * SHARE / 100) : output;
    if (level == null || level == ThoughtLevel.OFF) {
      return new Thinking(most, 0, null);
    }
    return switch (facts.thinking()) {
      case ADAPTIVE -> new Thinking(most, 0, level.id());
      case BUDGET, EFFORT -> // which words a server would take is only known of some
          new Thinking(most, conversation.isAmidThoughtlessCalls() ? 0 : budget(level, most), null);
      case NONE -> new Thinking(most, 0, null);
    };
  }

  private static long budget(ThoughtLevel level, long most) {
    long wanted =
        switch (level) {
          case OFF -> 0;
          case LOW -> LOW;
          case MEDIUM -> MEDIUM;
          case HIGH -> HIGH;
        };
    long budget = Math.min(wanted, most / 2);
    return budget < LEAST ? 0 : budget; // less is refused
  }

  boolean interleaves() {
    return budget > 0;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeNumberField("max_tokens", maxTokens);
    if (budget > 0) {
      json.writeObjectFieldStart("thinking");
      json.writeStringField("type", "enabled");
      json.writeNumberField("budget_tokens", budget);
      json.writeEndObject();
    }
    if (effort != null) {
      json.writeObjectFieldStart("thinking");
      json.writeStringField("type", "adaptive");
      json.writeStringField("display", "summarized"); // the newer ones are silent otherwise
      json.writeEndObject();
      json.writeObjectFieldStart("output_config");
      json.writeStringField("effort", effort);
      json.writeEndObject();
    }
  }
}
