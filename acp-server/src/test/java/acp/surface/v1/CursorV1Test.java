package acp.surface.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.event.SessionId;
import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.session.SessionSummary;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cursor leads back to where its page ended, and only in the list it was given for. */
@Timeout(5)
class CursorV1Test {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final SessionSummary LAST =
      new SessionSummary(new SessionId("s 1/ü"), "/project", "t", AT.minusSeconds(9), AT, 7);

  private static SessionSummary read(String cursor, @Nullable String cwd) {
    return Objects.requireNonNull(CursorV1.read(cursor, cwd));
  }

  private static void assertRefused(String cursor, @Nullable String cwd) {
    AcpException refused = assertThrows(AcpException.class, () -> CursorV1.read(cursor, cwd));
    assertEquals(ErrorCode.INVALID_PARAMS, refused.code());
    assertEquals("cursor", refused.data().get("path"));
  }

  @Test
  void noCursorIsTheStart() {
    assertNull(CursorV1.read(null, "/project"));
  }

  @Test
  void aCursorKeepsTheMomentAndTheIdOfTheLastEntry() {
    SessionSummary read = read(CursorV1.after(LAST, "/project"), "/project");

    assertEquals(LAST.id(), read.id());
    assertEquals(AT, read.updatedAt());
    assertEquals(LAST.id(), read(CursorV1.after(LAST, null), null).id());
  }

  @Test
  void aCursorIsOnePlainWord() {
    assertEquals("", CursorV1.after(LAST, "/project").replaceAll("[A-Za-z0-9_-]", ""));
  }

  @Test
  void aCursorOfAnotherFilterIsRefused() {
    assertRefused(CursorV1.after(LAST, "/project"), "/elsewhere");
    assertRefused(CursorV1.after(LAST, "/project"), null);
    assertRefused(CursorV1.after(LAST, null), "/project");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "not base64 !", "AAAA", "ü", "____"})
  void whatIsNoneOfOursIsRefused(String cursor) {
    assertRefused(cursor, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1 0", "x 0 id", "1 x id", "99999999999999999999 0 id"})
  void whatOnlyLooksLikeOursIsRefused(String plain) {
    assertRefused(
        Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)), null);
  }
}
