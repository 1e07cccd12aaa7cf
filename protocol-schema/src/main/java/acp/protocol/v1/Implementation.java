package acp.protocol.v1;

import static java.util.Objects.requireNonNull;

import acp.protocol.Lenient;
import acp.protocol.Meta;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The name and version of the program at one end.
 *
 * @param name its name for programs
 * @param version its version, for people and logs
 * @param title how it is shown to people; {@code null} when absent
 * @param meta metadata of either end, passed through unread; {@code null} when absent
 * @see <a href="https://agentclientprotocol.com/protocol/v1/initialization">Initialization</a>
 */
public record Implementation(
    String name, String version, @Lenient @Nullable String title, @Meta @Nullable ObjectNode meta) {
  public Implementation {
    requireNonNull(name, "name");
    requireNonNull(version, "version");
  }

  /** Holds what is required; the rest is absent. */
  public static Implementation of(String name, String version) {
    return new Implementation(name, version, null, null);
  }
}
