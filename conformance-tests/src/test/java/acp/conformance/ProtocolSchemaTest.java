package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Judging values by the protocol's schema, in words that help. */
@Timeout(30)
class ProtocolSchemaTest {
  private final ProtocolSchema schema = ProtocolSchema.get();

  @Test
  void methodsHaveTypesAsTheProtocolSays() {
    assertEquals("PromptResponse", schema.resultOf("session/prompt"));
    assertEquals("SessionNotification", schema.paramsOf("session/update"));
    assertEquals("CancelRequestNotification", schema.paramsOf("$/cancel_request"));
    assertNull(schema.paramsOf("session/prompt"));
    assertNull(schema.resultOf("_mine"));
    assertTrue(schema.isAnswered("fs/read_text_file"));
    assertFalse(schema.isAnswered("session/update"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PromptResponse | {'stopReason':'done'} | /stopReason is none of end_turn, max_tokens",
        "PromptResponse | null | the value null found, object expected",
        "Error | {'code':-1.5,'message':'m'} | /code is none of integer, -32700",
        "ToolCall | {'toolCallId':'1','title':'t','kind':'wild'} | /kind is none of read, edit",
        "ToolCallContent | {'type':'text','text':'x'} | /type is none of content, diff, terminal",
        "ContentBlock | {'type':'text'} | required property ~text~ not found",
        "SessionNotification | {'sessionId':'s'} | required property ~update~ not found"
      })
  void aProblemIsToldForWhatTheValueClaimsToBe(String type, String value, String words)
      throws Exception {
    String problem = String.valueOf(schema.problem(type, json(value)));

    assertTrue(
        problem.startsWith(type + ": ") && problem.replace('\'', '~').contains(words), problem);
    assertFalse(problem.contains("one and only one schema"), problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ToolCall | {'toolCallId':'1','title':'t','rawInput':{'any':1},'_meta':{'any':1}} | ``",
        "ToolCall | {'toolCallId':'1','title':'t','mine':{}} | mine",
        "ToolCall | {'toolCallId':'1','title':'t','content':[{'type':'content','content':{'type':'text','text':'x','mine':1}}]} | content[0].content.mine",
        "Error | {'code':1,'message':'m','data':{'any':1}} | ``",
        "AuthMethod | {'id':'i','name':'n','type':'agent'} | ``",
        "InitializeResponse | {'protocolVersion':1,'agentCapabilities':{'mcp':{}}} | agentCapabilities.mcp"
      })
  void fieldsOfOnesOwnAreFoundWhereverTheyStand(String type, String value, String field)
      throws Exception {
    List<String> found = schema.customFields(type, json(value));

    assertNull(schema.problem(type, json(value)));
    assertEquals(field.isEmpty() ? List.of() : List.of(field), found);
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return Json.read(text.replace('\'', '"'));
  }
}
