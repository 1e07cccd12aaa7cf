package acp.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.protocol.v1.Methods;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A malformed message is told of by place and reason, in our own words. */
@Timeout(10)
class FaultTest {
  private final JsonMapper mapper = ProtocolMapper.create();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          initialize | {}                                                   | protocolVersion is required
          initialize | {"protocolVersion":null}                             | protocolVersion is required
          initialize | {"protocolVersion":"1"}                              | protocolVersion must be a whole number
          initialize | {"protocolVersion":1.5}                              | protocolVersion must be a whole number
          initialize | {"protocolVersion":65536}                            | protocolVersion must be a whole number from 0 to 65535
          initialize | []                                                   | The message must be an object
          initialize | "secret"                                             | The message must be an object
          session/prompt | {"sessionId":"s"}                                | prompt is required
          session/prompt | {"sessionId":7,"prompt":[]}                      | sessionId must be a string
          session/prompt | {"sessionId":"s","prompt":{}}                    | prompt must be an array
          session/prompt | {"sessionId":"s","prompt":[null]}                | prompt[0] must not be null
          session/prompt | {"sessionId":"s","prompt":["x"]}                 | prompt[0] must be an object
          session/prompt | {"sessionId":"s","prompt":[{"text":"x"}]}        | prompt[0].type is required
          session/prompt | {"sessionId":"s","prompt":[{"type":null}]}       | prompt[0].type is required
          session/prompt | {"sessionId":"s","prompt":[{"type":["text"]}]}   | prompt[0].type must be a string
          session/prompt | {"sessionId":"s","prompt":[{"type":"text"}]}     | prompt[0].text is required
          session/prompt | {"sessionId":"s","prompt":[{"type":"text","text":"a"},{"type":"text","text":1}]} | prompt[1].text must be a string
          session/prompt | {"sessionId":"s","prompt":[{"type":"resource","resource":{"uri":"u","blob":1}}]} | prompt[0].resource.blob must be a string
          session/set_config_option | {"sessionId":"s","configId":"c","type":"boolean","value":"x"} | value must be true or false
          session/set_config_option | {"sessionId":"s","configId":"c","value":true} | value must be a string
          session/new | {"cwd":"/","mcpServers":[{"name":"n","command":"c","args":[],"env":[{"name":"K"}]}]} | mcpServers[0].env[0].value is required
          fs/read_text_file | {"sessionId":"s","path":"/","line":-1}        | line must be a whole number from 0 to 4294967295
          terminal/create | {"sessionId":"s","command":"c","outputByteLimit":-1} | outputByteLimit must be a whole number from 0
          session/request_permission | {"sessionId":"s","toolCall":{"toolCallId":"t"},"options":[{"optionId":"o","name":"n","kind":"maybe"}]} | options[0].kind must be one of allow_once, allow_always, reject_once, reject_always
          elicitation/create | {"mode":"url","message":"m","elicitationId":"e","url":"u"} | The message must have either a sessionId or a requestId
          session/update | {"sessionId":"s","update":{"sessionUpdate":"notice","severity":"info","title":""}} | update.title must not be empty
          $/cancel_request | {"requestId":1.5}                              | requestId must be a whole number, a string or null
          $/cancel_request | {"requestId":9223372036854775808}              | requestId must be a whole number of 64 bits
          """)
  void theSentenceNamesThePlaceAndTheReason(String method, String json, String sentence) {
    Class<?> params =
        Methods.all().stream()
            .filter(m -> m.name().equals(method))
            .findFirst()
            .orElseThrow()
            .params();

    Fault fault = fault(json, params);

    assertEquals(sentence, fault.message());
    assertEquals(sentence.startsWith("The message ") ? "" : sentence.split(" ")[0], fault.path());
  }

  @Test
  void theSamePlaceIsToldWhereATreeIsConverted() throws JsonProcessingException {
    JsonNode params = mapper.readTree("{\"sessionId\":\"s\",\"prompt\":[{\"type\":\"text\"}]}");

    var failure =
        assertThrows(
            JsonProcessingException.class,
            () -> mapper.treeToValue(params, acp.protocol.v1.PromptRequest.class));

    assertEquals("prompt[0].text", Fault.of(failure).path());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"secret":      | The message is not valid JSON
          {'secret':1}    | The message is not valid JSON
          {} {}           | The message must be a single JSON value
          """)
  void whatIsNotJsonIsSaidToBeSo(String text, String sentence) {
    Fault fault = fault(text, JsonNode.class);

    assertEquals(new Fault("", sentence), fault);
  }

  @Test
  void theKeysOfAMapAreTamed() {
    Fault fault =
        fault(
            "{\"action\":\"accept\",\"content\":{\"a\\nb <" + "x".repeat(100) + "\":{}}}",
            acp.protocol.v1.CreateElicitationResponse.class);

    assertEquals("content.a?b??" + "x".repeat(59) + "?", fault.path());
    assertFalse(fault.message().contains("\n"));
  }

  private Fault fault(String json, Class<?> type) {
    return Fault.of(
        assertThrows(JsonProcessingException.class, () -> mapper.readValue(json, type)));
  }
}
