package acp.surface;

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
class CursorTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final SessionSummary LAST =
      new SessionSummary(new SessionId("s 1/ü"), "/project", "t", AT.minusSeconds(9), AT, 7);

  private static SessionSummary read(String cursor, @Nullable String cwd) {
    return Objects.requireNonNull(Cursor.read(cursor, cwd));
  }

  private static void assertRefused(String cursor, @Nullable String cwd) {
    AcpException refused = assertThrows(AcpException.class, () -> Cursor.read(cursor, cwd));
    assertEquals(ErrorCode.INVALID_PARAMS, refused.code());
    assertEquals("cursor", refused.data().get("path"));
  }

  @Test
  void noCursorIsTheStart() {
    assertNull(Cursor.read(null, "/project"));
  }

  @Test
  void aCursorKeepsTheMomentAndTheIdOfTheLastEntry() {
    SessionSummary read = read(Cursor.after(LAST, "/project"), "/project");

    assertEquals(LAST.id(), read.id());
    assertEquals(AT, read.updatedAt());
    assertEquals(LAST.id(), read(Cursor.after(LAST, null), null).id());
  }

  @Test
  void aCursorIsOnePlainWord() {
    assertEquals("", Cursor.after(LAST, "/project").replaceAll("[A-Za-z0-9_-]", ""));
  }

  @Test
  void aCursorOfAnotherFilterIsRefused() {
    assertRefused(Cursor.after(LAST, "/project"), "/elsewhere");
    assertRefused(Cursor.after(LAST, "/project"), null);
    assertRefused(Cursor.after(LAST, null), "/project");
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
