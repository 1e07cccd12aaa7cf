package acp.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was meant by a word that does not exist. */
@Timeout(5)
class NearestTest {
  private static final List<String> WORDS =
      List.of("help", "status", "compact", "new", "mode", "model");

  @ParameterizedTest
  @CsvSource({
    "hel, help",
    "helper, help",
    "hlep, help",
    "yelp, help",
    "COMPACT, compact",
    "compcat, compact",
    "ompct, compact",
    "models, model",
    "nwe, new",
    "ne, new",
    "n, ''",
    "tmp, ''",
    "quit, ''",
    "sttsu, status",
    "xyzzy, ''",
    "'', ''",
  })
  void theNearestWordIsFoundIfOneIsNear(String typed, String meant) {
    String found = Nearest.of(typed, WORDS);

    assertEquals(meant, found == null ? "" : found);
  }
}
