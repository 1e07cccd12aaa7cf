package acp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Shows the main job on the real thing: starts the server as an editor would, has it plan, ask,
 * edit and answer, pulls the plug in mid-answer, and loads the session in a new process.
 */
@Command(
    name = "demo",
    description = "Shows a whole session, a crash in mid-answer included, against this server.",
    mixinStandardHelpOptions = true)
final class Demo implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--keep", description = "Keep the demo's folder, and say where it is.")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    Path work = Files.createTempDirectory("acp-server-demo");
    try {
      return show(work);
    } finally {
      if (!keep) {
        delete(work);
      }
    }
  }

  private int show(Path work) throws Exception {
    String home = System.getProperty("acp.home");
    if (home == null) {
      throw new IllegalStateException("the demo runs in the built image: bin/acp-server demo");
    }
    Path launcher = Path.of(home, "bin", "acp-server");
    Path project = Files.createDirectories(work.resolve("project"));
    Files.writeString(project.resolve("notes.md"), "# Notes\n\nBuy milk.\n");
    Screen screen = new Screen(spec.commandLine().getOut(), CommandLine.Help.Ansi.AUTO.enabled());

    screen.title("An editor starts " + launcher.getFileName() + " and opens a session");
    String session;
    String seen;
    try (DemoEditor editor = DemoEditor.start(launcher, work, screen)) {
      session = editor.open(project);
      screen.title("The user asks for a plan");
      editor.prompt(session, "plan");
      screen.title("The user asks for an edit; the agent must ask first");
      editor.prompt(session, "edit notes.md");
      screen.said("notes.md is now:", Files.readString(project.resolve("notes.md")));
      screen.title("The next answer streams, and the process is killed in the middle (kill -9)");
      seen = editor.promptUntil(session, "slow", 12);
      editor.kill();
    }
    screen.note("The editor had seen " + seen.length() + " characters of that answer.");

    screen.title("A new process loads the session");
    String back;
    try (DemoEditor editor = DemoEditor.start(launcher, work, screen)) {
      back = editor.load(session, project);
      JsonNode list = editor.list(project);
      screen.note("In the list it is called: " + list.at("/sessions/0/title").asText());
      screen.title("And it goes on");
      editor.prompt(session, "hello");
    }
    return judge(screen, seen, back, work);
  }

  private int judge(Screen screen, String seen, String back, Path work) {
    boolean whole = back.startsWith(seen) && !seen.isEmpty();
    screen.title(whole ? "Nothing was lost" : "SOMETHING WAS LOST");
    screen.note(
        "Of the interrupted answer the editor had seen "
            + seen.length()
            + " characters; "
            + (whole ? "all of them" : "not all of them")
            + " came back ("
            + back.length()
            + " were on disk).");
    if (keep) {
      screen.note("Kept: " + work);
    }
    return whole ? 0 : 1;
  }

  private static void delete(Path work) throws IOException {
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** What the demo prints: titles, what the agent says, and remarks. */
  static final class Screen {
    private static final String INDENT = "   ";

    private final PrintWriter out;
    private final boolean colours;
    private boolean midLine;

    Screen(PrintWriter out, boolean colours) {
      this.out = out;
      this.colours = colours;
    }

    void title(String text) {
      line("");
      line(paint("1", "== " + text));
    }

    void note(String text) {
      line(INDENT + paint("2", text));
    }

    void step(String text) {
      line(INDENT + text);
    }

    /** Text as it streams, indented, with no line break behind it. */
    void stream(String text) {
      for (String part : text.split("(?<=\n)")) {
        if (!part.isEmpty()) {
          out.print(midLine ? part : INDENT + part);
          midLine = !part.endsWith("\n");
        }
      }
      out.flush();
    }

    void said(String heading, String text) {
      note(heading);
      text.lines().forEach(each -> line(INDENT + INDENT + each));
    }

    private void line(String text) {
      if (midLine) {
        out.println();
        midLine = false;
      }
      out.println(text);
    }

    private String paint(String code, String text) {
      return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
  }
}
