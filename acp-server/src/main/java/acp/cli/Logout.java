package acp.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Takes kept keys away: one provider's, or all of them. */
@Command(
    name = "logout",
    mixinStandardHelpOptions = true,
    description = "Takes keys away that login has kept; variables of the environment are yours.")
final class Logout implements Callable<Integer> {
  @ParentCommand private Commands commands;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "<provider>",
      description = "Whose key shall go. Without it, all of them.")
  private @Nullable String provider;

  @Override
  public Integer call() {
    Commands.Keys keys = commands.keys();
    PrintWriter out = spec.commandLine().getOut();
    if (provider == null) {
      keys.owners().forEach(keys::remove);
      out.println("There is no key in " + keys.place() + " now.");
    } else {
      Commands.Owner owner = commands.owner(provider);
      keys.remove(owner);
      out.println("There is no key for " + owner.title() + " in " + keys.place() + " now.");
    }
    return 0;
  }
}
