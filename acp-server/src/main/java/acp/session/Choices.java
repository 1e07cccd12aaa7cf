package acp.session;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user may choose in a session. What there is to choose may depend on what has been
 * chosen: not every model thinks. Thread-safe.
 */
@FunctionalInterface
public interface Choices {

  /**
   * The options of a session with these settings, the most important first. The ids are unique.
   *
   * @param config what was ever set, by option; values that are no longer known count as not set
   */
  List<ConfigOption> of(Map<String, String> config);

  /**
   * What changes when an option is set: that option, and those whose value is no longer to be had
   * because of it. Empty if nothing does.
   *
   * @throws AcpException (invalid params) if there is no such option or value, with those there are
   */
  default Map<String, String> change(Map<String, String> config, String option, String value) {
    ConfigOption chosen = find(config, option);
    chosen.check(value);
    Map<String, String> after = new HashMap<>(config);
    after.put(option, value);
    Map<String, String> changed = new HashMap<>();
    if (!chosen.value(config).equals(value) || !config.containsKey(option)) {
      changed.put(option, value);
    }
    for (ConfigOption other : of(after)) {
      String set = after.get(other.id());
      if (set != null && !other.value(after).equals(set)) {
        changed.put(other.id(), other.value(after));
      }
    }
    return changed;
  }

  /**
   * The option of that id.
   *
   * @throws AcpException (invalid params) if there is none, with those there are
   */
  default ConfigOption find(Map<String, String> config, String option) {
    List<ConfigOption> options = of(config);
    for (ConfigOption known : options) {
      if (known.id().equals(option)) {
        return known;
      }
    }
    throw new AcpException(
        ErrorCode.INVALID_PARAMS,
        "There is no such option",
        Map.of("allowed", options.stream().map(ConfigOption::id).toList()));
  }
}
