package acp.surface;

import acp.rpc.Json;
import acp.session.Origin;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Who a client says it is, in the {@code clientInfo} of {@code initialize}. */
public final class ClientInfo {

  private ClientInfo() {}

  /** Its name and version, as far as it says them. Not for the way to a first answer. */
  public static Origin of(Json initialize) {
    try {
      Json info = initialize.member("clientInfo");
      return info == null || !info.isObject()
          ? Origin.UNKNOWN
          : new Origin(null, null, text(info, "name"), text(info, "version"));
    } catch (IOException | RuntimeException unreadable) {
      return Origin.UNKNOWN;
    }
  }

  private static @Nullable String text(Json info, String name) throws IOException {
    Json value = info.member(name);
    if (value == null) {
      return null;
    }
    try (var parser = value.parser()) {
      parser.nextToken();
      return parser.getValueAsString();
    }
  }
}
