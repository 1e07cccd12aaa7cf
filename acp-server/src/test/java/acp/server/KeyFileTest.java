package acp.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.cli.Commands;
import acp.model.Credentials;
import acp.model.Providers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are piped in; a terminal of its own is not to be had here. */
@Timeout(10)
class KeyFileTest {
  @TempDir Path folder;

  private KeyFile reading(InputStream in, boolean terminal) {
    return new KeyFile(
        folder.resolve("credentials.toml"), in, terminal, () -> new Providers(Map.of()));
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theFirstLineIsTheKey() {
    assertEquals("sk-1", reading(text("sk-1\nsk-2\n"), false).ask("Key: "));
    assertEquals("sk-1", reading(text("sk-1"), false).ask("Key: "));
    assertNull(reading(text(""), false).ask("Key: "));
  }

  @Test
  void aWriterNeedNotCloseItsEnd() throws IOException {
    try (PipedOutputStream writer = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(writer)) {
      writer.write("sk-1\n".getBytes(StandardCharsets.UTF_8));

      assertEquals("sk-1", reading(in, false).ask("Key: "));
    }
  }

  @Test
  void whatIsTooLongIsNotCutToAKey() {
    KeyFile keys = reading(text("k".repeat(5000)), false);

    assertThrows(IllegalArgumentException.class, () -> keys.ask("Key: "));
  }

  @Test
  void nothingIsReadFromATerminalThatWouldShowIt() {
    KeyFile keys = reading(text("sk-1\n"), true);

    assertThrows(IllegalArgumentException.class, () -> keys.ask("Key: "));
  }

  @Test
  void aKeyTellsWhoseItIsByItsBeginning() {
    KeyFile keys = reading(text(""), false);

    assertEquals("anthropic", requireNonNull(keys.ownerOf("sk-ant-api03-x")).id());
    assertEquals("openai", requireNonNull(keys.ownerOf("sk-proj-x")).id());
    assertEquals("gemini", requireNonNull(keys.ownerOf("AIzaSyX")).id());
    assertNull(keys.ownerOf("0815"));
  }

  @Test
  void eachProvidersKeyHasItsNameAndGoesAlone() {
    Credentials credentials = new Credentials(Map.of(), folder.resolve("credentials.toml"));
    KeyFile keys = reading(text(""), false);
    Commands.Owner anthropic = requireNonNull(keys.ownerOf("sk-ant-1"));
    Commands.Owner gemini = requireNonNull(keys.ownerOf("AIza1"));
    credentials.store("GOOGLE_API_KEY", "AIza0");

    keys.store(anthropic, "sk-ant-1");
    keys.store(gemini, "AIza1");

    assertEquals("sk-ant-1", credentials.find("ANTHROPIC_API_KEY"));
    assertEquals("AIza1", credentials.find("GEMINI_API_KEY"));
    keys.remove(gemini);
    assertNull(credentials.find("GEMINI_API_KEY"));
    assertNull(credentials.find("GOOGLE_API_KEY"));
    assertEquals("sk-ant-1", credentials.find("ANTHROPIC_API_KEY"));
  }
}
