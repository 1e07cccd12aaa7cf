package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The settings file, whole or broken. */
@Timeout(5)
class ConfigFileTest {
  @TempDir Path folder;

  private Path file(String toml) throws IOException {
    return Files.writeString(folder.resolve("config.toml"), toml);
  }

  @Test
  void noFileMeansNoValues() {
    assertEquals(Map.of(), ConfigFile.read(folder.resolve("config.toml")));
  }

  @Test
  void anEmptyFileMeansNoValues() throws IOException {
    assertEquals(Map.of(), ConfigFile.read(file("# nothing yet\n")));
  }

  @Test
  void valuesOfTablesAreNamedByTheirTables() throws IOException {
    Path file =
        file(
            """
            model = "a"
            max_turn_requests = 5
            [one]
            x = true
            [one.two]
            "ä" = "ü"
            """);

    assertEquals(
        Map.of("model", "a", "max_turn_requests", "5", "one.x", "true", "one.two.ä", "ü"),
        ConfigFile.read(file));
  }

  @Test
  void aFileThatIsNotTomlIsRefusedWithItsLineAndNotItsText() throws IOException {
    Path file = file("model = \"a\"\nkey = sk-very-secret\n");

    SettingsException refused = assertThrows(SettingsException.class, () -> ConfigFile.read(file));

    assertEquals(file + ", line 2: this is not TOML", refused.getMessage());
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path notText = folder.resolve("config.toml");
    Files.write(notText, new byte[] {(byte) 0xff, (byte) 0xfe});

    SettingsException refused =
        assertThrows(SettingsException.class, () -> ConfigFile.read(notText));

    assertEquals(notText + " cannot be read", refused.getMessage());
  }
}
