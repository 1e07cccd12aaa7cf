package acp.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.model.ModelMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A conversation as one text. */
@Timeout(5)
class RetellingTest {

  @Test
  void everythingThatWasSaidAndDoneIsInIt() {
    List<ModelMessage> conversation =
        List.of(
            new ModelMessage.User(
                List.of(
                    new Content.Text("Fix "),
                    new Content.Link("file:///a.txt", "a.txt", null, null, null, null),
                    new Content.Image("aGk=", "image/png", null),
                    new Content.Resource("file:///b.txt", null, "bee", null))),
            new ModelMessage.Assistant(
                "On it.",
                List.of(new ModelMessage.Thought("hidden", null)),
                List.of(new ModelMessage.Call("c1", "read_file", "{\"path\":\"a.txt\"}"))),
            new ModelMessage.ToolResult("c1", "read_file", "no such file", true));

    assertEquals(
        """
        ### User
        Fix [file:///a.txt][a picture]
        [file:///b.txt]
        bee


        ### Agent
        On it.
        [calls read_file {"path":"a.txt"}]

        ### read_file failed
        no such file

        """,
        Retelling.of(conversation));
  }

  @Test
  void whatAToolGaveIsCutToItsBeginningAndEnd() {
    String result = "first\n" + "x".repeat(100_000) + "\nlast";

    String told =
        Retelling.of(List.of(new ModelMessage.ToolResult("c1", "run_command", result, false)));

    assertTrue(told.startsWith("### run_command\nfirst\n"), told);
    assertTrue(told.endsWith("\nlast\n\n"), told);
    assertTrue(told.length() <= Retelling.RESULT + 40, "is " + told.length());
  }

  @Test
  void wordsAreNeverCut() {
    String words = "word ".repeat(10_000);

    String told = Retelling.of(List.of(new ModelMessage.Assistant(words, List.of(), List.of())));

    assertTrue(told.contains(words));
  }
}
