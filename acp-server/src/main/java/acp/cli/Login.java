package acp.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Asks for a key and keeps it. Editors run it in a terminal when the user wants to log in. */
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = {
      "Asks for an API key and keeps it in a file that only you can read.",
      "It is read from the terminal without being shown, or from stdin."
    })
final class Login implements Callable<Integer> {
  @ParentCommand private Commands commands;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "<provider>",
      description =
          "Whose key it is, such as anthropic, openai or gemini. Without it, the key tells.")
  private @Nullable String provider;

  @Override
  public Integer call() {
    Commands.Keys keys = commands.keys();
    PrintWriter out = spec.commandLine().getOut();
    Commands.Owner owner = provider == null ? null : commands.owner(provider);
    String key =
        keys.ask((owner == null ? "" : owner.title() + " ") + "API key (it is not shown): ");
    if (key == null || key.isBlank()) {
      throw new IllegalArgumentException("no key was given, and nothing was changed");
    }
    if (owner == null) {
      owner = keys.ownerOf(key.strip());
    }
    if (owner == null) {
      throw new IllegalArgumentException(
          "this key does not tell whose it is, and nothing was changed; run: "
              + Commands.NAME
              + " login "
              + commands.ownerIds("|"));
    }
    keys.store(owner, key.strip());
    out.println(
        "Stored the key for "
            + owner.title()
            + " in "
            + keys.place()
            + ", which only you can read.");
    out.println("It is checked when it is first used. To take it away again: acp-server logout");
    return 0;
  }
}
