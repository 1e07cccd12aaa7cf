package acp.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import acp.event.Content;
import acp.model.ModelMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pictures on their way to a model that sees them. */
@Timeout(5)
class SightedTest {
  private static final Content.Image BROKEN = new Content.Image("aGk=", "image/png", null);
  private static final Content.Image SOUND =
      new Content.Image(
          "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
          "image/png",
          null);

  @Test
  void aBrokenPictureOfAPromptIsToldInWordsAndASoundOneIsShown() {
    var prompt = new ModelMessage.User(List.of(new Content.Text("see"), BROKEN, SOUND));

    ModelMessage.User read =
        assertInstanceOf(ModelMessage.User.class, Sighted.read(List.of(prompt)).getFirst());

    assertEquals(new Content.Text("see"), read.content().getFirst());
    assertInstanceOf(Content.Text.class, read.content().get(1));
    assertEquals(SOUND, read.content().get(2));
  }

  @Test
  void aBrokenPictureOfAResultIsToldBehindItsText() {
    var result = new ModelMessage.ToolResult("c", "look", "two", false, List.of(BROKEN, SOUND));

    ModelMessage.ToolResult read =
        assertInstanceOf(ModelMessage.ToolResult.class, Sighted.read(List.of(result)).getFirst());

    assertEquals(List.of(SOUND), read.pictures());
    assertEquals("two\n", read.text().substring(0, 4));
  }
}
