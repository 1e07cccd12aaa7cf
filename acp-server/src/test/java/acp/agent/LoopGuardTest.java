package acp.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.agent.LoopGuard.Done;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Circles are seen by calls and results alike, told once, and stopped when they go on. */
@Timeout(5)
class LoopGuardTest {
  private final LoopGuard guard = new LoopGuard();

  /** Each letter is a call in an answer of its own; what was added to each result. */
  private List<Boolean> told(String calls) {
    List<Boolean> told = new ArrayList<>();
    for (int i = 0; i < calls.length(); i++) {
      guard.answer();
      told.add(!guard.end(guard.begin(), done(calls.charAt(i))).isEmpty());
    }
    return told;
  }

  private static Done done(char call) {
    return new Done("tool", "{\"name\":\"" + call + "\"}", false, "result of " + call);
  }

  @Test
  void theFifthOfTheSameIsToldAndTheSixthStops() {
    assertEquals(List.of(false, false, false, false, true), told("aaaaa"));
    assertFalse(guard.stops());

    assertEquals(List.of(false), told("a"));
    assertTrue(guard.stops());
  }

  @Test
  void twoByTurnsAreToldInTheFourthRound() {
    assertEquals(List.of(false, false, false, false, false, false, false, true), told("abababab"));
    assertFalse(guard.stops());

    told("a");

    assertTrue(guard.stops());
  }

  @Test
  void whoChangesCourseGoesOn() {
    told("aaaaa");
    told("bcdefaaaab");

    assertFalse(guard.stops());
  }

  @Test
  void whoFallsBackIntoItIsStopped() {
    told("aaaaabcd");
    told("eeeee");

    assertTrue(guard.stops());
  }

  @Test
  void anotherResultIsNoCircle() {
    for (int i = 0; i < 20; i++) {
      guard.answer();
      assertEquals("", guard.end(guard.begin(), new Done("wait", "{}", false, "line " + i)));
    }

    assertFalse(guard.stops());
  }

  @Test
  void theRestOfTheAnswerThatWasToldIsNotYetGoingOn() {
    guard.answer();
    for (int i = 0; i < 8; i++) {
      guard.end(guard.begin(), done('a'));
    }

    assertFalse(guard.stops());
  }

  @Test
  void callsThatEndOutOfOrderAreComparedInOrder() {
    StringBuilder told = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      guard.answer();
      long first = guard.begin();
      long second = guard.begin();
      told.append(guard.end(second, done('b'))).append(guard.end(first, done('a')));
    }

    assertEquals(LoopGuard.WARNING, told.toString());
  }
}
