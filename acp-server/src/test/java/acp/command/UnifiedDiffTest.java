package acp.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Differences as they are shown. */
@Timeout(60)
class UnifiedDiffTest {

  private static String numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(String::valueOf).collect(Collectors.joining("\n"));
  }

  @Test
  void onlyWhatDiffersIsShownWithItsSurroundings() {
    assertEquals(
        """
        --- a/x
        +++ b/x
        @@ -7,7 +7,7 @@
         6
         7
         8
        -9
        +nine
         10
         11
         12
        """,
        UnifiedDiff.of("x", numbers(0, 20), numbers(0, 20).replace("\n9\n", "\nnine\n")));
  }

  @Test
  void aFileThatGoesOrComesHasNothingOnTheOtherSide() {
    assertEquals("--- a/x\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n", UnifiedDiff.of("x", "a", null));
    assertEquals("--- /dev/null\n+++ b/x\n", UnifiedDiff.of("x", null, ""));
    assertEquals("", UnifiedDiff.of("x", "a\r\nb", "a\nb\n"));
  }

  @Test
  void textsThatHaveNothingInCommonAreBounded() {
    String large = UnifiedDiff.of("x", numbers(0, 4_000), numbers(4_000, 8_000));
    String tooLarge = UnifiedDiff.of("x", numbers(0, 10_000), numbers(10_000, 20_000));

    assertEquals(8_003, large.lines().count());
    assertTrue(tooLarge.endsWith("(too much to compare: 10000 lines became 10000)\n"), tooLarge);
  }
}
