package acp.conformance;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import acp.conformance.provider.PlayedProvider;
import acp.conformance.provider.Script;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * The whole way from a provider's socket to a client's stdin and back, in every dialect: the same
 * script and the same transcript, played to the built launcher of this project. What the provider
 * is sent is judged by it as strictly as the real one would.
 */
@Timeout(240)
class ProvidersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String KEY = "sk-secret-of-the-test";

  /**
   * A provider as the launcher knows it.
   *
   * @param prefix of its variables
   * @param seal what the last request of a day's work must have in it; empty for nothing
   */
  private record Known(String dialect, String prefix, String model, String seal) {

    Map<String, String> environment(String url) {
      return Map.of(prefix + "_API_KEY", KEY, prefix + "_BASE_URL", url, "ACP_SERVER_MODEL", model);
    }
  }

  private static final List<Known> KNOWN =
      List.of(
          new Known("openai", "OPENAI", "openai/gpt-4.1", ""),
          new Known("openai-responses", "OPENAI", "openai-responses/gpt-5", "encrypted_content"),
          new Known("anthropic", "ANTHROPIC", "anthropic/claude-sonnet-4-6", "signature"),
          new Known("gemini", "GEMINI", "gemini/gemini-3-flash-preview", "thoughtSignature"));

  @TestFactory
  Stream<DynamicTest> everyDialectPlaysEveryScene() {
    // These scenes are about this project's own launcher; another agent is not asked.
    String agent = System.getProperty("agent", "");
    return Stream.of("coding", "pieces", "cut", "hang")
        .filter(scene -> agent.endsWith("/acp-server"))
        .flatMap(
            scene ->
                KNOWN.stream()
                    .map(
                        known ->
                            dynamicTest(
                                scene + " " + known.dialect, () -> play(scene, known, agent))));
  }

  private static void play(String scene, Known known, String launcher) throws IOException {
    if (!Files.isExecutable(Path.of(launcher))) {
      fail("There is no launcher at " + launcher + ": build it first (mvn package)");
    }
    Script script = Script.parse(scene, resource(scene + ".script"));
    Transcript transcript = Transcript.parse(scene, resource(scene + ".acp"));
    try (PlayedProvider provider = PlayedProvider.start(known.dialect, script)) {
      AgentCommand agent =
          new AgentCommand(List.of(launcher), known.environment(provider.baseUrl()));

      Verdict verdict = new Judge(agent, PATIENCE).judge(transcript);

      assertEquals(List.of(), provider.breaches());
      if (verdict instanceof Verdict.Failed failed) {
        fail(failed.report());
      }
      assertEquals(new Verdict.Passed(), verdict);
      assertEquals(0, provider.unplayed(), "answers that nobody has asked for");
      if (scene.equals("coding")) {
        String last = provider.received().getLast().body().toString();
        assertTrue(last.contains(known.seal), last);
      }
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ProvidersIT.class.getResourceAsStream("/provider/" + name)) {
      return new String(requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
