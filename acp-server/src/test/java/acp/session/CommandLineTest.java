package acp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import acp.event.Content;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A prompt is a command if its first text begins with a slash and a name. */
@Timeout(5)
class CommandLineTest {
  private static final Content LINK =
      new Content.Link("file:///w/a.txt", "a.txt", null, null, null, null);

  private static @Nullable CommandLine of(Object... pieces) {
    List<Content> prompt =
        Arrays.stream(pieces)
            .map(piece -> piece instanceof String text ? new Content.Text(text) : (Content) piece)
            .toList();
    return CommandLine.of(prompt);
  }

  @ParameterizedTest
  @CsvSource({
    "'/help', help, ''",
    "'/help ', help, ''",
    "'/help\n', help, ''",
    "'/help  me ', help, 'me'",
    "'/compact keep\nthe names', compact, 'keep\nthe names'",
    "'/a-b_2 x', a-b_2, 'x'",
    "'/no-such', no-such, ''",
  })
  void aSlashAndANameAreACommand(String text, String name, String rest) {
    assertEquals(new CommandLine(name, rest), of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/ help",
        "//help",
        " /help",
        "\n/help",
        "see /help",
        "/usr/bin is broken",
        "/Help",
        "/2 of them",
        "/help: me",
        "help"
      })
  void anythingElseIsPlainText(String text) {
    assertNull(of(text));
  }

  @Test
  void onlyTheFirstTextNamesIt() {
    assertNull(of("see", "/help"));
    assertNull(of());
    assertNull(of(LINK));
    assertEquals(new CommandLine("help", ""), of(LINK, "/help"));
  }

  @Test
  void whatIsMentionedBehindItIsNamed() {
    assertEquals(
        new CommandLine("compact", "keep a.txt in mind"), of("/compact keep ", LINK, " in mind"));
  }
}
