package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which requirements a step of a transcript is about. */
@Timeout(5)
class ClaimsTest {
  private static final String HEAD = "# T.\n# spec: https://e.org/\n";

  @Test
  void theHeadHoldsForAllStepsAndACommentForTheStepsUpToTheNext() {
    Claims claims =
        claims(
            """
            # requirement: a.head a.too
            @initialize
            # requirement: a.first
            @session S
            # requirement: a.second
            @eof
            """);

    assertEquals(Set.of("a.head", "a.too", "a.first", "a.second"), claims.all());
    assertEquals(Set.of("a.head", "a.too"), claims.inForce(4));
    assertEquals(Set.of("a.head", "a.too", "a.first"), claims.inForce(6));
    assertEquals(Set.of("a.head", "a.too", "a.second"), claims.inForce(8));
  }

  @Test
  void whatLeadsUpToTheFirstCommentCountsToIt() {
    Claims claims =
        claims(
            """
            @initialize
            # requirement: a.first
            @session S
            # requirement: a.second
            @eof
            """);

    assertEquals(Set.of("a.first"), claims.inForce(3));
    assertEquals(Set.of("a.first"), claims.inForce(5));
    assertEquals(Set.of("a.second"), claims.inForce(7));
  }

  @Test
  void onlyWhatNoLaterStepIsAboutIsDone() {
    Claims claims =
        claims(
            """
            # requirement: a.head
            @initialize
            # requirement: a.first a.again
            @session S
            # requirement: a.second
            @eof
            # requirement: a.again
            @kill
            """);

    assertEquals(Set.of(), claims.doneBefore(4));
    assertEquals(Set.of(), claims.doneBefore(6));
    assertEquals(Set.of("a.first"), claims.doneBefore(8));
    assertEquals(Set.of("a.first", "a.second"), claims.doneBefore(10));
  }

  @Test
  void aTranscriptMayBeAboutNothing() {
    Claims claims = claims("@initialize\n");

    assertEquals(Set.of(), claims.inForce(3));
    assertEquals(Set.of(), claims.all());
  }

  private static Claims claims(String body) {
    return Transcript.parse("t", HEAD + body).claims();
  }
}
