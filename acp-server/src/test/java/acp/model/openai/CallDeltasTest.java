package acp.model.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import acp.model.ModelEvent;
import com.fasterxml.jackson.core.JsonFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@link CallDeltas}: the ways in which servers cut tool calls to pieces. */
@Timeout(5)
class CallDeltasTest {
  private final CallDeltas calls = new CallDeltas(new JsonFactory());

  @Test
  void piecesOfTwoCallsMayAlternate() {
    add(0, "a", "f", "");
    add(1, "b", "g", "");
    add(0, "", "", "{\"x\":");
    add(1, "", "", "{\"y\":");
    add(0, "", "", "1}");
    add(1, "", "", "2}");

    assertEquals(List.of(call("f", "{\"x\":1}"), call("g", "{\"y\":2}")), made());
  }

  @Test
  void callsKeepTheOrderOfTheirMakingWhateverTheirIndex() {
    add(5, "a", "f", "{}");
    add(2, "b", "g", "{}");

    assertEquals(List.of(call("f", "{}"), call("g", "{}")), made());
  }

  @Test
  void withoutAnIndexTheIdTellsCallsApart() {
    add(-1, "a", "f", "{\"x\":");
    add(-1, "b", "g", "{}");
    add(-1, "a", "", "1}");

    assertEquals(List.of(call("f", "{\"x\":1}"), call("g", "{}")), made());
  }

  @Test
  void withoutIndexAndIdANameBeginsACall() {
    add(-1, "", "f", "");
    add(-1, "", "", "{\"x\":");
    add(-1, "", "", "1}");
    add(-1, "", "f", "{\"x\":2}");
    add(-1, "", "g", "");

    assertEquals(List.of(call("f", "{\"x\":1}"), call("f", "{\"x\":2}"), call("g", "")), made());
  }

  @Test
  void idAndNameMayComeWithEveryPiece() {
    add(0, "a", "f", "{\"x\":");
    add(0, "a", "f", "1}");
    add(-1, "b", "g", "{\"y\":");
    add(-1, "b", "g", "2}");

    assertEquals(List.of(call("f", "{\"x\":1}"), call("g", "{\"y\":2}")), made());
  }

  @Test
  void theNameMayComeWithEveryPieceAndNothingElse() {
    add(-1, "", "f", "{\"x\":");
    add(-1, "", "f", "1}");

    assertEquals(List.of(call("f", "{\"x\":1}")), made());
  }

  @Test
  void wholeCallsThatAllHaveIndexZeroAreSeveral() {
    add(0, "a", "f", "{}");
    add(0, "b", "f", "{}");
    add(0, "", "g", "{}");
    add(0, "", "g", "{}");

    assertEquals(
        List.of(call("f", "{}"), call("f", "{}"), call("g", "{}"), call("g", "{}")), made());
  }

  @Test
  void aNewIdForEveryPieceIsNoNewCall() {
    add(0, "a1", "f", "{\"x\":");
    add(0, "a2", "", "1}");

    assertEquals(List.of(call("f", "{\"x\":1}")), made());
  }

  @Test
  void twoCallsMayHaveTheSameId() {
    add(0, "call", "f", "{}");
    add(1, "call", "g", "{}");
    add(-1, "call", "h", "{}");

    assertEquals(List.of(call("f", "{}"), call("g", "{}"), call("h", "{}")), made());
  }

  @Test
  void anIndexMayShiftWhileTheIdStays() {
    add(0, "a", "f", "");
    add(1, "a", "", "{}");

    assertEquals(List.of(call("f", "{}")), made());
  }

  @Test
  void anIndexMayAppearOnlyLater() {
    add(-1, "a", "f", "");
    add(0, "a", "", "{}");

    assertEquals(List.of(call("f", "{}")), made());
  }

  @Test
  void theNameMayComeLate() {
    add(0, "a", "", "");
    add(0, "", "f", "{}");

    assertEquals(List.of(call("f", "{}")), made());
  }

  @Test
  void anEmptyPieceIsNoCall() {
    add(0, "", "", "");

    assertEquals(List.of(), made());
  }

  @Test
  void argumentsWithoutEndAreRefused() {
    String mebibyte = "x".repeat(1 << 20);
    for (int i = 0; i < 16; i++) {
      add(0, "", "f", mebibyte);
    }

    assertFalse(calls.add(0, "", "", "x"));
  }

  private void add(int index, String id, String name, String arguments) {
    assertEquals(true, calls.add(index, id, name, arguments));
  }

  private @Nullable List<ModelEvent.Call> made() {
    return calls.calls(true);
  }

  private static ModelEvent.Call call(String name, String arguments) {
    return new ModelEvent.Call(name, arguments);
  }
}
