package acp.conformance.honest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The modes and options of a session. The mode is both; a model without thoughts has no levels. */
final class Settings {
  private static final Map<String, List<String>> SELECTS =
      Map.of(
          "mode", List.of("ask", "accept_edits"),
          "model", List.of("deep", "swift"),
          "thought_level", List.of("low", "high"));
  private static final String BOOLEAN = "editor_terminal";

  private final Conversation session;
  private final Fault fault;
  private final Map<String, String> chosen =
      new TreeMap<>(Map.of("mode", "ask", "model", "deep", "thought_level", "low"));
  private final Set<String> grants = new HashSet<>();
  private boolean editorTerminal;

  Settings(Conversation session) {
    this.session = session;
    this.fault = session.agent.fault;
  }

  synchronized boolean acceptsEdits() {
    return "accept_edits".equals(chosen.get("mode"));
  }

  synchronized void grant(String subject) {
    grants.add(subject);
  }

  synchronized boolean isGranted(String subject) {
    return grants.contains(subject);
  }

  /** What the answers to new, load and resume hold. */
  synchronized ObjectNode shown() {
    ObjectNode shown = Wire.object();
    shown.set("modes", modes());
    shown.set("configOptions", options(fault == Fault.BOOLEANS_FOR_ALL));
    return shown;
  }

  private ObjectNode modes() {
    boolean isOdd = fault == Fault.CURRENT_MODE_IS_NOT_OFFERED;
    String mode = fault == Fault.FORGETS_SETTINGS ? "ask" : value("mode");
    ObjectNode modes = Wire.object().put("currentModeId", isOdd ? "dream" : mode);
    ArrayNode available = modes.putArray("availableModes");
    available.addObject().put("id", "ask").put("name", "Ask");
    available.addObject().put("id", "accept_edits").put("name", "Accept edits");
    return modes;
  }

  private String value(String option) {
    return chosen.getOrDefault(option, "");
  }

  private ArrayNode options(boolean withBooleans) {
    ArrayNode options = Wire.object().putArray("all");
    options.add(select("mode", "Mode"));
    options.add(select("model", "Model"));
    if (value("model").equals("deep") || fault == Fault.LEAVES_DEPENDENT_OPTIONS) {
      options.add(select("thought_level", "Thoughts"));
    }
    if (withBooleans || session.agent.client.offers("session", "configOptions", "boolean")) {
      ObjectNode option = options.addObject().put("id", BOOLEAN).put("name", "Terminal");
      option.put("type", "boolean").put("currentValue", editorTerminal);
    }
    if (fault == Fault.USES_AN_OPTION_TWICE) {
      options.add(select("mode", "Mode again"));
    }
    return options;
  }

  private ObjectNode select(String id, String name) {
    boolean isOdd = fault == Fault.CURRENT_VALUE_IS_NOT_OFFERED;
    ObjectNode option = Wire.object().put("id", id).put("name", name).put("type", "select");
    option.put("category", fault == Fault.INVENTS_CATEGORIES ? "flavour" : id);
    option.put("currentValue", isOdd ? "dream" : value(id));
    ArrayNode values = option.putArray("options");
    for (String value : SELECTS.getOrDefault(id, List.of())) {
      values.addObject().put("value", value).put("name", value);
    }
    return option;
  }

  void setMode(JsonNode id, JsonNode params) {
    boolean isMissing = fault == Fault.SETS_MISSING_MODES && !params.path("modeId").isTextual();
    String mode = isMissing ? "ask" : Checks.text(params, "modeId", "modeId");
    boolean isKnown = SELECTS.getOrDefault("mode", List.of()).contains(mode);
    if (!isKnown && fault != Fault.TAKES_ANY_MODE) {
      throw Refusal.params("modeId");
    }
    if (fault == Fault.MODES_CANNOT_BE_SET) {
      throw new Refusal(-32603, "The mode cannot be set");
    }
    if (fault == Fault.MODES_WAIT_FOR_THE_TURN) {
      session.awaitTurns();
    }
    synchronized (this) {
      chosen.put("mode", mode);
      tell(fault != Fault.MODE_IS_NOT_TOLD, fault != Fault.MODE_LEAVES_THE_OPTION);
    }
    session.agent.wire.result(id, HonestAgent.done());
  }

  private void tell(boolean mode, boolean option) {
    Wire wire = session.agent.wire;
    if (mode) {
      ObjectNode update = Wire.object().put("sessionUpdate", "current_mode_update");
      wire.update(session.id, update.put("currentModeId", value("mode")));
    }
    if (option) {
      ArrayNode options = options(fault == Fault.BOOLEANS_IN_UPDATES);
      ObjectNode update = Wire.object().put("sessionUpdate", "config_option_update");
      update.set("configOptions", fault == Fault.UPDATES_ONE_OPTION ? first(options) : options);
      wire.update(session.id, update);
    }
  }

  private static ArrayNode first(ArrayNode options) {
    return Wire.object().putArray("one").add(options.get(0));
  }

  void setOption(JsonNode id, JsonNode params) {
    String option = Checks.text(params, "configId", "configId");
    if (fault == Fault.OPTIONS_WAIT_FOR_THE_TURN) {
      session.awaitTurns();
    }
    synchronized (this) {
      if (option.equals(BOOLEAN)) {
        setBoolean(params);
      } else {
        setSelect(option, params);
      }
      if (option.equals("mode")) {
        tell(fault != Fault.OPTION_LEAVES_THE_MODE, true);
      }
      ArrayNode options = options(fault == Fault.BOOLEANS_FOR_ALL);
      ObjectNode result = Wire.object();
      result.set("configOptions", fault == Fault.ANSWERS_ONE_OPTION ? first(options) : options);
      session.agent.wire.result(id, result);
    }
  }

  private void setBoolean(JsonNode params) {
    boolean isBoolean = params.path("type").asText().equals("boolean");
    if (!isBoolean || !params.path("value").isBoolean()) {
      throw Refusal.params("value");
    }
    if (fault == Fault.BOOLEANS_CANNOT_BE_SET) {
      throw Refusal.params("type");
    }
    editorTerminal = params.path("value").booleanValue();
  }

  private void setSelect(String option, JsonNode params) {
    List<String> values = SELECTS.get(option);
    if (values == null) {
      if (fault == Fault.TAKES_UNKNOWN_OPTIONS) {
        return;
      }
      throw Refusal.params("configId");
    }
    boolean isText = !params.has("type") && params.path("value").isTextual();
    if (!isText) {
      if (fault == Fault.TAKES_VALUES_OF_ANY_TYPE) {
        return;
      }
      throw Refusal.params("value");
    }
    String value = params.path("value").asText();
    if (!values.contains(value)) {
      if (fault == Fault.KEEPS_REFUSED_VALUES) {
        chosen.put(option, value);
      }
      if (fault == Fault.TAKES_UNKNOWN_VALUES) {
        return;
      }
      throw Refusal.params("value");
    }
    if (fault != Fault.OPTIONS_CANNOT_BE_SET) {
      chosen.put(option, value);
    }
  }
}
