package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import acp.protocol.NonEmpty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Tells the user something once; it is no part of the history and may go unseen. Only for clients
 * that offer {@code session.notices}.
 *
 * @param severity how urgent it is
 * @param title what is to be told, plain text, not empty
 * @param description details or advice, plain text; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/schema">Schema</a>
 */
public record Notice(
    NoticeSeverity severity,
    @NonEmpty String title,
    @Lenient @Nullable String description,
    @Meta @Nullable ObjectNode meta)
    implements SessionUpdate {
  public Notice {
    requireNonNull(severity, "severity");
    requireNonNull(title, "title");
    Check.nonEmpty(title, "title");
  }

  /** Holds what is required; the rest is absent. */
  public static Notice of(NoticeSeverity severity, String title) {
    return new Notice(severity, title, null, null);
  }

  @Override
  public String sessionUpdate() {
    return "notice";
  }
}
