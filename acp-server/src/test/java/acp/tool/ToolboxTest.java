package acp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** Tools by name and in order. */
@Timeout(5)
class ToolboxTest {
  @Test
  void toolsAreFoundByNameAndListedInOrder() {
    Tool second = new Named("b");
    Toolbox tools = new Toolbox(List.of(new Named("c"), second, new Named("a")));

    assertEquals(List.of("c", "b", "a"), tools.specs().stream().map(ToolSpec::name).toList());
    assertSame(second, tools.find("b"));
    assertNull(tools.find("d"));
  }

  @Test
  void ofTwoToolsWithOneNameTheFirstCounts() {
    Tool first = new Named("a");
    Toolbox tools = new Toolbox(List.of(first, new Named("a")));

    assertSame(first, tools.find("a"));
    assertEquals(1, tools.specs().size());
  }

  @Test
  void toolsAreAskedForTheirSpecsOnceAndNotBeforeOneIsNeeded() {
    Named tool = new Named("a");
    Toolbox tools = new Toolbox(List.of(tool));
    assertEquals(0, tool.asked);

    tools.specs();
    tools.specs();
    tools.find("a");

    assertEquals(1, tool.asked);
  }

  private static final class Named implements Tool {
    private final String name;
    private int asked;

    Named(String name) {
      this.name = name;
    }

    @Override
    public ToolSpec spec() {
      asked++;
      return ToolSpec.of(name, "", "{\"type\":\"object\"}", true);
    }

    @Override
    public Mono<Intent> intend(JsonNode input, ToolContext context) {
      return Mono.empty();
    }

    @Override
    public Mono<ToolResult> run(JsonNode input, Intent intent, ToolContext context) {
      return Mono.empty();
    }
  }
}
