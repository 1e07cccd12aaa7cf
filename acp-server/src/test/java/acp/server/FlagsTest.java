package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import acp.cli.Commands;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's own flags are read by hand; all else is left to the commands. */
@Timeout(5)
class FlagsTest {

  private static String[] words(String line) {
    return line.isEmpty() ? new String[0] : line.split(" ", -1);
  }

  @Test
  void noArgumentsMeanTheServer() {
    assertEquals(Map.of(), Flags.read(words("")));
  }

  @Test
  void theWordAcpMeansTheServerToo() {
    assertEquals(Map.of("mode", "ask"), Flags.read(words("acp --mode ask")));
    assertEquals(Map.of("mode", "ask"), Flags.read(words("--mode ask acp")));
  }

  @Test
  void aValueComesBehindAnEqualsSignOrAsTheNextWord() {
    Map<String, String> flags = Flags.read(words("--model=openai/x --data-dir /tmp/a --ephemeral"));

    assertEquals(Map.of("model", "openai/x", "data-dir", "/tmp/a", "ephemeral", "true"), flags);
  }

  @Test
  void aValueMayHoldAnEqualsSign() {
    assertEquals(
        Map.of("openai-base-url", "http://h/v1?a=b"),
        Flags.read(words("--openai-base-url=http://h/v1?a=b")));
  }

  @Test
  void theLastOfTwoCounts() {
    assertEquals(Map.of("mode", "b"), Flags.read(words("--mode=a --mode b")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "--help",
        "-h",
        "--version",
        "--no-such=1",
        "--model",
        "--ephemeral=true",
        "-model=x",
        "model=x",
        "--mode=ask demo",
        "--"
      })
  void whatIsNotOursIsLeftToTheCommands(String line) {
    assertNull(Flags.read(words(line)));
  }

  @Test
  void theHelpNamesEveryFlagThatIsReadAndNoOther() {
    Map<Boolean, Set<String>> described =
        Flags.described().stream()
            .collect(
                Collectors.partitioningBy(
                    flag -> !flag.value().isEmpty(),
                    Collectors.mapping(Commands.Flag::name, Collectors.toSet())));

    assertEquals(
        Flags.VALUED.stream().map(name -> "--" + name).collect(Collectors.toSet()),
        described.get(true));
    assertEquals(
        Flags.SWITCHES.stream().map(name -> "--" + name).collect(Collectors.toSet()),
        described.get(false));
  }
}
