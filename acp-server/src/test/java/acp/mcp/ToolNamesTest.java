package acp.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names for the model: what every provider takes, and no two alike. */
@Timeout(5)
class ToolNamesTest {

  @Test
  void anOrdinaryNameIsKept() {
    assertEquals("files__read_file", ToolNames.of("files", "read_file"));
    assertEquals("my-files_2___x", ToolNames.of("my-files_2", "_x"));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "my files,read",
        "fs,a.b",
        "fs,äö",
        "fs,''",
        "'',echo",
        "a__b,c",
        "a_,b",
        "fs,a-tool-with-a-name-that-is-longer-than-any-provider-of-models-takes-it"
      })
  void anyOtherNameIsMadeToFitAndStaysItsOwn(String server, String tool) {
    String name = ToolNames.of(server, tool);

    assertTrue(name.matches("[a-zA-Z0-9_-]{1,64}"), name);
    assertTrue(name.matches(".*_[0-9a-f]{8}"), name);
    assertEquals(name, ToolNames.of(server, tool));
  }

  @ParameterizedTest
  @CsvSource({"a,b__c,a__b,c", "a,_b,a_,b", "fs,a.b,fs,a_b", "a b,c,a.b,c"})
  void noTwoAreAlike(String server, String tool, String otherServer, String otherTool) {
    assertNotEquals(ToolNames.of(server, tool), ToolNames.of(otherServer, otherTool));
  }
}
