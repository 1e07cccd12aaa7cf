package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are piped in; a terminal of its own is not to be had here. */
@Timeout(10)
class KeyFileTest {
  @TempDir Path folder;

  private KeyFile reading(InputStream in, boolean terminal) {
    return new KeyFile(folder.resolve("credentials.toml"), in, terminal);
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
}
