package acp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.agent.Limits;
import acp.agent.LoopSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
  void aTurnIsBoundedAsUsualWhereNothingIsSet() {
    assertEquals(LoopSettings.USUAL, read(Map.of(), Map.of()).loop());
  }

  @Test
  void theLimitsOfATurnAreATableOfTheFile() throws IOException {
    config(
        """
        fallback_models = ["openai/b", "openai/c"]

        [limits]
        max_turn_requests = 3
        max_tool_calls = 4
        max_turn_seconds = 5
        max_turn_tokens = 6
        max_turn_cost = 0.25
        max_retries = 0
        compact_at = 70
        """);

    LoopSettings loop = read(Map.of(), Map.of()).loop();

    assertEquals(new Limits(3, 4, Duration.ofSeconds(5), 6, 250_000_000), loop.limits());
    assertEquals(0, loop.backoff().retries());
    assertEquals(List.of("openai/b", "openai/c"), loop.fallbacks());
    assertEquals(70, loop.compactAt());
  }

  @Test
  void theEnvironmentCountsMoreForLimitsToo() throws IOException {
    config("[limits]\nmax_tool_calls = 4\nmax_turn_cost = 0.25\n");
    Map<String, String> env =
        Map.of(
            "ACP_SERVER_MAX_TOOL_CALLS",
            "9",
            "ACP_SERVER_MAX_TURN_COST",
            "1",
            "ACP_SERVER_MAX_RETRIES",
            "2",
            "ACP_SERVER_FALLBACK_MODELS",
            "openai/x, openai/y");

    LoopSettings loop = read(Map.of(), env).loop();

    assertEquals(9, loop.limits().calls());
    assertEquals(1_000_000_000, loop.limits().cost());
    assertEquals(2, loop.backoff().retries());
    assertEquals(List.of("openai/x", "openai/y"), loop.fallbacks());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max_tool_calls = 0",
        "max_turn_seconds = -1",
        "max_turn_tokens = \"many\"",
        "max_turn_cost = \"free\"",
        "max_turn_cost = -2",
        "max_retries = -1",
        "max_instruction_bytes = 0",
      })
  void aLimitThatCannotBeUsedIsNamed(String line) throws IOException {
    config("[limits]\n" + line);
    Settings settings = read(Map.of(), Map.of());

    SettingsException refused = assertThrows(SettingsException.class, settings::check);

    String sentence = String.valueOf(refused.getMessage());
    assertTrue(sentence.startsWith("limits." + line.substring(0, line.indexOf(' '))), sentence);
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
