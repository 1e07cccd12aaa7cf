package acp.protocol.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.protocol.Fault;
import acp.protocol.ProtocolMapper;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which variant of a union a message is taken for, where that is not plain from a tag. */
@Timeout(10)
class UnionTest {
  private final JsonMapper mapper = ProtocolMapper.create();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type":"http","name":"n","url":"u","headers":[]}                 | McpServerHttp
          {"type":"sse","name":"n","url":"u","headers":null}                | McpServerSse
          {"name":"n","command":"c","args":[],"env":[]}                     | McpServerStdio
          {"type":"stdio","name":"n","command":"c","args":[],"env":[]}      | McpServerStdio
          {"type":"later","name":"n","command":"c","args":[],"env":[]}      | McpServerStdio
          """)
  void anMcpServerIsStdioUnlessItSaysOtherwise(String json, String variant) throws Exception {
    McpServer server = mapper.readValue(json, McpServer.class);

    assertEquals(variant, server.getClass().getSimpleName());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type":"terminal","id":"i","name":"n"}   | AuthMethodTerminal
          {"type":"agent","id":"i","name":"n"}      | AuthMethodAgent
          {"type":"later","id":"i","name":"n"}      | AuthMethodAgent
          {"id":"i","name":"n"}                     | AuthMethodAgent
          """)
  void anAuthMethodIsTheAgentsUnlessItIsATerminal(String json, String variant) throws Exception {
    AuthMethod method = mapper.readValue(json, AuthMethod.class);

    assertEquals(variant, method.getClass().getSimpleName());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"sessionId":"s","configId":"c","type":"boolean","value":true}  | BooleanValue
          {"sessionId":"s","configId":"c","value":"v"}                    | ValueId
          {"sessionId":"s","configId":"c","type":"later","value":"v"}     | ValueId
          """)
  void anOptionIsSetToAValueUnlessItIsBoolean(String json, String variant) throws Exception {
    var request = mapper.readValue(json, SetSessionConfigOptionRequest.class);

    assertEquals(variant, request.getClass().getSimpleName());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type":"string","enum":["a"]}                  | StringMultiSelectItems
          {"anyOf":[{"const":"a","title":"A"}]}           | TitledMultiSelectItems
          {"type":"later","enum":null,"x":[1]}            | Unknown
          """)
  void choicesAreToldApartByTypeAndItsAbsence(String json, String variant) throws Exception {
    MultiSelectItems items = mapper.readValue(json, MultiSelectItems.class);

    assertEquals(variant, items.getClass().getSimpleName());
    assertEquals(mapper.readTree(json), mapper.valueToTree(items));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                                    | Ungrouped
          [{"value":"v","name":"n"}]                            | Ungrouped
          [{"group":"g","name":"n","options":[]}]               | Grouped
          """)
  void valuesAreGroupedWhereThereIsAGroup(String json, String variant) throws Exception {
    var options = mapper.readValue(json, SessionConfigSelectOptions.class);

    assertEquals(variant, options.getClass().getSimpleName());
    assertEquals(mapper.readTree(json), mapper.valueToTree(options));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "x"                    | Text
          1                      | Whole
          9223372036854775808    | Decimal
          1.5                    | Decimal
          true                   | Flag
          ["x"]                  | Texts
          """)
  void anEnteredValueIsToldByTheKindOfJson(String json, String variant) throws Exception {
    var value = mapper.readValue(json, ElicitationContentValue.class);

    assertEquals(variant, value.getClass().getSimpleName());
  }

  @Test
  void aNumberThatJsonCannotWriteIsRefused() {
    assertThrows(
        JsonProcessingException.class,
        () -> mapper.readValue("1e400", ElicitationContentValue.class));
    assertThrows(IllegalArgumentException.class, () -> new Cost(Double.NaN, "EUR", null));
  }

  @Test
  void aResourceIsTextUnlessItHasABlob() throws JsonProcessingException {
    var text = mapper.readValue("{\"uri\":\"u\",\"text\":\"\"}", EmbeddedResourceResource.class);
    var blob = mapper.readValue("{\"uri\":\"u\",\"blob\":\"\"}", EmbeddedResourceResource.class);

    assertInstanceOf(TextResourceContents.class, text);
    assertInstanceOf(BlobResourceContents.class, blob);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"mcpServers":[{"type":"http","name":"n","headers":[]}],"cwd":"/"}     | mcpServers[0].url
          {"mcpServers":[{"type":"later","name":"n"}],"cwd":"/"}                 | mcpServers[0].command
          {"mcpServers":[{"type":7,"name":"n"}],"cwd":"/"}                       | mcpServers[0].type
          {"mcpServers":[{"name":"n","command":"c","env":[]}],"cwd":"/"}         | mcpServers[0].args
          """)
  void aVariantThatIsMalformedFails(String json, String path) {
    var failure =
        assertThrows(
            JsonProcessingException.class, () -> mapper.readValue(json, NewSessionRequest.class));

    assertEquals(path, Fault.of(failure).path());
  }
}
