package acp.command;

import acp.session.SlashCommand;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** {@code /help}: what commands there are. */
final class Help implements Command {

  @Override
  public Mono<String> run(Call call) {
    String name = call.rest().startsWith("/") ? call.rest().substring(1) : call.rest();
    return Mono.just(name.isEmpty() ? all() : one(name));
  }

  private static String all() {
    StringBuilder text = new StringBuilder();
    for (SlashCommand command : Commands.ALL) {
      text.append("- `/").append(command.name()).append("` – ");
      text.append(command.description()).append('\n');
    }
    return text + "\nThey cost no tokens, but for `/compact`. `/help name` tells more of one.";
  }

  private static String one(String name) {
    SlashCommand command = find(name);
    if (command == null) {
      return unknown(name);
    }
    String input = command.hint() == null ? "" : " [" + command.hint() + "]";
    return "`/" + command.name() + input + "`\n\n" + command.description() + "." + more(name);
  }

  /** What one line cannot say. */
  private static String more(String name) {
    return switch (name) {
      case "clear", "new" ->
          " You, the log and later replays keep everything; the model sees only what comes next."
              + " `undo` gives it back what was taken last.";
      case "compact" ->
          " The model is asked for the summary, which costs tokens; from then on it sees the"
              + " summary alone. `undo` gives it back what was summarised.";
      case "mode", "model" ->
          " The beginning of a name is enough, if there is only one that begins so.";
      case "sessions" ->
          " `/"
              + name
              + " all` lists those of every folder; a text behind it must be in the title.";
      case "permissions" ->
          " `revoke id` takes one rule back, `clear` all that answers made for this project and"
              + " session, and `log 50` shows the latest decisions. Rules of the settings are"
              + " changed in `config.toml`.";
      case "plan" -> " `clear` empties it.";
      case "diff" -> " `all` shows what the whole session changed.";
      case "undo" ->
          " Again, it goes back one turn more. A file that has changed since is left as it is, unless"
              + " you say `force`. What commands changed is not covered.";
      case "redo" -> " A file that has changed since is left as it is, unless you say `force`.";
      default -> "";
    };
  }

  /** What is said of a command that does not exist. */
  static String unknown(String name) {
    String meant = Nearest.of(name, Commands.ALL.stream().map(SlashCommand::name).toList());
    return "There is no command "
        + Markdown.quoted("/" + name)
        + "."
        + (meant == null ? "" : " Did you mean `/" + meant + "`?")
        + " `/help` lists all.";
  }

  private static @Nullable SlashCommand find(String name) {
    for (SlashCommand command : Commands.ALL) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    return null;
  }
}
