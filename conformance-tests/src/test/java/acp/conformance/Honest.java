package acp.conformance;

import acp.conformance.honest.Fault;
import acp.conformance.honest.HonestAgent;
import java.nio.file.Path;
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
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    // As a real launcher does: without a locale the JVM could not open files with names beyond
    // ASCII.
    return List.of(
        "sh",
        "-c",
        "export LC_ALL=C.UTF-8; exec \"$@\"",
        "honest",
        java,
        "-Xlog:disable",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        HonestAgent.class.getName(),
        "--fault=" + fault);
  }
}
