package acp.surface.extension;

import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.MessageId;
import acp.session.Rewinds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes messages of events, until there are enough. For one thread at a time. */
final class Messages {
  /** Characters of a message that are told. */
  static final int TOLD = 200;

  private final int limit;
  private final Rewinds rewinds;
  private final List<MessageEntry> whole = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable MessageId open;
  private Instant since = Instant.EPOCH;
  private long first;
  private long last;
  private boolean more;

  /**
   * @param limit how many make a page
   */
  Messages(int limit, Rewinds rewinds) {
    this.limit = limit;
    this.rewinds = rewinds;
  }

  /** Takes in the next event; false once it is known that there is more than a page. */
  boolean take(Entry entry) {
    switch (entry.event()) {
      case Event.PromptAccepted e -> {
        begin(e.message(), entry);
        text.append(words(e.content()));
        end("user");
      }
      case Event.MessageChunk e when e.role() == Event.Role.AGENT -> {
        if (!e.message().equals(open)) {
          begin(e.message(), entry);
        }
        if (text.length() <= TOLD) {
          text.append(e.text());
        }
      }
      default -> {}
    }
    if (!more) {
      last = entry.seq();
    }
    return !more;
  }

  private void begin(MessageId message, Entry entry) {
    end("agent");
    if (whole.size() >= limit) {
      more = true;
      return;
    }
    open = message;
    since = entry.at();
    first = entry.seq();
  }

  private void end(String role) {
    MessageId message = open;
    if (message != null) {
      String all = text.toString();
      whole.add(
          new MessageEntry(
              message.value(),
              role,
              since.toString(),
              all.length() <= TOLD ? all : all.substring(0, cut(all)) + "…",
              rewinds.hide(first) ? true : null));
    }
    open = null;
    text.setLength(0);
  }

  private static int cut(String all) {
    return Character.isHighSurrogate(all.charAt(TOLD - 1)) ? TOLD - 1 : TOLD;
  }

  private static String words(List<Content> content) {
    StringBuilder words = new StringBuilder();
    for (Content piece : content) {
      if (piece instanceof Content.Text part) {
        words.append(words.isEmpty() ? "" : "\n").append(part.text());
      }
    }
    return words.toString();
  }

  MessagePage page() {
    if (!more) {
      end("agent");
    }
    return new MessagePage(whole, more ? Long.toString(last) : null);
  }
}
