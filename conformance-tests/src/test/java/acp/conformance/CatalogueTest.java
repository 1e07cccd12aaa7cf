package acp.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The requirements of the kit, and its transcripts, are about each other. */
@Timeout(20)
class CatalogueTest {
  private final Catalogue catalogue = Catalogue.builtIn();
  private final List<Transcript> transcripts = Library.builtIn(List.of("protocol", "scripted"));

  CatalogueTest() throws IOException {}

  @Test
  void everyRequirementThatATranscriptNamesIsThere() {
    catalogue.check(transcripts); // throws with file and line
    assertTrue(catalogue.all().stream().anyMatch(Requirement::isWatched));
  }

  @Test
  void everyRequirementHasATranscript() {
    Set<String> named = new HashSet<>();

    transcripts.forEach(one -> named.addAll(one.claims().all()));

    assertEquals(
        List.of(),
        catalogue.all().stream()
            .filter(one -> !one.isWatched() && !named.contains(one.id()))
            .map(Requirement::id)
            .toList());
  }

  @Test
  void everyTranscriptNamesItsRequirements() {
    boolean areThere = catalogue.all().stream().anyMatch(one -> !one.isWatched());

    List<String> without =
        transcripts.stream()
            .filter(one -> one.claims().all().isEmpty())
            .map(Transcript::name)
            .toList();

    assertEquals(List.of(), areThere ? without : List.of());
  }

  @Test
  void everyCitationIsOfTheProtocol() {
    for (Requirement one : catalogue.all()) {
      String citation = one.citation().toString();
      assertTrue(
          citation.startsWith("https://agentclientprotocol.com/")
              || citation.startsWith("https://www.jsonrpc.org/"),
          one.id());
      assertTrue(one.statement().endsWith("."), one.id() + " has no sentence");
    }
  }

  @Test
  void theKitNamesNoAgent() throws IOException {
    Pattern named =
        Pattern.compile("\\bacp\\.(?!conformance\\b|protocol\\b|bench\\b)[a-z]+\\.[A-Za-z]");

    Resources.under(Path.of("src/main/java"), ".java")
        .forEach((file, text) -> assertTrue(!named.matcher(text).find(), file));
  }
}
