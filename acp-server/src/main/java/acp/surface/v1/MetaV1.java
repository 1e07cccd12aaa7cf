package acp.surface.v1;

import acp.protocol.AcpException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a client may say to this program in {@code _meta}, all of it under {@code acp-server}. */
final class MetaV1 {
  private static final String OURS = "acp-server";
  private static final String REPLAY_TURNS = "replayTurns";

  private MetaV1() {}

  /**
   * Of how many turns a load shall show the conversation, the last ones; null for all.
   *
   * @throws AcpException (invalid params) if it is no number of turns
   */
  static @Nullable Integer replayTurns(@Nullable ObjectNode meta) {
    JsonNode turns = meta == null ? null : meta.path(OURS).get(REPLAY_TURNS);
    if (turns == null || turns.isNull()) {
      return null;
    }
    if (!turns.isIntegralNumber() || !turns.canConvertToInt() || turns.intValue() < 0) {
      throw AcpException.invalidParams(
          "_meta." + OURS + "." + REPLAY_TURNS, REPLAY_TURNS + " must be a number of turns");
    }
    return turns.intValue();
  }
}
