package acp.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks the program over, and its store, also where neither can start. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Looks over the store, the settings, the keys and the program itself, and says what is wrong"
          + " and what to do about it. Changes nothing unless told to."
    },
    footer = {"", "Exit codes: 0 all is well, 1 there are problems, 2 not understood."})
final class Doctor implements Callable<Integer> {
  @ParentCommand private Commands commands;
  @Spec private CommandSpec spec;

  @Option(
      names = "--repair",
      description =
          "Mend what can be mended without losing anything; the store is copied before, or kept"
              + " beside the new one.")
  private boolean repair;

  @Option(names = "--full", description = "Read the whole store, which may take a while.")
  private boolean full;

  @Option(
      names = "--online",
      description = "Ask the model for one word too, which costs some tokens.")
  private boolean online;

  @Option(
      names = "--bundle",
      paramLabel = "<file>",
      description =
          "Write a zip file for a report of a bug: without secrets, and without what was said in"
              + " sessions.")
  private @Nullable Path bundle;

  @Option(names = "--json", description = "Tell it as one JSON object.")
  private boolean json;

  @Option(
      names = "--data-dir",
      paramLabel = "<folder>",
      description = "Where sessions are kept. (ACP_SERVER_DATA_DIR)")
  private @Nullable Path dataDir;

  @Override
  public Integer call() throws IOException {
    Map<String, String> flags = new HashMap<>(commands.flags());
    if (dataDir != null) {
      flags.put("data-dir", dataDir.toString());
    }
    Checkup checkup = commands.checkup(flags);
    List<Checkup.Found> done = repair ? checkup.repair() : List.of();
    List<Checkup.Found> found = checkup.examine(full, online);
    List<Checkup.Found> all = new ArrayList<>(done);
    all.addAll(found);
    if (bundle != null) {
      try {
        checkup.bundle(bundle, all);
      } catch (FileAlreadyExistsException e) {
        throw new IOException(bundle + " is there already; name another file", e);
      } catch (IOException e) {
        throw new IOException(bundle + " cannot be written; see who may write there", e);
      }
    }
    boolean well = all.stream().noneMatch(each -> each.verdict().equals("problem"));
    if (json) {
      spec.commandLine().getOut().println(json(done, found, well));
    } else {
      tell(done, found);
    }
    return well ? 0 : 1;
  }

  private ObjectNode json(List<Checkup.Found> done, List<Checkup.Found> found, boolean well) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode().put("well", well);
    add(whole.putArray("findings"), found);
    if (repair) {
      add(whole.putArray("repairs"), done);
    }
    if (bundle != null) {
      whole.put("bundle", bundle.toString());
    }
    return whole;
  }

  private static void add(ArrayNode list, List<Checkup.Found> found) {
    for (Checkup.Found each : found) {
      ObjectNode node = list.addObject().put("check", each.check()).put("verdict", each.verdict());
      node.put("says", each.says());
      if (!each.advice().isEmpty()) {
        node.put("advice", each.advice());
      }
    }
  }

  private void tell(List<Checkup.Found> done, List<Checkup.Found> found) {
    PrintWriter out = spec.commandLine().getOut();
    if (repair) {
      out.println(done.isEmpty() ? "Nothing had to be repaired." : "Repaired:");
      done.forEach(each -> tell(out, each));
      out.println();
    }
    found.forEach(each -> tell(out, each));
    long problems = count(found, "problem");
    long warnings = count(found, "warning");
    out.println();
    out.println(
        problems + warnings == 0
            ? "All is well."
            : problems
                + (problems == 1 ? " problem, " : " problems, ")
                + warnings
                + (warnings == 1 ? " warning." : " warnings."));
    if (bundle != null) {
      out.println("Written for a report: " + bundle);
    }
    out.flush();
  }

  private static long count(List<Checkup.Found> found, String verdict) {
    return found.stream().filter(each -> each.verdict().equals(verdict)).count();
  }

  private void tell(PrintWriter out, Checkup.Found found) {
    String colour =
        switch (found.verdict()) {
          case "ok" -> "32";
          case "warning" -> "33";
          case "problem" -> "31";
          default -> "";
        };
    String word = "%-7s".formatted(found.verdict());
    boolean colours = commands.host().screen().colours() && !colour.isEmpty();
    out.println(
        (colours ? "\u001b[" + colour + "m" + word + "\u001b[0m" : word)
            + "  "
            + Plain.line(found.says()));
    if (!found.advice().isEmpty()) {
      out.println("         " + Plain.line(found.advice()));
    }
  }
}
