package acp.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.protocol.v1.ExtRequest;
import acp.protocol.v1.LogoutRequest;
import acp.protocol.v1.SessionInfoUpdate;
import acp.protocol.v1.TextContent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits and habits of the mapper that no single type shows. */
@Timeout(30)
class ProtocolMapperTest {
  private final JsonMapper mapper = ProtocolMapper.create();

  @Test
  void aStringOf64MebibytesIsRead() throws JsonProcessingException {
    String text = "x".repeat(64 << 20);

    TextContent read = mapper.readValue("{\"text\":\"" + text + "\"}", TextContent.class);

    assertEquals(text.length(), read.text().length());
  }

  @Test
  void nestingEndsAtAThousand() throws JsonProcessingException {
    String deep = "[".repeat(1000) + "]".repeat(1000);

    JsonNode read = mapper.readTree(deep);

    assertEquals(1, read.size());
    assertThrows(StreamConstraintsException.class, () -> mapper.readTree("[" + deep + "]"));
  }

  @Test
  void whatFollowsAValueIsRefused() {
    assertThrows(
        JsonProcessingException.class, () -> mapper.readValue("{} {}", LogoutRequest.class));
    assertThrows(JsonProcessingException.class, () -> mapper.readTree("{} x"));
  }

  @Test
  void theLastOfTwoFieldsOfOneNameCounts() throws JsonProcessingException {
    TextContent read = mapper.readValue("{\"text\":\"a\",\"text\":\"b\"}", TextContent.class);

    assertEquals("b", read.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.50", "1E+400", "123456789012345678901234567890", "0.1"})
  void freeNumbersComeOutAsTheyWentIn(String number) throws JsonProcessingException {
    ExtRequest read = mapper.readValue(number, ExtRequest.class);

    assertEquals(number, mapper.writeValueAsString(read));
  }

  @Test
  void aPatchSaysWhetherToKeepToClearOrToSet() throws JsonProcessingException {
    var update = new SessionInfoUpdate(Patch.set("t"), Patch.clear(), null);

    String json = mapper.writeValueAsString(update);

    assertEquals(
        "{\"sessionUpdate\":\"session_info_update\",\"title\":\"t\",\"updatedAt\":null}", json);
    assertEquals(update, mapper.readValue(json, SessionInfoUpdate.class));
    assertEquals(
        SessionInfoUpdate.of(),
        mapper.readValue("{\"sessionUpdate\":\"session_info_update\"}", SessionInfoUpdate.class));
  }
}
