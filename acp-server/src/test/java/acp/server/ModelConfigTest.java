package acp.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.model.Dialect;
import acp.model.FactSettings;
import acp.model.ModelSettings;
import acp.model.Price;
import acp.model.ProviderSettings;
import acp.model.ProxySettings;
import acp.model.ThoughtLevel;
import acp.model.Timeouts;
import java.io.IOException;
import java.net.URI;
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
  void proxiesAreThoseOfTheSystemUnlessModelsHaveTheirOwn() throws IOException {
    Map<String, String> env =
        Map.of(
            "HTTPS_PROXY", "http://u:p@corp:3128",
            "http_proxy", "plain",
            "HTTP_PROXY", "http://not-me",
            "NO_PROXY", "a.lan, .b.lan");

    ProxySettings systems = read(env, "").proxies();
    ProxySettings own =
        read(env, "[models]\nproxy = \"http://own:1\"\nno_proxy = [\"c\"]").proxies();

    assertEquals(
        new ProxySettings(
            URI.create("http://plain"),
            URI.create("http://u:p@corp:3128"),
            List.of("a.lan", ".b.lan")),
        systems);
    assertFalse(systems.toString().contains("corp"));
    assertEquals(
        new ProxySettings(URI.create("http://own:1"), URI.create("http://own:1"), List.of("c")),
        own);
    assertEquals(ProxySettings.NONE, read(Map.of(), "").proxies());
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://private", "http://private private", "http://", "ftp://private"})
  void aProxyThatCannotBeUsedIsSaidAtTheStart(String proxy) {
    SettingsException refused =
        assertThrows(
            SettingsException.class,
            () -> Settings.read(Map.of(), Map.of("HTTPS_PROXY", proxy), home.toString()).check());

    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("https_proxy is not the address"), message);
    assertFalse(message.contains("private"), message);
  }

  @Test
  void factsOfModelsAreHeard() throws IOException {
    ModelSettings settings =
        read(
            Map.of(),
            """
            [models.facts."ollama/qwen3*"]
            context = 32768
            images = false
            thinking = ["low", "high"]
            price_input = 1.5
            price_output = 3
            price_cache_read = 0.25
            [models.facts."mill/m"]
            title = "M"
            tools = false
            """);

    assertEquals(
        Map.of(
            "ollama/qwen3*",
            new FactSettings(
                null,
                32_768L,
                null,
                false,
                null,
                List.of(ThoughtLevel.LOW, ThoughtLevel.HIGH),
                Price.dollars(1.5, 3, 0.25, 1.5)),
            "mill/m",
            new FactSettings("M", null, null, null, false, null, null)),
        settings.facts());
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
        "[models]\nproxy = 'socks5://private'",
        "[models.facts.'a/b']\ncontext = 'large'",
        "[models.facts.'a/b']\ncontext = -1",
        "[models.facts.'a/b']\nthinking = ['deep']",
        "[models.facts.'a/b']\nprice_input = 1",
        "[models.facts.'a/b']\nprice_input = -1\nprice_output = 1",
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
