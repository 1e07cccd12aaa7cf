package acp.model;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Providers}: ours, as they are set, and the user's own. */
@Timeout(5)
class ProvidersTest {

  @Test
  void whatStandsBeforeTheFirstSlashNamesTheProvider() {
    Providers providers = new Providers(Map.of());

    for (String id : List.of("anthropic", "openai", "openai-responses", "gemini", "ollama")) {
      Provider provider = requireNonNull(providers.of(id + "/vendor/m:free"));
      assertEquals(id, provider.id());
      assertEquals("vendor/m:free", provider.modelOf(id + "/vendor/m:free"));
    }
    for (String none : List.of("", "/", "openai", "openai/", "openai/ ", "OpenAI/m", "x/y")) {
      assertNull(providers.of(none), none);
    }
  }

  @Test
  void oneThatServesElsewhereNeedsNoKeyAndHasNoneOfOurModels() {
    Providers providers = new Providers(Map.of("anthropic", ProviderSettings.at("http://h")));

    Provider anthropic = requireNonNull(providers.of("anthropic/m"));

    assertEquals("http://h", anthropic.baseUrl());
    assertFalse(anthropic.needsKey());
    assertEquals(List.of(), anthropic.models());
    assertTrue(requireNonNull(providers.of("openai/m")).needsKey());
  }

  @Test
  void oneOfTheUsersOwnSpeaksADialectAndNeedsTheKeyThatItNames() {
    ProviderSettings keyless =
        new ProviderSettings(
            Dialect.OPENAI, "http://h/v1", null, Map.of("X-Team", "secret"), List.of("qwen3"));
    ProviderSettings keyed =
        new ProviderSettings(Dialect.ANTHROPIC, "http://k", "MILL_TOKEN", Map.of(), List.of());
    Providers providers = new Providers(Map.of("my-box", keyless, "mill", keyed));

    Provider box = requireNonNull(providers.of("my-box/qwen3"));
    Provider mill = requireNonNull(providers.of("mill/m"));

    assertEquals(Dialect.OPENAI, box.dialect());
    assertEquals("MY_BOX_API_KEY", box.keyName());
    assertFalse(box.needsKey());
    assertEquals(List.of("my-box/qwen3"), box.models());
    assertFalse((box + "" + keyless).contains("secret"));
    assertEquals("MILL_TOKEN", mill.keyName());
    assertTrue(mill.needsKey());
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,             http://localhost:11434/v1",
    "box.lan:8080,          http://box.lan:8080/v1",
    "http://box:1234,       http://box:1234/v1",
    "http://box:1234/,      http://box:1234/v1",
    "https://ollama.com,    https://ollama.com/v1",
    "https://h/ollama,      https://h/ollama/v1",
    "http://box:1234/v1,    http://box:1234/v1",
    "0.0.0.0,               http://127.0.0.1:11434/v1",
    "0.0.0.0:8080,          http://127.0.0.1:8080/v1",
    ":8080,                 http://127.0.0.1:8080/v1",
    "::1,                   http://[::1]:11434/v1",
    "[::1]:8080,            http://[::1]:8080/v1",
    "[::],                  http://[::1]:11434/v1",
  })
  void ollamaIsWhereItsOwnVariableSays(String set, String url) {
    Providers providers = new Providers(Map.of("ollama", ProviderSettings.at(set)));

    assertEquals(url, requireNonNull(providers.of("ollama/qwen3")).baseUrl());
  }
}
