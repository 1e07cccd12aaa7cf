package acp.command;

import acp.session.SlashCommand;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** {@code /help}: what commands there are. */
final class Help implements Command {
  private final List<SlashCommand> commands;
  private final List<SlashCommand> prompts;

  /**
   * Help on these.
   *
   * @param commands all that the user may call anywhere
   * @param prompts what there is besides in this session
   */
  Help(List<SlashCommand> commands, List<SlashCommand> prompts) {
    this.commands = commands;
    this.prompts = prompts;
  }

  @Override
  public Mono<String> run(Call call) {
    String name = call.rest().startsWith("/") ? call.rest().substring(1) : call.rest();
    return Mono.just(name.isEmpty() ? all() : one(name));
  }

  private String all() {
    StringBuilder text = new StringBuilder();
    list(commands, text);
    text.append(
        "\nThey cost no tokens, but for `/compact` and `/continue`."
            + " `/help name` tells more of one.");
    if (!prompts.isEmpty()) {
      text.append("\n\nSkills and prompts of MCP servers, which the model is given:\n\n");
      list(prompts, text);
    }
    return text.toString();
  }

  private static void list(List<SlashCommand> commands, StringBuilder text) {
    for (SlashCommand command : commands) {
      text.append("- `/").append(command.name()).append("` – ");
      text.append(Markdown.text(command.description())).append('\n');
    }
  }

  private String one(String name) {
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
      case "continue" ->
          " The model is asked again, with what tools have done until then; nothing that ended is"
              + " done again.";
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
  String unknown(String name) {
    String meant = Nearest.of(name, every().map(SlashCommand::name).toList());
    return "There is no command "
        + Markdown.quoted("/" + name)
        + "."
        + (meant == null ? "" : " Did you mean `/" + meant + "`?")
        + " `/help` lists all.";
  }

  private @Nullable SlashCommand find(String name) {
    return every().filter(command -> command.name().equals(name)).findFirst().orElse(null);
  }

  private Stream<SlashCommand> every() {
    return Stream.concat(commands.stream(), prompts.stream());
  }
}
