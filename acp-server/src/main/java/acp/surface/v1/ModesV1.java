package acp.surface.v1;

import acp.protocol.v1.SessionMode;
import acp.protocol.v1.SessionModeId;
import acp.protocol.v1.SessionModeState;
import acp.session.ConfigOption;
import acp.session.SessionState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Session modes: what version 1 calls the option of that category.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-modes">Session modes</a>
 */
final class ModesV1 {

  private ModesV1() {}

  /** The modes of a session and the one it is in; null if there are none. */
  static @Nullable SessionModeState of(List<ConfigOption> options, SessionState state) {
    for (ConfigOption option : options) {
      if (option.id().equals(ConfigOption.MODE)) {
        return new SessionModeState(
            new SessionModeId(state.setting(option.id(), option.initial())),
            option.choices().stream()
                .map(
                    choice ->
                        new SessionMode(
                            new SessionModeId(choice.value()),
                            choice.name(),
                            choice.description(),
                            null))
                .toList(),
            null);
      }
    }
    return null;
  }
}
