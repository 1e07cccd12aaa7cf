package acp.conformance;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Plays every transcript to the agent named by {@code -Dagent="command and arguments"}, which is
 * the built launcher of this project where nothing else is said.
 */
@Timeout(120)
class TranscriptsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TestFactory
  Stream<DynamicTest> transcripts() throws IOException {
    Judge judge = new Judge(new AgentCommand(command(), Map.of()), PATIENCE);
    return Library.builtIn(List.of("protocol", "scripted")).stream()
        .map(one -> dynamicTest(one.name(), () -> play(one, judge)));
  }

  private static List<String> command() {
    String agent = System.getProperty("agent", "");
    if (Files.isExecutable(Path.of(agent))) {
      return List.of(agent);
    }
    List<String> words = List.of(agent.strip().split("\\s+"));
    String program = words.getFirst();
    if (program.contains("/") && !Files.isExecutable(Path.of(program))) {
      fail(
          "There is no agent to judge at "
              + program
              + ": build it first (mvn package), or name another with -Dagent=\"command arguments\"");
    }
    return words;
  }

  private static void play(Transcript transcript, Judge judge) {
    switch (judge.judge(transcript)) {
      case Verdict.Passed _ -> {}
      case Verdict.NotApplicable skipped ->
          System.out.println("N/A  " + transcript.name() + "  (" + skipped.reason() + ")");
      case Verdict.Failed failure ->
          fail(transcript.name() + ": " + transcript.title() + "\n" + failure.report());
    }
  }
}
