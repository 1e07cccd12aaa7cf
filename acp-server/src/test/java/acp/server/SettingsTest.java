package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file counts least, then the environment, then the flags. */
@Timeout(5)
class SettingsTest {
  @TempDir Path home;

  private void config(String toml) throws IOException {
    Path file = home.resolve(".config/acp-server/config.toml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, toml);
  }

  private Settings read(Map<String, String> flags, Map<String, String> env) {
    return Settings.read(flags, env, home.toString());
  }

  @Test
  void nothingSetMeansTheUsual() {
    Settings settings = read(Map.of(), Map.of());

    assertEquals(home.resolve(".local/share/acp-server"), settings.dataDir());
    assertNull(settings.model());
    assertNull(settings.mode());
    assertFalse(settings.ephemeral());
    assertFalse(settings.allowCrash());
    assertEquals(Settings.MAX_TURN_REQUESTS, settings.maxTurnRequests());
    settings.check();
  }

  @Test
  void theFileIsHeard() throws IOException {
    config(
        """
        data_dir = "/srv/sessions"
        model = "openai/a"
        mode = "accept_edits"
        max_turn_requests = 7
        """);

    Settings settings = read(Map.of(), Map.of());

    assertEquals(Path.of("/srv/sessions"), settings.dataDir());
    assertEquals("openai/a", settings.model());
    assertEquals("accept_edits", settings.mode());
    assertEquals(7, settings.maxTurnRequests());
  }

  @Test
  void theEnvironmentCountsMoreThanTheFileAndAFlagMost() throws IOException {
    config("model = \"openai/file\"");
    Map<String, String> env = Map.of("ACP_SERVER_MODEL", "openai/env");

    assertEquals("openai/env", read(Map.of(), env).model());
    assertEquals("openai/flag", read(Map.of("model", "openai/flag"), env).model());
  }

  @Test
  void aBlankVariableSaysNothing() throws IOException {
    config("model = \"openai/file\"");

    assertEquals("openai/file", read(Map.of(), Map.of("ACP_SERVER_MODEL", " ")).model());
  }

  @Test
  void aBlankValueEverywhereIsNone() throws IOException {
    config("mode = \"\"");

    assertNull(read(Map.of("mode", ""), Map.of("ACP_SERVER_MODE", "")).mode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "many", "1.5", "99999999999"})
  void aNumberThatCannotBeUsedIsNamed(String number) {
    SettingsException refused =
        assertThrows(
            SettingsException.class, () -> read(Map.of("max-turn-requests", number), Map.of()));

    assertTrue(String.valueOf(refused.getMessage()).contains("\"" + number + "\""));
    assertEquals(1, String.valueOf(refused.getMessage()).lines().count());
  }

  @Test
  void anUnknownModeIsRefusedWithThoseThereAre() {
    Settings settings = read(Map.of("mode", "yolo"), Map.of());

    SettingsException refused = assertThrows(SettingsException.class, settings::check);

    assertEquals(
        "there is no mode \"yolo\"; known are: ask, accept_edits, plan, auto",
        refused.getMessage());
  }

  @Test
  void homeCountsMoreThanWhatTheSystemSays() {
    Folders folders = Folders.of(Map.of("HOME", "/home/env"), "/home/system");

    assertEquals(Path.of("/home/env/.local/share/acp-server"), folders.data());
    assertEquals(Path.of("/home/env/.config/acp-server/config.toml"), folders.configFile());
    assertEquals(
        Path.of("/home/env/.config/acp-server/credentials.toml"), folders.credentialsFile());
    assertEquals(Path.of("/home/env/.local/state/acp-server/acp-server.0.log"), folders.log());
  }

  @Test
  void aHomeThatIsNotAbsoluteSaysNothing() {
    Folders folders = Folders.of(Map.of("HOME", "home"), "/home/system");

    assertEquals(Path.of("/home/system/.local/share/acp-server"), folders.data());
  }

  @Test
  void xdgFoldersAreUsedWhereTheyAreAbsolute() {
    Folders folders =
        Folders.of(
            Map.of("XDG_CONFIG_HOME", "/c", "XDG_DATA_HOME", "relative", "XDG_STATE_HOME", ""),
            "/home/system");

    assertEquals(Path.of("/c/acp-server"), folders.config());
    assertEquals(Path.of("/home/system/.local/share/acp-server"), folders.data());
    assertEquals(Path.of("/home/system/.local/state/acp-server"), folders.state());
  }

  @Test
  void switchesAreOnOnlyWhenSaidSo() {
    Settings settings = read(Map.of("ephemeral", "true"), Map.of("ACP_SERVER_ALLOW_CRASH", "1"));

    assertTrue(settings.ephemeral());
    assertTrue(settings.allowCrash());
    assertFalse(read(Map.of(), Map.of("ACP_SERVER_ALLOW_CRASH", "true")).allowCrash());
  }
}
