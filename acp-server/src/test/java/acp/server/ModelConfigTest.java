package acp.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.model.Dialect;
import acp.model.ModelSettings;
import acp.model.ProviderSettings;
import acp.model.Timeouts;
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

/** What the user has set about models, wherever it stands. */
@Timeout(10)
class ModelConfigTest {
  @TempDir Path home;

  private ModelSettings read(Map<String, String> env, String toml) throws IOException {
    return read(Map.of(), env, toml);
  }

  private ModelSettings read(Map<String, String> flags, Map<String, String> env, String toml)
      throws IOException {
    Path file = home.resolve(".config/acp-server/config.toml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, toml);
    Settings settings = Settings.read(flags, env, home.toString());
    settings.check();
    return ModelConfig.read(settings);
  }

  @Test
  void nothingSetMeansTheUsual() throws IOException {
    ModelSettings settings = read(Map.of(), "");

    assertEquals(Map.of(), settings.providers());
    assertEquals(List.of(), settings.choices());
    assertEquals(Timeouts.USUAL, settings.timeouts());
  }

  @Test
  void eachProviderIsWhereItsOwnVariableSays() throws IOException {
    Map<String, String> env =
        Map.of(
            "ANTHROPIC_BASE_URL", "http://a",
            "OPENAI_BASE_URL", "http://o/v1",
            "GEMINI_BASE_URL", "http://g",
            "OLLAMA_HOST", "box:1");

    Map<String, ProviderSettings> set = read(env, "").providers();

    assertEquals(ProviderSettings.at("http://a"), set.get("anthropic"));
    assertEquals(ProviderSettings.at("http://o/v1"), set.get("openai"));
    assertEquals(ProviderSettings.at("http://o/v1"), set.get("openai-responses"));
    assertEquals(ProviderSettings.at("http://g"), set.get("gemini"));
    assertEquals(ProviderSettings.at("box:1"), set.get("ollama"));
  }

  @Test
  void aFlagCountsMoreThanTheEnvironmentAndThatMoreThanTheFile() throws IOException {
    String toml = "[models.providers.openai]\nbase_url = \"http://file/v1\"\n";
    Map<String, String> env = Map.of("OPENAI_BASE_URL", "http://env/v1");
    Map<String, String> flags = Map.of("openai-base-url", "http://flag/v1");

    assertEquals(
        "http://file/v1", requireNonNull(read(Map.of(), toml).providers().get("openai")).baseUrl());
    assertEquals(
        "http://env/v1", requireNonNull(read(env, toml).providers().get("openai")).baseUrl());
    assertEquals(
        "http://flag/v1",
        requireNonNull(read(flags, env, toml).providers().get("openai")).baseUrl());
    assertEquals(
        "http://old/v1",
        requireNonNull(
                read(Map.of(), "[openai]\nbase_url = \"http://old/v1\"").providers().get("openai"))
            .baseUrl());
  }

  @Test
  void oneOfTheUsersOwnIsHeardWhole() throws IOException {
    ModelSettings settings =
        read(
            Map.of(),
            """
            [models]
            choices = ["mill/small"]
            connect_timeout = 3
            idle_timeout = 4
            [models.providers.mill]
            dialect = "anthropic"
            base_url = "http://mill"
            key_env = "MILL_KEY"
            headers = { "X-Team" = "a" }
            models = ["big"]
            """);

    ProviderSettings mill = settings.providers().get("mill");

    assertEquals(
        new ProviderSettings(
            Dialect.ANTHROPIC, "http://mill", "MILL_KEY", Map.of("X-Team", "a"), List.of("big")),
        mill);
    assertNull(settings.providers().get("openai"));
    assertEquals(List.of("mill/small"), settings.choices());
    assertEquals(
        new Timeouts(Duration.ofSeconds(3), Timeouts.USUAL.firstByte(), Duration.ofSeconds(4)),
        settings.timeouts());
  }

  @Test
  void otherModelsAreAListOfTheirOwnToo() throws IOException {
    assertEquals(List.of("openai/a"), read(Map.of(), "models = [\"openai/a\"]").choices());
    assertEquals(
        List.of("openai/b"),
        read(Map.of("ACP_SERVER_MODELS", "openai/b"), "models = [\"openai/a\"]").choices());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[models.providers.x]\nbase_url = 'http://h'",
        "[models.providers.x]\ndialect = 'openai'",
        "[models.providers.x]\ndialect = 'klingon'\nbase_url = 'http://h'",
        "[models.providers.openai]\ndialect = 'anthropic'",
        "[models.providers.scripted]\ndialect = 'openai'\nbase_url = 'http://h'",
        "[models.providers.'a/b']\ndialect = 'openai'\nbase_url = 'http://h'",
        "[models.providers.ollama]\nheaders = { 'Host' = 'private' }",
        "[models.providers.ollama]\nheaders = { 'a b' = 'private' }",
        "[models.providers.ollama]\nheaders = { 'X-A' = \"private\\nx\" }",
        "[models]\nproviders = 3",
        "[models]\nidle_timeout = 0",
      })
  void whatCannotBeUsedIsOneLineThatNamesItsPlace(String toml) {
    SettingsException refused = assertThrows(SettingsException.class, () -> read(Map.of(), toml));

    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("models") || message.contains("idle_timeout"), message);
    assertEquals(1, message.lines().count(), message);
    assertFalse(message.contains("private"), message);
  }
}
