package acp.model;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.model.http.ScriptServer;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link Models}: which model a name opens, and what is loaded for it. */
@Timeout(10)
class ModelsTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TempDir Path dir;

  @Test
  void theNameThatWasSetIsUsedElseTheProviderWithAKeyElseTheBuiltIn() {
    assertEquals("openai/x/y", models("openai/x/y", null, Map.of()).usual());
    assertEquals(
        "scripted/default",
        models("scripted/default", null, Map.of("OPENAI_API_KEY", "k")).usual());
    assertEquals("openai/gpt-4.1", models(null, null, Map.of("OPENAI_API_KEY", "k")).usual());
    assertEquals(
        "gemini/gemini-2.5-pro", models(null, null, Map.of("GOOGLE_API_KEY", "k")).usual());
    assertEquals(
        "anthropic/claude-sonnet-5-5",
        models(null, null, Map.of("OPENAI_API_KEY", "k", "ANTHROPIC_API_KEY", "k")).usual());
    assertEquals("scripted/default", models(null, null, Map.of()).usual());
    assertEquals("scripted/default", models(" ", "http://localhost/v1", Map.of()).usual());
  }

  @Test
  void aModelHasTheNameItWasOpenedBy() {
    ProviderSettings own =
        new ProviderSettings(Dialect.GEMINI, "http://mill", null, Map.of(), List.of());
    List<String> names =
        List.of(
            "scripted/default",
            "anthropic/m",
            "openai/m",
            "openai/vendor/m:free",
            "openai-responses/m",
            "gemini/m",
            "ollama/qwen3:8b",
            "mill/m");
    ModelSettings settings =
        new ModelSettings(
            null,
            List.of(),
            Map.of("mill", own),
            Map.of(),
            false,
            Timeouts.USUAL,
            ProxySettings.NONE);
    try (Models models = new Models(settings, new Credentials(Map.of(), dir.resolve("none")))) {
      for (String name : names) {
        assertEquals(name, models.open(name).name());
      }
    }
  }

  @Test
  void anUnknownNameIsRefusedNamingTheKnownOnes() {
    try (Models models = models(null, null, Map.of())) {
      for (String name :
          List.of("", "scripted", "openai", "openai/", "scripted/other", "x/y", "/", "OpenAI/m")) {
        AcpException told = assertThrows(AcpException.class, () -> models.open(name), name);

        assertEquals(ErrorCode.INVALID_PARAMS, told.code());
        assertTrue(String.valueOf(told.getMessage()).contains("openai/<model>"));
        assertTrue(String.valueOf(told.getMessage()).contains("scripted/default"));
      }
    }
  }

  @Test
  void theBaseUrlAndTheKeyReachTheServer() throws IOException {
    String answer = "{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}";
    try (ScriptServer server = ScriptServer.answering(200, "application/json", answer);
        Models models = models(null, server.uri() + "/", Map.of("OPENAI_API_KEY", "the-key"))) {
      List<ModelEvent> events =
          models.open("openai/m").stream(ModelContract.asking("x")).collectList().block(LIMIT);

      assertEquals(new ModelEvent.Text("Hi"), requireNonNull(events).getFirst());
      assertTrue(server.calls().getFirst().head().contains("Bearer the-key"));
    }
  }

  @Test
  void thereIsToChooseWhatIsSetWhatThereIsAKeyForAndTheBuiltIn() {
    assertEquals(
        List.of("scripted/default", "scripted/terse"), models(null, null, Map.of()).choices());
    assertEquals(
        List.of(
            "openai/gpt-4.1",
            "openai/gpt-4.1-mini",
            "openai/o4-mini",
            "openai-responses/gpt-6.1-sol",
            "openai-responses/gpt-5.4-mini",
            "scripted/default",
            "scripted/terse"),
        models(null, null, Map.of("OPENAI_API_KEY", "k")).choices());
    var settings =
        new ModelSettings(
            "openai/qwen",
            List.of("openai/a", "openai/qwen"),
            Map.of("openai", ProviderSettings.at("http://h/v1")),
            Map.of(),
            false,
            Timeouts.USUAL,
            ProxySettings.NONE);
    assertEquals(
        List.of("openai/qwen", "openai/a", "scripted/default", "scripted/terse"),
        new Models(settings, new Credentials(Map.of(), dir.resolve("none"))).choices());
  }

  @Test
  void onlyAModelThatWantsAKeyWantsALogin() {
    models(null, null, Map.of()).requireLogin("scripted/default");
    models("openai/m", "http://localhost/v1", Map.of()).requireLogin("openai/m");
    models(null, null, Map.of("OPENAI_API_KEY", "k")).requireLogin("openai/m");

    AcpException told =
        assertThrows(
            AcpException.class, () -> models(null, null, Map.of()).requireLogin("openai/m"));

    assertEquals(ErrorCode.AUTH_REQUIRED, told.code());
    assertTrue(String.valueOf(told.getMessage()).contains("acp-server login"));
  }

  @Test
  void whoLogsOutIsLoggedOutUntilTheyLogInAgain() {
    Credentials credentials = new Credentials(Map.of(), dir.resolve("credentials.toml"));
    credentials.store("OPENAI_API_KEY", "sk-1");
    Models stored = new Models(ModelSettings.of("openai/m"), credentials);
    stored.requireLogin("openai/m");

    stored.logOut();

    assertThrows(AcpException.class, () -> stored.requireLogin("openai/m"));
    assertThrows(AcpException.class, stored::logIn);
    assertEquals(null, credentials.find("OPENAI_API_KEY"));
    credentials.store("OPENAI_API_KEY", "sk-2");
    assertThrows(AcpException.class, () -> stored.requireLogin("openai/m"));
    stored.logIn();
    stored.requireLogin("openai/m");
  }

  @Test
  void aKeyOfTheEnvironmentIsNotUsedBetweenLogoutAndLogin() {
    Models models = models("openai/m", null, Map.of("OPENAI_API_KEY", "k"));

    models.logOut();

    assertThrows(AcpException.class, () -> models.requireLogin("openai/m"));
    models.requireLogin("scripted/default");
    models.logIn();
    models.requireLogin("openai/m");
  }

  @Test
  void afterCloseARequestFails() {
    Models models = models(null, "http://127.0.0.1:1/v1", Map.of());
    Model model = models.open("openai/m");

    models.close();

    assertThrows(
        AcpException.class, () -> model.stream(ModelContract.asking("x")).blockLast(LIMIT));
  }

  @Test
  void theBuiltInModelLoadsNoHttpAndNoJsonTree() throws Exception {
    Recorder loader = new Recorder();

    Callable<?> start =
        (Callable<?>)
            loader.loadClass(StartScripted.class.getName()).getDeclaredConstructor().newInstance();
    start.call();

    assertTrue(loader.loaded.contains("acp.model.scripted.ScriptedModel"));
    for (String name : loader.loaded) {
      assertFalse(name.startsWith("java.net.http."), name);
      assertFalse(name.startsWith("acp.model.http."), name);
      assertFalse(name.startsWith("acp.model.openai."), name);
      assertFalse(name.startsWith("com.fasterxml.jackson.databind.ObjectMapper"), name);
    }
  }

  private Models models(
      @Nullable String name, @Nullable String baseUrl, Map<String, String> environment) {
    return new Models(
        new ModelSettings(
            name,
            List.of(),
            baseUrl == null ? Map.of() : Map.of("openai", ProviderSettings.at(baseUrl)),
            Map.of(),
            false,
            Timeouts.USUAL,
            ProxySettings.NONE),
        new Credentials(environment, dir.resolve("credentials.toml")));
  }

  /** What a server without any setting does at its start, and at its first prompt. */
  public static final class StartScripted implements Callable<Boolean> {
    @Override
    public Boolean call() {
      Models models =
          new Models(ModelSettings.of(null), new Credentials(Map.of(), Path.of("no-such-file")));
      Model model = models.open(models.usual());
      model.stream(ModelContract.asking("hello")).blockLast(LIMIT);
      models.close();
      return true;
    }
  }

  /** Loads our own classes anew and writes down what they need. */
  private static final class Recorder extends ClassLoader {
    final Set<String> loaded = ConcurrentHashMap.newKeySet();

    Recorder() {
      super(ModelsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      loaded.add(name);
      if (!name.startsWith("acp.model.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known != null ? known : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = requireNonNull(getParent()).getResourceAsStream(file)) {
        byte[] bytes = requireNonNull(in, file).readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException unreadable) {
        throw new ClassNotFoundException(name, unreadable);
      }
    }
  }
}
