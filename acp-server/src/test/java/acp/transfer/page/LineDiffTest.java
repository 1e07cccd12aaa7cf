package acp.transfer.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.transfer.page.LineDiff.Line;
import acp.transfer.page.LineDiff.Mark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A difference says how the new text is made from the old one, and nothing else. */
@Timeout(30)
class LineDiffTest {
  private static String shown(List<List<Line>> stretches) {
    return stretches.stream()
        .map(
            lines ->
                lines.stream()
                    .map(line -> sign(line) + line.text())
                    .collect(Collectors.joining("\n")))
        .collect(Collectors.joining("\n@@\n"));
  }

  private static String sign(Line line) {
    return switch (line.mark()) {
      case SAME -> " ";
      case REMOVED -> "-";
      case ADDED -> "+";
    };
  }

  @Test
  void whatIsNewRemovedAndChangedIsSaid() {
    assertEquals("", shown(LineDiff.of("a\nb\n", "a\nb\n")));
    assertEquals("+a\n+b", shown(LineDiff.of(null, "a\nb\n")));
    assertEquals("-a", shown(LineDiff.of("a\n", "")));
    assertEquals(" a\n-b\n+x\n c", shown(LineDiff.of("a\nb\nc\n", "a\nx\nc\n")));
  }

  @Test
  void farFromAChangeNothingIsShown() {
    String before = IntStream.range(0, 40).mapToObj(i -> "l" + i).collect(Collectors.joining("\n"));
    String after = before.replace("l5\n", "").replace("l30", "new");

    assertEquals(
        " l2\n l3\n l4\n-l5\n l6\n l7\n l8\n@@\n l27\n l28\n l29\n-l30\n+new\n l31\n l32\n l33",
        shown(LineDiff.of(before, after)));
  }

  @Test
  void anyTwoTextsAreToldSoThatOneBecomesTheOther() {
    Random random = new Random(7);
    for (int round = 0; round < 400; round++) {
      List<String> before = words(random);
      List<String> after = words(random);

      List<List<Line>> stretches = LineDiff.of(String.join("\n", before), String.join("\n", after));

      assertEquals(after, applied(before, stretches));
    }
  }

  private static List<String> words(Random random) {
    int count = random.nextInt(12);
    return new ArrayList<>(
        IntStream.range(0, count).mapToObj(_ -> "w" + random.nextInt(4)).toList());
  }

  private static List<String> applied(List<String> before, List<List<Line>> stretches) {
    List<String> lines = new ArrayList<>(before);
    List<Line> all = new ArrayList<>(stretches.stream().flatMap(List::stream).toList());
    for (Line line : all) {
      if (line.mark() != Mark.ADDED) {
        assertEquals(line.text(), before.get(line.before() - 1));
      }
    }
    List<Line> removed =
        new ArrayList<>(all.stream().filter(line -> line.mark() == Mark.REMOVED).toList());
    Collections.reverse(removed);
    removed.forEach(line -> lines.remove(line.before() - 1));
    all.stream()
        .filter(line -> line.mark() == Mark.ADDED)
        .forEach(line -> lines.add(line.after() - 1, line.text()));
    return lines;
  }

  @Test
  void textsThatHaveNothingInCommonTakeNoTime() {
    String before =
        IntStream.range(0, 60_000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n"));
    String after =
        IntStream.range(0, 60_000).mapToObj(i -> "b" + i).collect(Collectors.joining("\n"));

    List<List<Line>> stretches = LineDiff.of(before, after);

    assertEquals(1, stretches.size());
    assertTrue(stretches.getFirst().size() == 120_000);
  }
}
