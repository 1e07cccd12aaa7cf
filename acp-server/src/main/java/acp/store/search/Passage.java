package acp.store.search;

import acp.event.Content;
import acp.event.Event;
import acp.session.Search.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a session that can be found: a prompt, what the agent said without a break, what a
 * tool was asked to do, a title. What tools answer and what the agent thinks cannot: it is most of
 * a session, and the least of what anybody looks for.
 *
 * @param seq of its first event
 * @param last the seq of its last event; the same for all but an answer in pieces
 * @param at when it began
 * @param id of the message or call; null for a title
 * @param tool the tool's name; null where there is none
 * @param text what is compared, up to a bound
 */
public record Passage(
    long seq,
    long last,
    Instant at,
    Kind kind,
    @Nullable String id,
    @Nullable String tool,
    String text) {

  /** Characters of a message that can be found. */
  static final int LONGEST = 256 * 1024;

  /** Characters of what a tool is given that can be found: files that it writes are elsewhere. */
  static final int LONGEST_INPUT = 16 * 1024;

  static Passage of(long seq, Instant at, Event.PromptAccepted prompt) {
    StringBuilder text = new StringBuilder();
    for (Content content : prompt.content()) {
      switch (content) {
        case Content.Text c -> add(text, c.text(), LONGEST);
        case Content.Link c -> {
          add(text, c.name(), LONGEST);
          add(text, c.title(), LONGEST);
          add(text, c.uri(), LONGEST);
        }
        case Content.Resource c -> {
          add(text, c.uri(), LONGEST);
          add(text, c.text(), LONGEST);
        }
        case Content.Image _ -> {}
      }
    }
    return new Passage(seq, seq, at, Kind.PROMPT, prompt.message().value(), null, text.toString());
  }

  static Passage of(long seq, Instant at, Event.ToolCallStarted call) {
    StringBuilder text = new StringBuilder();
    add(text, call.title(), LONGEST_INPUT);
    if (call.input() != null) {
      addAll(text, call.input());
    }
    return new Passage(seq, seq, at, Kind.TOOL, call.call().value(), call.name(), text.toString());
  }

  static Passage of(long seq, Instant at, Event.TitleChanged changed) {
    return new Passage(seq, seq, at, Kind.TITLE, null, null, changed.title());
  }

  private static void addAll(StringBuilder text, JsonNode value) {
    if (value.isContainerNode()) {
      value.forEach(part -> addAll(text, part));
    } else if (value.isTextual()) {
      add(text, value.textValue(), LONGEST_INPUT);
    }
  }

  static void add(StringBuilder text, @Nullable String more, int longest) {
    if (more == null || more.isEmpty() || text.length() >= longest) {
      return;
    }
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append(more, 0, Math.min(more.length(), longest - text.length()));
  }
}
