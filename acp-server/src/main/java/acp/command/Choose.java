package acp.command;

import acp.event.Event;
import acp.session.ConfigOption;
import acp.session.ConfigOption.Choice;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** {@code /mode} and {@code /model}: shows an option of the session, or sets it. */
final class Choose implements Command {
  /** How many values are listed; some providers have hundreds of models. */
  private static final int LISTED = 30;

  private final String id;
  private final Means means;

  /**
   * @param id the option's; also the command's name
   */
  Choose(String id, Means means) {
    this.id = id;
    this.means = means;
  }

  @Override
  public Mono<String> run(Call call) {
    Map<String, String> config = call.turn().state().config();
    ConfigOption option = option(config);
    if (option == null) {
      return Mono.just(
          "The " + id + " cannot be chosen here: it is what the settings of the program say.");
    }
    if (call.rest().isEmpty()) {
      return means
          .picker()
          .pick(call.turn(), option, option.value(config))
          .flatMap(value -> set(call, option, value))
          .switchIfEmpty(Mono.fromSupplier(() -> shown(option, config)));
    }
    List<Choice> meant = meant(option, call.rest());
    return meant.size() == 1
        ? set(call, option, meant.getFirst().value())
        : Mono.just(unclear(option, call.rest(), meant));
  }

  private @Nullable ConfigOption option(Map<String, String> config) {
    for (ConfigOption option : means.choices().of(config)) {
      if (option.id().equals(id)) {
        return option;
      }
    }
    return null;
  }

  private Mono<String> set(Call call, ConfigOption option, String value) {
    Map<String, String> config = call.turn().state().config();
    Map<String, String> changed = means.choices().change(config, option.id(), value);
    if (changed.isEmpty()) {
      return Mono.just("It is already so. " + line(option, config));
    }
    return call.turn()
        .tell(new Event.ConfigChanged(changed))
        .then(Mono.fromSupplier(() -> told(changed, call.turn().state().config())));
  }

  /** What has changed: the option first, then those that depend on it. */
  private String told(Map<String, String> changed, Map<String, String> config) {
    StringBuilder own = new StringBuilder();
    StringBuilder others = new StringBuilder();
    for (ConfigOption option : means.choices().of(config)) {
      if (option.id().equals(id)) {
        String description = choice(option, option.value(config)).description();
        own.append(line(option, config));
        own.append(description == null ? "" : "\n\n" + Markdown.text(description) + ".");
      } else if (changed.containsKey(option.id())) {
        others.append("\n\n").append(line(option, config));
      }
    }
    return own.append(others).toString();
  }

  private String shown(ConfigOption option, Map<String, String> config) {
    return line(option, config)
        + "\n\n"
        + list(option.choices())
        + "\nSet it with `/"
        + id
        + " name`; the beginning of a name is enough.";
  }

  private String unclear(ConfigOption option, String typed, List<Choice> meant) {
    String what = Markdown.quoted(typed);
    if (!meant.isEmpty()) {
      return what + " may be each of these:\n\n" + list(meant);
    }
    List<String> values = option.choices().stream().map(Choice::value).toList();
    String nearest = Nearest.of(typed, values);
    return "There is no "
        + id
        + " "
        + what
        + "."
        + (nearest == null ? "" : " Did you mean " + Markdown.code(nearest) + "?")
        + " There is:\n\n"
        + list(option.choices());
  }

  private static String line(ConfigOption option, Map<String, String> config) {
    return Markdown.text(option.name())
        + ": **"
        + Markdown.text(choice(option, option.value(config)).name())
        + "**";
  }

  /** The choice of that value, which must be one of the option's. */
  static Choice choice(ConfigOption option, String value) {
    return option.choices().stream()
        .filter(choice -> choice.value().equals(value))
        .findFirst()
        .orElseThrow();
  }

  private static String list(List<Choice> choices) {
    StringBuilder list = new StringBuilder();
    for (Choice choice : choices.subList(0, Math.min(LISTED, choices.size()))) {
      list.append("- ").append(Markdown.code(choice.value()));
      String about = choice.description();
      if (about != null && !about.isEmpty()) {
        list.append(" – ").append(Markdown.text(about));
      } else if (!choice.name().equals(choice.value())) {
        list.append(" – ").append(Markdown.text(choice.name()));
      }
      list.append('\n');
    }
    int more = choices.size() - LISTED;
    return more > 0 ? list + "- … and " + more + " more\n" : list.toString();
  }

  /** The choices that were meant: the one that is called so, else those that begin so. */
  private static List<Choice> meant(ConfigOption option, String typed) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    List<Choice> exact = named(option, wanted::equals);
    return exact.isEmpty() ? named(option, name -> name.startsWith(wanted)) : exact;
  }

  /** A choice goes by its value, the part of it behind the last slash, and its name. */
  private static List<Choice> named(ConfigOption option, Predicate<String> wanted) {
    return option.choices().stream()
        .filter(
            choice -> {
              String value = choice.value().toLowerCase(Locale.ROOT);
              return wanted.test(value)
                  || wanted.test(value.substring(value.lastIndexOf('/') + 1))
                  || wanted.test(choice.name().toLowerCase(Locale.ROOT));
            })
        .toList();
  }
}
