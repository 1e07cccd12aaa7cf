package acp.surface.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import acp.protocol.AcpException;
import acp.protocol.ErrorCode;
import acp.store.memory.MemoryJournal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may ask of searching. */
class SessionSearchTest {
  private final MemoryJournal journal = new MemoryJournal();
  private final SessionSearch search = new SessionSearch(journal.search(), journal.insights());

  private static Searching query(@Nullable Integer limit, @Nullable String cursor) {
    return new Searching("x", null, null, null, null, null, null, null, null, null, limit, cursor);
  }

  private void assertRefused(Searching query) {
    AcpException refusal =
        assertThrows(AcpException.class, () -> search.search(query).blockOptional());
    assertEquals(ErrorCode.INVALID_PARAMS, refusal.code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1000", "-1", "999999999", "99999999999", "1.5", "x", "٣", "1\n"})
  void aCursorThatIsNotOursIsRefused(String cursor) {
    assertRefused(query(null, cursor));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_001, Integer.MAX_VALUE})
  void aPageIsNeitherEmptyNorEndless(int limit) {
    assertRefused(query(limit, null));
  }

  @Test
  void whatIsWithinTheBoundsIsAnswered() {
    assertEquals(0, search.search(query(1_000, "999")).blockOptional().orElseThrow().hits().size());
  }
}
