package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the small editor answers, and that it leaves open what it was not told to answer. */
@Timeout(10)
class AutoClientTest {
  private final AutoClient client = new AutoClient();

  @Test
  void whatItWasNotToldToAnswerStaysOpen() throws Exception {
    assertNull(ask("session/request_permission", "{'options':[]}"));
    assertNull(ask("fs/read_text_file", "{'path':'/etc/hostname'}"));
    assertNull(ask("terminal/create", "{'command':'ls'}"));
    assertNull(ask("elicitation/create", "{'mode':'form'}"));
  }

  @Test
  void elicitationsAreAnsweredWithActionAndContent() throws Exception {
    client.answerElicitations("accept", Json.read("{\"name\":\"x\"}"));

    JsonNode answer = ask("elicitation/create", "{'mode':'form'}");

    assertEquals(
        "{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":{\"action\":\"accept\",\"content\":{\"name\":\"x\"}}}",
        String.valueOf(answer));
    client.answerElicitations("decline", null);
    assertEquals(
        "{\"action\":\"decline\"}", String.valueOf(result(ask("elicitation/create", "{}"))));
  }

  @Test
  void aTerminalLivesUntilItIsReleased() throws Exception {
    client.serveTerminals("out");
    String id =
        "{'terminalId':'" + result(ask("terminal/create", "{}")).get("terminalId").asText() + "'}";

    assertEquals("out", result(ask("terminal/output", id)).get("output").asText());
    assertEquals(0, result(ask("terminal/release", id)).size());
    assertEquals(-32002, error(ask("terminal/output", id)));
  }

  @Test
  void onlyFilesWithAnAbsolutePathAreServed(@TempDir Path folder) throws Exception {
    client.serveFiles();
    Path file = Files.writeString(folder.resolve("a.txt"), "1\n2\n3\n");
    String path = "'path':'" + file + "'";

    JsonNode part = result(ask("fs/read_text_file", "{" + path + ",'line':2,'limit':1}"));

    assertEquals("2", part.get("content").asText());
    assertEquals(-32002, error(ask("fs/read_text_file", "{'path':'a.txt'}")));
    assertEquals(-32002, error(ask("fs/write_text_file", "{'path':'a.txt','content':'x'}")));
    assertEquals(-32002, error(ask("fs/read_text_file", "{'path':'/a\\u0000b'}")));
  }

  private static JsonNode result(@Nullable JsonNode answer) {
    return answer == null ? Json.object() : answer.path("result");
  }

  private static int error(@Nullable JsonNode answer) {
    return answer == null ? 0 : answer.path("error").path("code").asInt();
  }

  private @Nullable ObjectNode ask(String method, String params) throws JsonProcessingException {
    ObjectNode request = Json.object().put("jsonrpc", "2.0").put("id", 5).put("method", method);
    request.set("params", Json.read(params.replace('\'', '"')));
    return client.answer(new Heard(request.toString(), request, method, "s"));
  }
}
