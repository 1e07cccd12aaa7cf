package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import acp.conformance.AgentProcess.Output;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cutting an agent's output into lines. */
@Timeout(20)
class LineReaderTest {

  @Test
  void linesEndAtANewlineAndNowhereElse() throws Exception {
    List<Output> lines = read("a\r\n\nü\u2028b\n".getBytes(StandardCharsets.UTF_8));

    assertEquals(
        List.of(new Output.Line("a\r"), new Output.Line(""), new Output.Line("ü\u2028b")), lines);
  }

  @Test
  void aLineThatIsNotUtf8IsBroken() throws Exception {
    List<Output> lines = read(new byte[] {'a', (byte) 0xff, '\n', 'b', '\n'});

    assertInstanceOf(Output.Broken.class, lines.get(0));
    assertEquals(new Output.Line("b"), lines.get(1));
  }

  @Test
  void aLastLineWithoutANewlineIsBroken() throws Exception {
    List<Output> lines = read("a\nb".getBytes(StandardCharsets.UTF_8));

    assertEquals(new Output.Line("a"), lines.get(0));
    assertInstanceOf(Output.Broken.class, lines.get(1));
  }

  @Test
  void aLineBeyondTheLimitIsBrokenAndTheNextIsRead() throws Exception {
    byte[] bytes = new byte[LineReader.MAX_LINE_BYTES + 4];
    bytes[bytes.length - 3] = '\n';
    bytes[bytes.length - 2] = 'b';
    bytes[bytes.length - 1] = '\n';

    List<Output> lines = read(bytes);

    assertInstanceOf(Output.Broken.class, lines.get(0));
    assertEquals(new Output.Line("b"), lines.get(1));
  }

  private static List<Output> read(byte[] bytes) throws Exception {
    List<Output> lines = new ArrayList<>();
    new LineReader(new ByteArrayInputStream(bytes), lines::add).read();
    return lines;
  }
}
