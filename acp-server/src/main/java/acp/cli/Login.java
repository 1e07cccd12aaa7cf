package acp.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Asks for a key and keeps it. Editors run it in a terminal when the user wants to log in. */
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = {
      "Asks for your OpenAI API key and keeps it in a file that only you can read.",
      "It is read from the terminal without being shown, or from stdin."
    })
final class Login implements Callable<Integer> {
  @ParentCommand private Commands commands;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Commands.Keys keys = commands.keys();
    PrintWriter out = spec.commandLine().getOut();
    String key = keys.ask("OpenAI API key (it is not shown): ");
    if (key == null || key.isBlank()) {
      throw new IllegalArgumentException("no key was given, and nothing was changed");
    }
    keys.store(key.strip());
    out.println("Stored in " + keys.place() + ", which only you can read.");
    out.println("It is checked when it is first used. To take it away again: acp-server logout");
    return 0;
  }
}
