package acp.surface.v1;

import acp.protocol.AcpException;
import acp.protocol.v1.SessionConfigBoolean;
import acp.protocol.v1.SessionConfigId;
import acp.protocol.v1.SessionConfigOption;
import acp.protocol.v1.SessionConfigOptionCategory;
import acp.protocol.v1.SessionConfigSelect;
import acp.protocol.v1.SessionConfigSelectOption;
import acp.protocol.v1.SessionConfigSelectOptions;
import acp.protocol.v1.SessionConfigValueId;
import acp.protocol.v1.SessionMode;
import acp.protocol.v1.SessionModeId;
import acp.protocol.v1.SessionModeState;
import acp.protocol.v1.SetSessionConfigOptionRequest;
import acp.session.Choices;
import acp.session.ConfigOption;
import acp.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a session as one client sees them, and its modes, which are the option of that
 * category under their older name. Whatever carries options gets them here, so that none reaches a
 * client which does not take its kind.
 *
 * @see <a href="https://agentclientprotocol.com/protocol/v1/session-config-options">Session config
 *     options</a>
 */
final class OptionsV1 {
  private final Choices choices;
  private final boolean takesBooleans;

  OptionsV1(Choices choices, Offers offers) {
    this.choices = choices;
    this.takesBooleans = offers.booleanOptions();
  }

  /** All options, in the order of their weight. */
  List<SessionConfigOption> of(SessionState state) {
    List<SessionConfigOption> all = new ArrayList<>();
    for (ConfigOption option : choices.of(state.config())) {
      String value = option.value(state.config());
      switch (option.kind()) {
        case SELECT -> all.add(select(option, value));
        case SWITCH -> {
          if (takesBooleans) {
            all.add(onOrOff(option, Boolean.parseBoolean(value)));
          }
        }
      }
    }
    return all;
  }

  /**
   * The modes of a session and the one it is in; null if there are none.
   *
   * @see <a href="https://agentclientprotocol.com/protocol/v1/session-modes">Session modes</a>
   */
  @Nullable SessionModeState modes(SessionState state) {
    for (ConfigOption option : choices.of(state.config())) {
      if (option.id().equals(ConfigOption.MODE)) {
        List<SessionMode> modes = new ArrayList<>();
        for (ConfigOption.Choice choice : option.choices()) {
          modes.add(
              new SessionMode(
                  new SessionModeId(choice.value()), choice.name(), choice.description(), null));
        }
        return new SessionModeState(new SessionModeId(option.value(state.config())), modes, null);
      }
    }
    return null;
  }

  /**
   * The value that a request chooses, as the session keeps it.
   *
   * @throws AcpException (invalid params) if there is no such option for this client, or the value
   *     is not of its kind
   */
  String value(SessionState state, SetSessionConfigOptionRequest request) {
    ConfigOption option;
    try {
      option = choices.find(state.config(), request.configId().value());
    } catch (AcpException unknown) {
      throw unknown.at("configId");
    }
    boolean isSwitch = option.kind() == ConfigOption.Kind.SWITCH;
    if (isSwitch && !takesBooleans) {
      throw AcpException.invalidParams("configId", "There is no such option");
    }
    return switch (request) {
      case SetSessionConfigOptionRequest.BooleanValue value when isSwitch ->
          Boolean.toString(value.value());
      case SetSessionConfigOptionRequest.ValueId value when !isSwitch -> value.value().value();
      case SetSessionConfigOptionRequest.BooleanValue _ ->
          throw AcpException.invalidParams("type", "This option is not on or off");
      case SetSessionConfigOptionRequest.ValueId _ ->
          throw AcpException.invalidParams(
              "type", "This option is on or off: it takes the type boolean");
    };
  }

  private static SessionConfigOption select(ConfigOption option, String value) {
    List<SessionConfigSelectOption> values = new ArrayList<>();
    for (ConfigOption.Choice choice : option.choices()) {
      values.add(
          new SessionConfigSelectOption(
              new SessionConfigValueId(choice.value()), choice.name(), choice.description(), null));
    }
    return new SessionConfigSelect(
        new SessionConfigId(option.id()),
        option.name(),
        new SessionConfigValueId(value),
        new SessionConfigSelectOptions.Ungrouped(values),
        option.description(),
        category(option),
        null);
  }

  private static SessionConfigOption onOrOff(ConfigOption option, boolean on) {
    return new SessionConfigBoolean(
        new SessionConfigId(option.id()),
        option.name(),
        on,
        option.description(),
        category(option),
        null);
  }

  private static @Nullable SessionConfigOptionCategory category(ConfigOption option) {
    return option.category() == null ? null : new SessionConfigOptionCategory(option.category());
  }
}
