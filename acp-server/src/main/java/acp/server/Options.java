package acp.server;

import acp.model.ModelFacts;
import acp.model.Models;
import acp.model.ThoughtLevel;
import acp.permission.Mode;
import acp.protocol.AcpException;
import acp.session.Choices;
import acp.session.ConfigOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the user may choose in a session of this program. */
final class Options implements Choices {
  /** Whether commands run in the editor's terminal, where the editor has one. */
  static final String EDITOR_TERMINAL = "editor_terminal";

  private final Mode mode;
  private final Supplier<Models> models;

  /**
   * The options.
   *
   * @param mode the mode of new sessions
   */
  Options(Mode mode, Supplier<Models> models) {
    this.mode = mode;
    this.models = models;
  }

  @Override
  public List<ConfigOption> of(Map<String, String> config) {
    List<ConfigOption> options = new ArrayList<>(4);
    options.add(modes());
    ConfigOption model = models(config.get(ConfigOption.MODEL));
    options.add(model);
    ModelFacts facts = models.get().facts(model.value(config));
    ThoughtLevel usual = facts.usualLevel();
    if (usual != null) {
      options.add(thoughtLevel(facts.levels(), usual));
    }
    options.add(
        ConfigOption.onOrOff(
            EDITOR_TERMINAL,
            "Editor's terminal",
            "Runs commands in the editor's terminal where it has one, else in processes of its own",
            "_commands",
            true));
    return options;
  }

  private ConfigOption modes() {
    List<ConfigOption.Choice> choices = new ArrayList<>();
    for (Mode each : Mode.values()) {
      choices.add(new ConfigOption.Choice(each.id(), each.title(), each.description()));
    }
    return new ConfigOption(
        ConfigOption.MODE,
        "Mode",
        "How much is done without asking",
        "mode",
        ConfigOption.Kind.SELECT,
        choices,
        mode.id());
  }

  /** The models to choose from; a session keeps the one it has, also where it is not among them. */
  private ConfigOption models(@Nullable String current) {
    List<String> names;
    try {
      names = models.get().choices();
    } catch (AcpException unusable) {
      if (current == null) {
        throw unusable;
      }
      names = List.of();
    }
    List<ConfigOption.Choice> choices = new ArrayList<>();
    for (String name : names) {
      choices.add(choice(name));
    }
    if (current != null && !names.contains(current)) {
      choices.add(choice(current));
    }
    return new ConfigOption(
        ConfigOption.MODEL,
        "Model",
        "Which model answers",
        "model",
        ConfigOption.Kind.SELECT,
        choices,
        choices.getFirst().value());
  }

  private ConfigOption.Choice choice(String name) {
    ModelFacts facts = models.get().facts(name);
    return new ConfigOption.Choice(name, facts.title(), facts.description());
  }

  private static ConfigOption thoughtLevel(List<ThoughtLevel> levels, ThoughtLevel usual) {
    List<ConfigOption.Choice> choices = new ArrayList<>();
    for (ThoughtLevel level : levels) {
      choices.add(new ConfigOption.Choice(level.id(), level.title(), null));
    }
    return new ConfigOption(
        ConfigOption.THOUGHT_LEVEL,
        "Thinking",
        "How long the model thinks before it answers",
        "thought_level",
        ConfigOption.Kind.SELECT,
        choices,
        usual.id());
  }
}
