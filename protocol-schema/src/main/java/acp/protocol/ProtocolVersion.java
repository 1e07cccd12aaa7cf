package acp.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A version of the protocol, as the two ends agree on it. Only breaking changes count.
 *
 * @param value the number, 0 to 65535
 * @see <a
 *     href="https://agentclientprotocol.com/protocol/v1/initialization#protocol-version">Protocol
 *     version</a>
 */
public record ProtocolVersion(@JsonValue @Unsigned(16) int value) {
  /** The first stable version. */
  public static final ProtocolVersion V1 = new ProtocolVersion(1);

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ProtocolVersion {
    if (value < 0 || value > 0xFFFF) {
      throw new IllegalArgumentException("must be a whole number from 0 to 65535");
    }
  }
}
