package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Telling how far a run has come. */
@Timeout(5)
class ProgressTest {
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();
  private final Transcript transcript =
      Transcript.parse("a/b", "# T.\n# spec: https://example.org/\n@eof\n");

  @Test
  void whoWatchesSeesEachTranscriptOnOneLineThatIsGoneInTheEnd() {
    run(true);

    assertEquals(
        "\r\u001b[K1/2  a/b\r\u001b[K2/2  a/b\r\u001b[K", told.toString(StandardCharsets.UTF_8));
  }

  @Test
  void nothingIsToldWhereNobodyWatches() {
    run(false);

    assertEquals("", told.toString(StandardCharsets.UTF_8));
  }

  private void run(boolean isWatched) {
    PrintStream err = new PrintStream(told, true, StandardCharsets.UTF_8);
    Progress progress = new Progress(err, isWatched, 2);
    progress.begin(transcript);
    progress.begin(transcript);
    progress.end();
  }
}
