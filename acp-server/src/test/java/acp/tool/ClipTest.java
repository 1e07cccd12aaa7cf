package acp.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Fence;
import acp.event.Shown;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Text cut to a number of bytes, never in the middle of a character. */
@Timeout(5)
class ClipTest {
  @Test
  void whatFitsIsLeftAlone() {
    assertEquals("größe", Clip.middle("größe", 7));
  }

  @Test
  void whatDoesNotFitKeepsItsBeginningAndItsEnd() {
    String clipped = Clip.middle("a".repeat(500) + "z".repeat(500), 164);

    assertTrue(clipped.startsWith("aaa") && clipped.endsWith("zzz"), clipped);
    assertTrue(clipped.contains("900 bytes left out"), clipped);
  }

  @Test
  void everyLengthOfEveryWidthIsCutWithinBoundsAndBetweenCharacters() {
    for (String unit : List.of("a", "ß", "語", "🎈", "a🎈語")) {
      String text = unit.repeat(200);
      for (int max = 100; max < 200; max++) {
        byte[] bytes = Clip.middle(text, max).getBytes(StandardCharsets.UTF_8);

        assertTrue(bytes.length <= max, unit + " " + max + " " + bytes.length);
        assertEquals(-1, new String(bytes, StandardCharsets.UTF_8).indexOf('?'));
      }
    }
  }

  @Test
  void whatTheModelIsToldIsBoundedWhoeverMadeIt() {
    ToolResult result = ToolResult.text("語".repeat(ToolResult.MAX_TOLD));

    assertTrue(Clip.bytes(result.told()) <= ToolResult.MAX_TOLD);
  }

  @Test
  void oneLineHidesNothing() {
    assertEquals("a↵b \uFFFD[31mc", OneLine.of("a\r\nb\t\u001B[31mc\n"));
    assertEquals("a".repeat(300) + "…", OneLine.of("a".repeat(400)));
  }

  @Test
  void aFenceIsLongerThanWhatItHolds() {
    assertEquals(Shown.Block.text("```\na\n```"), Fence.around("a\n"));
    assertEquals(Shown.Block.text("`````diff\n````\n`````"), Fence.around("````", "diff"));
  }
}
