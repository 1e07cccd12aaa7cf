package acp.protocol.v1;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hints on how to use or show a piece of content; all may be ignored.
 *
 * @param audience for whom it is; {@code null} when absent
 * @param lastModified when the thing behind it last changed, ISO 8601; {@code null} when absent
 * @param priority how much it matters, 0 to 1; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/content">Content</a>
 */
public record Annotations(
    @Lenient @Nullable List<Role> audience,
    @Lenient @Nullable String lastModified,
    @Lenient @Nullable Double priority,
    @Meta @Nullable ObjectNode meta) {
  public Annotations {
    audience = Copy.ofNullable(audience);
    Check.finite(priority, "priority");
  }

  /** Holds nothing yet. */
  public static Annotations of() {
    return new Annotations(null, null, null, null);
  }
}
