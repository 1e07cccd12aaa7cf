package acp.surface;

import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.session.SessionSummary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The cursor of a list of sessions: opaque to clients, to us the last entry of a page and the
 * filter it was made for.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-list">Listing sessions</a>
 */
public final class Cursor {

  private Cursor() {}

  /**
   * Leads to what follows {@code last}.
   *
   * @param filter what the list is of; as text the same each time
   */
  public static String after(SessionSummary last, @Nullable String filter) {
    String plain =
        last.updatedAt().toEpochMilli() + " " + Objects.hashCode(filter) + " " + last.id().value();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Where to go on; null for the start.
   *
   * @throws AcpException (invalid params) if it is not a cursor of ours, or was given for another
   *     filter
   */
  public static @Nullable SessionSummary read(@Nullable String cursor, @Nullable String filter) {
    if (cursor == null) {
      return null;
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      String[] parts = plain.split(" ", 3);
      if (parts.length == 3 && Integer.parseInt(parts[1]) == Objects.hashCode(filter)) {
        Instant at = Instant.ofEpochMilli(Long.parseLong(parts[0]));
        return new SessionSummary(new SessionId(parts[2]), "", null, at, at, 0);
      }
    } catch (IllegalArgumentException notOurs) {
      throw bad();
    }
    throw bad();
  }

  private static AcpException bad() {
    return AcpException.invalidParams(
        "cursor", "The cursor is not one that a list of this kind has given");
  }
}
