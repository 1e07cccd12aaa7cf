package acp.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
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
    ConfigFile file = ConfigFile.read(folder.resolve("config.toml"));

    assertNull(file.text("model"));
    assertEquals(List.of(), file.tables("rules"));
    assertEquals(Map.of(), file.named("servers"));
  }

  @Test
  void anEmptyFileMeansNoValues() throws IOException {
    assertNull(ConfigFile.read(file("# nothing yet\n")).text("model"));
  }

  @Test
  void valuesOfTablesAreNamedByTheirTables() throws IOException {
    ConfigFile file =
        ConfigFile.read(
            file(
                """
                model = "a"
                max_turn_requests = 5
                [one]
                x = true
                [one.two]
                "ä" = "ü"
                """));

    assertEquals("a", file.text("model"));
    assertEquals("5", file.text("max_turn_requests"));
    assertEquals("true", file.text("one.x"));
    assertEquals("ü", file.text("one.two.ä"));
    assertNull(file.text("one"));
    assertNull(file.text("one.x.y"));
  }

  @Test
  void tablesComeInTheOrderOfTheFile() throws IOException {
    ConfigFile file =
        ConfigFile.read(
            file(
                """
                [servers.b]
                command = "run"
                args = ["-x", "1"]
                env = { A = "1", B = "two" }
                [servers.a]
                timeout = 5
                trusted = true
                price = 1.5
                [[rules]]
                tool = "x"
                [[rules]]
                tool = "y"
                """));

    Map<String, Table> servers = file.named("servers");
    Table b = requireNonNull(servers.get("b"));
    Table a = requireNonNull(servers.get("a"));

    assertEquals(List.of("b", "a"), List.copyOf(servers.keySet()));
    assertEquals("run", b.need("command"));
    assertEquals(List.of("-x", "1"), b.texts("args"));
    assertEquals(Map.of("A", "1", "B", "two"), b.textMap("env"));
    assertEquals(5, a.number("timeout"));
    assertEquals(1.5, a.decimal("price"));
    assertTrue(a.flag("trusted", false));
    assertTrue(a.flag("enabled", true));
    assertEquals(
        List.of("x", "y"), file.tables("rules").stream().map(rule -> rule.need("tool")).toList());
  }

  @Test
  void whatIsOfAnotherKindIsRefusedByItsKeyAndNotItsValue() throws IOException {
    Path path =
        file(
            """
            word = 1
            [servers.a]
            args = "sk-secret"
            env = { KEY = ["sk-secret"] }
            trusted = "sk-secret"
            timeout = "sk-secret"
            """);
    Table a = requireNonNull(ConfigFile.read(path).named("servers").get("a"));
    String where = path + ": servers.a.";

    assertEquals(where + "command is missing", refused(() -> a.need("command")));
    assertEquals(where + "args must be a list of texts", refused(() -> a.texts("args")));
    assertEquals(where + "env.KEY must be text", refused(() -> a.textMap("env")));
    assertEquals(where + "trusted must be true or false", refused(() -> a.flag("trusted", false)));
    assertEquals(where + "timeout must be a whole number", refused(() -> a.number("timeout")));
    assertEquals(
        path + ": word must be a list of tables, [[word]]",
        refused(() -> ConfigFile.read(path).tables("word")));
    assertEquals(
        path + ": word must be a table", refused(() -> ConfigFile.read(path).named("word")));
  }

  private static @Nullable String refused(Executable reading) {
    return assertThrows(SettingsException.class, reading).getMessage();
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
