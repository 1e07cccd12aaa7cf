package acp.conformance;

import acp.conformance.honest.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the tests start the honest agent: a real subprocess, on the Java that runs the tests. */
public final class Honest {
  private Honest() {}

  /** The agent with one fault, or with {@link Fault#NONE}. */
  public static AgentCommand agent(Fault fault) {
    return new AgentCommand(command(fault), Map.of());
  }

  /** The same as words of a command line. */
  public static List<String> command(Fault fault) {
    // As a real launcher does: without a locale the JVM could not open files with names beyond
    // ASCII.
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", "export LC_ALL=C.UTF-8; exec \"$@\"", "honest"));
    words.addAll(HonestProgram.command());
    words.add("--fault=" + fault);
    return List.copyOf(words);
  }
}
