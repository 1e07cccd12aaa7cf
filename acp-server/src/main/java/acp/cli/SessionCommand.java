package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * A command about sessions: a client of the server in its own process. It calls methods, and shows
 * people what programs get as JSON. Exit codes: 0 done, 1 failed, 2 not understood.
 */
abstract class SessionCommand implements Callable<Integer> {
  @ParentCommand private Sessions sessions;
  @Spec private CommandSpec spec;

  @Option(
      names = "--json",
      description = "For programs: JSON on one line; a list has a line for each.")
  private boolean json;

  /**
   * Does it.
   *
   * @return the exit code
   * @throws Refusal if the server refuses; told by whoever calls
   */
  abstract int run(Caller server) throws InterruptedException, Refusal;

  @Override
  public final Integer call() throws InterruptedException {
    check();
    try (Caller server = sessions.call()) {
      return run(server);
    } catch (Refusal refusal) {
      complain(refusal.sentence());
      return refusal.isMisunderstanding() ? 2 : 1;
    }
  }

  /**
   * Looks at what was typed, before anything is begun.
   *
   * @throws CommandLine.ParameterException if it cannot be meant
   */
  void check() {}

  /** Whether a program reads it. */
  boolean isJson() {
    return json;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  Host.Screen screen() {
    return sessions.commands().host().screen();
  }

  /** Prints a value for programs. */
  void print(JsonNode value) {
    out().println(value);
    out().flush();
  }

  /** Prints a line for people; what it holds cannot move the cursor. */
  void say(String line) {
    out().println(Plain.line(line));
    out().flush();
  }

  /** Tells people something that is not the result, on stderr. */
  void remark(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(Plain.line(line));
    err.flush();
  }

  /** Tells people what went wrong, on stderr. */
  void complain(String sentence) {
    remark(Commands.NAME + ": " + sentence);
  }

  /** What was typed is not understood. */
  CommandLine.ParameterException wrong(String why) {
    return new CommandLine.ParameterException(spec.commandLine(), why);
  }

  /** A time that was typed, as methods take it. */
  String moment(String option, String text) {
    try {
      return Moments.parse(text, Moments.now()).toString();
    } catch (IllegalArgumentException e) {
      throw wrong(option + ": " + e.getMessage());
    }
  }

  /** Asks for that, too; for nothing if it is null. */
  static void put(ObjectNode query, String field, @Nullable String value) {
    if (value != null) {
      query.put(field, value);
    }
  }

  /** A time that a method gave, as people read it; empty if it gave none. */
  static String ago(JsonNode time) {
    return time.isTextual() ? Moments.ago(Instant.parse(time.asText()), Moments.now()) : "";
  }
}
