package acp.model;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.model.ModelFacts.Thinking;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ModelFacts} and the file that they come from. */
@Timeout(5)
class ModelFactsTest {
  private static final ModelEvent.Usage MILLION = new ModelEvent.Usage(1_000_000, 1_000_000, 0, 0);

  static List<String> lines() {
    return KnownModels.names();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void eachLineOfTheFileCanBeReadAndIsReached(String pattern) {
    String name = pattern.replace("*", "~");

    ModelFacts facts = requireNonNull(KnownModels.find(name), name);

    assertEquals(pattern, KnownModels.lineOf(name), "another line stands before it");
    assertTrue(facts.maxOutput() <= facts.window() || facts.window() == 0, name);
    assertEquals(facts.levels().isEmpty(), facts.thinking() == Thinking.NONE, name);
    assertEquals(facts.levels().isEmpty(), facts.usualLevel() == null, name);
    assertTrue(facts.levels().isEmpty() || facts.levels().contains(facts.usualLevel()), name);
    assertEquals(facts.levels().stream().sorted().toList(), facts.levels(), name);
    Price price = facts.price();
    assertTrue(price == null || (price.read() <= price.input() && price.output() > 0), name);
  }

  @Test
  void noLineStandsTwice() {
    Set<String> seen = new HashSet<>();

    for (String line : lines()) {
      assertTrue(seen.add(line), line);
    }
  }

  @Test
  void whatAProviderOffersIsKnown() {
    for (Provider provider : Providers.OURS) {
      for (String name : provider.models()) {
        ModelFacts facts = ModelFacts.of(name);

        assertTrue(facts.window() > 0, name);
        assertNotNull(facts.price(), name);
        assertFalse(facts.title().contains("/"), name);
      }
    }
  }

  @Test
  void aLaterOrOtherModelOfAFamilyHasItsFactsAndItsOwnName() {
    ModelFacts dated = ModelFacts.of("anthropic/claude-sonnet-4-5-20250929");
    ModelFacts exact = ModelFacts.of("anthropic/claude-sonnet-4-5");

    assertEquals("Claude Sonnet 4.5", exact.title());
    assertEquals("claude-sonnet-4-5-20250929", dated.title());
    assertEquals(exact.window(), dated.window());
    assertEquals(Thinking.BUDGET, dated.thinking());
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai/o3", "openai/o4-mini", "openai/gpt-5.1", "openai/v/o1", "box/o3"})
  void aThinkerIsKnownWhereverItIsServed(String name) {
    assertEquals(3, ModelFacts.of(name).levels().size());
    assertEquals(Thinking.EFFORT, ModelFacts.of(name).thinking());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"openai/gpt-4.1", "openai/o1-mini", "openai/opus", "openai/qwen3", "openai/", "x"})
  void whatIsNoThinkerOrUnknownIsNotToldToThink(String name) {
    assertEquals(List.of(), ModelFacts.of(name).levels());
    assertNull(ModelFacts.of(name).usualLevel());
  }

  @Test
  void whatIsUnknownIsZeroAndNotGuessed() {
    ModelFacts facts = ModelFacts.of("box/frobnicator-7b");

    assertEquals("frobnicator-7b", facts.title());
    assertEquals(0, facts.window());
    assertEquals(0, facts.maxOutput());
    assertEquals(0, facts.cost(MILLION));
    assertTrue(facts.seesImages());
    assertTrue(facts.callsTools());
  }

  @Test
  void aModelServedByOthersCostsWhatTheyTake() {
    assertNull(ModelFacts.of("openrouter/openai/gpt-4o").price());
    assertEquals(128_000, ModelFacts.of("openrouter/openai/gpt-4o").window());
    assertEquals(ModelFacts.of("openai/gpt-5.4"), ModelFacts.of("openai-responses/gpt-5.4"));
  }

  @ParameterizedTest
  @CsvSource({
    // input, cached, written, output, and the cost of claude-sonnet-4-5 in billionths of a dollar
    "1000000, 0, 0, 0, 3000000000",
    "0, 0, 0, 1000000, 15000000000",
    "1000, 1000, 0, 0, 300000",
    "1000, 0, 1000, 0, 3750000",
    "1000, 400, 500, 10, 2445000",
    "0, 0, 0, 0, 0",
  })
  void eachKindOfTokenHasItsPrice(long input, long cached, long written, long output, long cost) {
    ModelFacts facts = ModelFacts.of("anthropic/claude-sonnet-4-5");

    assertEquals(cost, facts.cost(new ModelEvent.Usage(input, output, cached, written)));
  }

  @Test
  void whatHasNoPriceInACacheCostsLikeAnythingSent() {
    Price price = requireNonNull(ModelFacts.of("openai/gpt-4.1").price());

    assertEquals(price.input(), price.written());
    assertEquals(500_000, price.read());
  }

  @Test
  void pricesWithPartsOfACentAreExact() {
    assertEquals(37_500, Price.dollars(0.0375, 0, 0, 0).input());
    assertEquals(38, new Price(37_500, 0, 0, 0).of(new ModelEvent.Usage(1, 0, 0)));
    assertEquals(37_500, new Price(37_500, 0, 0, 0).of(new ModelEvent.Usage(1000, 0, 0)));
  }

  @Test
  void whatTheUserSaysCountsMore() {
    FactSettings set =
        new FactSettings(
            "Mine",
            32_000L,
            4_000L,
            false,
            false,
            List.of(ThoughtLevel.LOW, ThoughtLevel.HIGH),
            Price.dollars(1, 2, 1, 1));
    Map<String, FactSettings> facts = new LinkedHashMap<>();
    facts.put("openai/gpt-4.1", set);
    facts.put("ollama/*", new FactSettings(null, 16_000L, null, null, null, null, null));
    try (Models models = models(facts, Map.of())) {
      ModelFacts mine = models.facts("openai/gpt-4.1");
      ModelFacts local = models.facts("ollama/qwen3:8b");

      assertEquals("Mine", mine.title());
      assertEquals(32_000, models.open("openai/gpt-4.1").window());
      assertFalse(models.open("openai/gpt-4.1").seesImages());
      assertEquals(ThoughtLevel.LOW, mine.usualLevel());
      assertEquals(3_000_000_000L, mine.cost(MILLION));
      assertEquals(16_000, local.window());
      assertFalse(local.seesImages());
      assertEquals(1_047_576, models.facts("openai/gpt-4.1-mini").window());
    }
  }

  @Test
  void aServerOfTheUsersThinksInItsDialectsWay() {
    ProviderSettings mill =
        new ProviderSettings(Dialect.ANTHROPIC, "http://mill", null, Map.of(), List.of());
    try (Models models = models(Map.of(), Map.of("mill", mill))) {
      ModelFacts facts = models.facts("mill/claude-sonnet-4-5");

      assertEquals("claude-sonnet-4-5", facts.title());
      assertEquals(Thinking.BUDGET, facts.thinking());
      assertNull(facts.price());
      assertEquals("mill/claude-sonnet-4-5", models.open("mill/claude-sonnet-4-5").name());
    }
  }

  @Test
  void whatAServerElsewhereTakesIsNotKnown() {
    try (Models models = models(Map.of(), Map.of("openai", ProviderSettings.at("http://box/v1")))) {
      assertEquals(0, models.facts("openai/gpt-4.1").cost(MILLION));
      assertEquals("GPT-4.1", models.facts("openai/gpt-4.1").title());
      assertTrue(models.facts("anthropic/claude-sonnet-4-5").cost(MILLION) > 0);
    }
  }

  private static Models models(
      Map<String, FactSettings> facts, Map<String, ProviderSettings> providers) {
    return new Models(
        new ModelSettings(
            null, List.of(), providers, facts, false, Timeouts.USUAL, ProxySettings.NONE),
        new Credentials(Map.of(), Path.of("no-such-file")));
  }
}
