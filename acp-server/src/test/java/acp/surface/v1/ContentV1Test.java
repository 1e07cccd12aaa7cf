package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.event.Content;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.protocol.ProtocolMapper;
import acp.protocol.v1.ContentBlock;
import acp.surface.Desk;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content goes both ways without loss; what is not taken is named by its place. */
@Timeout(5)
class ContentV1Test {
  private static final ObjectMapper MAPPER = ProtocolMapper.create();
  private static final String TEXT = "{'type':'text','text':'hi'}";

  private static ContentBlock block(String json) throws JsonProcessingException {
    return MAPPER.treeToValue(Desk.json(json), ContentBlock.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TEXT,
        "{'type':'text','text':''}",
        "{'type':'image','data':'AAAA','mimeType':'image/png'}",
        "{'type':'image','data':'AAAA','mimeType':'image/png','uri':'file:///a.png'}",
        "{'type':'resource_link','uri':'file:///a','name':'a'}",
        "{'type':'resource_link','uri':'file:///a','name':'a','title':'A','description':'d',"
            + "'mimeType':'text/plain','size':12}",
        "{'type':'resource','resource':{'uri':'file:///a','text':'x'}}",
        "{'type':'resource','resource':{'uri':'file:///a','mimeType':'text/x','text':''}}",
        "{'type':'resource','resource':{'uri':'file:///a','mimeType':'a/b','blob':'AAAA'}}"
      })
  void aBlockComesBackAsItCame(String json) throws Exception {
    List<Content> content = ContentV1.ofPrompt(List.of(block(json)));

    assertEquals(1, content.size());
    String again = MAPPER.writeValueAsString(ContentV1.block(content.getFirst()));
    assertEquals(Desk.json(json), MAPPER.readTree(again));
  }

  @Test
  void blocksKeepTheirOrder() throws Exception {
    List<Content> content =
        ContentV1.ofPrompt(
            List.of(
                block(TEXT), block("{'type':'resource_link','uri':'u','name':'n'}"), block(TEXT)));

    assertEquals(
        List.of(
            new Content.Text("hi"),
            new Content.Link("u", "n", null, null, null, null),
            new Content.Text("hi")),
        content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'audio','data':'AAAA','mimeType':'audio/wav'}",
        "{'type':'hologram','depth':3}"
      })
  void aKindThatWasNotOfferedIsRefusedByItsPlace(String json) throws Exception {
    List<ContentBlock> prompt = List.of(block(TEXT), block(json));

    AcpException refused = assertThrows(AcpException.class, () -> ContentV1.ofPrompt(prompt));

    assertEquals(ErrorCode.INVALID_PARAMS, refused.code());
    assertEquals("prompt[1].type", refused.data().get("path"));
    assertEquals(Desk.json(json).path("type").asText(), refused.data().get("type"));
  }

  @Test
  void anUnknownKindIsNamedInFewCharacters() throws Exception {
    List<ContentBlock> prompt = List.of(block("{'type':'" + "x".repeat(10_000) + "'}"));

    AcpException refused = assertThrows(AcpException.class, () -> ContentV1.ofPrompt(prompt));

    assertEquals("x".repeat(40), refused.data().get("type"));
  }

  @Test
  void anEmptyPromptIsRefused() {
    AcpException refused = assertThrows(AcpException.class, () -> ContentV1.ofPrompt(List.of()));

    assertEquals(ErrorCode.INVALID_PARAMS, refused.code());
    assertEquals("prompt", refused.data().get("path"));
  }
}
