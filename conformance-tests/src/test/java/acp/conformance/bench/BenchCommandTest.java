package acp.conformance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.conformance.Honest;
import acp.conformance.Json;
import acp.conformance.honest.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The measuring command: every figure is there, or says why it is not. How large it is, is not
 * judged.
 */
@Timeout(180)
class BenchCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void everyFigureOfAnAgentThatCanAllIsMeasured() throws Exception {
    int exit = run(Fault.NONE, "--json", "--runs", "1", "--turns", "3");

    assertEquals(0, exit, err.toString(StandardCharsets.UTF_8));
    JsonNode figures = Json.read(out.toString(StandardCharsets.UTF_8)).get("figures");
    assertEquals(22, figures.size());
    for (JsonNode figure : figures) {
      boolean isRange =
          figure.path("min").asDouble() <= figure.path("median").asDouble()
              && figure.path("median").asDouble() <= figure.path("max").asDouble();
      assertTrue(figure.has("median") && isRange, figure.toString());
    }
  }

  @Test
  void whatTheAgentCannotDoIsSaidInItsRow() {
    int exit = run(Fault.PRINTS_A_BANNER, "--runs", "1", "--turns", "1", "--long-prompt", "hello");

    assertEquals(0, exit, err.toString(StandardCharsets.UTF_8));
    String table = out.toString(StandardCharsets.UTF_8);
    assertTrue(table.contains("the turn ended before it was cancelled"), table);
    assertTrue(table.contains("spawn → initialize response, ms"), table);
  }

  @Test
  void anAgentThatAnswersNothingGivesNoFigureAndOne() {
    PrintStream told = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream progress = new PrintStream(err, true, StandardCharsets.UTF_8);

    int exit = BenchCommand.run(told, progress, "--runs", "1", "--", "true");

    assertEquals(1, exit);
    String table = out.toString(StandardCharsets.UTF_8);
    assertTrue(table.contains("the agent has"), table);
  }

  private int run(Fault fault, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--");
    arguments.addAll(Honest.command(fault));
    return BenchCommand.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments.toArray(String[]::new));
  }
}
