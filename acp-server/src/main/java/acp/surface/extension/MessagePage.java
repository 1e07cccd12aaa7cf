package acp.surface.extension;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of what was said in a session, in order.
 *
 * @param nextCursor leads to what follows; absent if nothing does
 */
public record MessagePage(List<MessageEntry> messages, @Nullable String nextCursor) {
  public MessagePage {
    messages = List.copyOf(messages);
  }
}
