package acp.conformance.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A figure: its median, and its row. */
@Timeout(5)
class FigureTest {

  @Test
  void theMedianIsTheMiddleOrHalfwayBetweenTheTwoMiddleOnes() {
    assertEquals(2, Figure.of("a", "ms", List.of(3.0, 1.0, 2.0)).median());
    assertEquals(2.5, Figure.of("a", "ms", List.of(4.0, 1.0, 2.0, 3.0)).median());
  }

  @Test
  void aRowHasMedianMinAndMaxOrTheReason() {
    String row = Figure.of("start", "ms", List.of(1234.4, 5.0, 20.0)).row();
    String missing = Figure.missing("list", "ms", "not supported").row();

    assertTrue(row.matches("start, ms +20\\.0 +5\\.00 +1,234 +3"), row);
    assertTrue(missing.matches("list, ms +not supported"), missing);
  }
}
