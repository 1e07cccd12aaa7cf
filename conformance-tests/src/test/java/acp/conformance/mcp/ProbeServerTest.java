package acp.conformance.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.conformance.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The MCP server that agents are judged with. */
@Timeout(10)
class ProbeServerTest {

  @Test
  void aSessionIsAnsweredAndWrittenDown(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("log");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String input =
        """
        {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2024-11-05","clientInfo":{"name":"agent"}}}
        {"jsonrpc":"2.0","method":"notifications/initialized"}
        {"jsonrpc":"2.0","id":1,"method":"tools/list"}
        {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"probe","arguments":{"text":"hi"}}}
        {"jsonrpc":"2.0","id":"p","method":"ping"}
        {"jsonrpc":"2.0","id":3,"method":"prompts/list"}
        nonsense
        """;

    new ProbeServer(file, new PrintStream(out, true, StandardCharsets.UTF_8))
        .serve(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            Map.of("PATH", "/bin", "ACP_PROBE", "P"));

    List<String> lines = Files.readAllLines(file);
    assertEquals("started ACP_PROBE PATH", lines.get(0));
    assertTrue(lines.get(1).startsWith("cwd /"), lines.get(1));
    assertEquals(
        List.of(
            "env ACP_PROBE=P",
            "initialize agent",
            "initialized",
            "tools/list",
            "call probe {\"text\":\"hi\"}",
            "malformed nonsense",
            "end"),
        lines.subList(2, lines.size()));
    List<String> answers = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(5, answers.size());
    JsonNode first = Json.read(answers.getFirst());
    assertEquals("2024-11-05", first.at("/result/protocolVersion").textValue());
    assertEquals("probe", Json.read(answers.get(1)).at("/result/tools/0/name").textValue());
    assertEquals("probed hi", Json.read(answers.get(2)).at("/result/content/0/text").textValue());
    assertEquals("p", Json.read(answers.get(3)).get("id").textValue());
    assertEquals(-32601, Json.read(answers.get(4)).at("/error/code").intValue());
  }
}
