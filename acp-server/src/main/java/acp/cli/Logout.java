package acp.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Takes the kept key away. */
@Command(
    name = "logout",
    mixinStandardHelpOptions = true,
    description = "Takes the key away that login has kept; variables of the environment are yours.")
final class Logout implements Callable<Integer> {
  @ParentCommand private Commands commands;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Commands.Keys keys = commands.keys();
    keys.remove();
    spec.commandLine().getOut().println("There is no key in " + keys.place() + " now.");
    return 0;
  }
}
